import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/database/index.ts';
import type { Log } from '../platform/log.ts';
import { livingSessions } from '../platform/sessions.ts';
import type { SocketServer } from './socket.ts';

/**
 * How often open sockets are held against their sessions, in milliseconds. What ends a session cuts its sockets at
 * once; this is for those that lapse, whose lives are counted in days. One query for all of them, no timer for each.
 */
const EVERY = 60_000;

/** Cuts sockets whose session has lapsed while they were open; the answer stops it. */
export const watchSessions = (
  io: SocketServer,
  { read, clock, log }: { read: Db; clock: Clock; log: Log },
): (() => void) => {
  const check = async (): Promise<void> => {
    const ids = new Set<string>();
    for (const { data } of io.of('/').sockets.values())
      if (data.actor.id !== null) ids.add(data.actor.sessionId);
    const living = await livingSessions(read, clock.now(), [...ids]);
    for (const id of ids) if (!living.has(id)) io.in(`session:${id}`).disconnectSockets(true);
  };
  let cancel: () => void;
  const wait = (): void => {
    cancel = clock.at(clock.now() + EVERY, () => {
      check().catch((error: unknown) => log.warn({ err: error }, 'sessions could not be looked at'));
      wait();
    });
  };
  wait();
  return () => cancel();
};
