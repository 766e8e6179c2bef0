import type { Db } from '../../platform/database/index.ts';
import type { PublishContext } from '../feature.ts';
import { availableReach } from '../technicians/index.ts';
import { queuePositions, servedWithin, type Queue } from './queue.rules.ts';
import { recentWaits, waitingRequests } from './queue.store.ts';

interface Place {
  requestId: string;
  visitorId: string;
  queue: Queue;
}

/** Everybody who waits in an account, with their place and what to expect (G24). */
export const placesIn = async (db: Db, account: string, now: number): Promise<Place[]> => {
  const waiting = await waitingRequests(db, account);
  // Where nobody waits there is nothing more to look at.
  if (waiting.length === 0) return [];
  const positions = queuePositions(waiting, [...(await availableReach(db, account)).values()]);
  const within = servedWithin(await recentWaits(db, account, now));
  return waiting.map(({ id, visitorId }) => ({
    requestId: id,
    visitorId,
    queue: { position: positions.get(id)!, within },
  }));
};

/** The queue may have moved: tells everybody who waits in it. */
export const tellQueue = async (account: string, { db, deps, push }: PublishContext): Promise<void> => {
  for (const { visitorId, requestId, queue } of await placesIn(db, account, deps.clock.now()))
    push.to('visitor', visitorId, 'request:queue-changed', { requestId, queue });
};
