import type { Changing } from '../feature.ts';
import { resolveByCompany, resolveSetting } from '../settings/index.ts';
import { availableReach, connectedAmong } from '../technicians/index.ts';
import { nextCandidate, type Candidate } from './assignment.rules.ts';
import { inHand, takeTurn } from './assignment.store.ts';
import { waitingRequests } from './queue.store.ts';
import { giveTo } from './request-changes.ts';
import { assignment, capacity } from './requests.settings.ts';
import { findRequest } from './requests.store.ts';

/** Who is Available and there. A contact method alone does not count: the customer is told that somebody has come. */
const candidatesOf = async ({ db }: Changing, account: string): Promise<Candidate[]> => {
  const reach = await availableReach(db, account);
  const connected = await connectedAmong(db, account, [...reach.keys(), '']);
  const found = await inHand(db, account, [...connected]);
  return found.map((one) => ({ ...one, access: reach.get(one.id)! }));
};

/**
 * Gives each customer who waits, in the order they arrived, to a technician with room, where the account or the
 * company wants that (G24). Called whenever somebody waits anew or room appears; in the transaction of that, so that
 * two at once cannot be given to the same place.
 */
export const assignWaiting = async (context: Changing, { account }: { account: string }): Promise<void> => {
  const { db } = context;
  const waiting = await waitingRequests(db, account);
  // Mostly nobody waits, and mostly technicians choose themselves: nothing more is looked at then.
  if (waiting.length === 0) return;
  const modeOf = await resolveByCompany(db, assignment, account);
  if (waiting.every(({ companyId }) => modeOf(companyId) === 'manual')) return;
  const most = (await resolveSetting(db, capacity, account, null)).value;
  const candidates = await candidatesOf(context, account);
  for (const request of waiting) {
    const how = modeOf(request.companyId);
    const to = how === 'manual' ? undefined : nextCandidate(how, candidates, request, most);
    const row = to && (await findRequest(db, account, request.id));
    if (!row) continue;
    await giveTo(context, row, to);
    to.chats += 1;
    to.lastTurn = await takeTurn(db, account, to.id);
    context.emit({ type: 'request.assigned', account, requestId: request.id, from: null });
  }
};
