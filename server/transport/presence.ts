import { anyLapsed, LEASE, reportConnected } from '../features/technicians/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Change } from './change.ts';
import type { Connection, SocketServer } from './socket.ts';

/** How often this process says whom it holds, in milliseconds: three times it may fail before a lease ends. */
const EVERY = LEASE / 4;
/** How long a console that went is waited for, in milliseconds: a page that is loaded again is no absence. */
const GRACE = 5000;

/**
 * Keeps the rows of whose consoles are connected to this process, and ends those of processes that are dead (contract
 * R10). A process that ends leaves its own to lapse: their consoles are at another one by then. The answer stops it.
 */
export const watchPresence = (
  io: SocketServer,
  { change, read, clock, log }: { change: Change; read: Db; clock: Clock; log: Log },
): (() => void) => {
  const server = newId();
  let held = false;
  let stopped = false;
  let cancel = (): void => undefined;
  let due = Infinity;

  const here = (): Map<string, string> => {
    const connected = new Map<string, string>();
    for (const { data } of io.of('/').sockets.values())
      if (data.actor.kind === 'technician') connected.set(data.actor.id, data.actor.account);
    return connected;
  };
  const report = async (): Promise<void> => {
    const connected = here();
    // A deployment in which nobody is there writes nothing.
    if (connected.size === 0 && !held && !(await anyLapsed(read, clock.now()))) return;
    await change((context) => reportConnected(context, server, connected));
    held = connected.size > 0;
  };
  const soon = (wait: number): void => {
    const at = clock.now() + wait;
    if (stopped || at >= due) return;
    cancel();
    due = at;
    cancel = clock.at(at, () => {
      due = Infinity;
      report()
        .catch((error: unknown) => log.warn({ err: error }, 'who is connected could not be written down'))
        .finally(() => soon(EVERY));
    });
  };

  io.on('connection', (socket: Connection) => {
    if (socket.data.actor.kind !== 'technician') return;
    soon(0);
    socket.on('disconnect', () => soon(GRACE));
  });
  soon(EVERY);
  return () => {
    stopped = true;
    cancel();
  };
};
