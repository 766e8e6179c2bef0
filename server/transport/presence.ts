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
  /** Whose console went, with their account, and until when it is waited for. */
  const going = new Map<string, { account: string; until: number }>();
  let held = false;
  let stopped = false;
  let cancel = (): void => undefined;
  let due = Infinity;
  let reports = Promise.resolve();

  const here = (): Map<string, string> => {
    const connected = new Map<string, string>();
    for (const [id, { account, until }] of going)
      if (until > clock.now()) connected.set(id, account);
      else going.delete(id);
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
  const reportAt = (at: number): void => {
    if (stopped || at >= due) return;
    cancel();
    due = at;
    cancel = clock.at(at, () => {
      due = Infinity;
      // One after the other: what an earlier one saw must not be written after what a later one did.
      reports = reports
        .then(report)
        .catch((error: unknown) => log.warn({ err: error }, 'who is connected could not be written down'))
        .then(() => {
          reportAt(clock.now() + EVERY);
          for (const { until } of going.values()) reportAt(until);
        });
    });
  };

  io.on('connection', (socket: Connection) => {
    const { actor } = socket.data;
    if (actor.kind !== 'technician') return;
    going.delete(actor.id);
    reportAt(clock.now());
    socket.on('disconnect', () => {
      const until = clock.now() + GRACE;
      going.set(actor.id, { account: actor.account, until });
      reportAt(until);
    });
  });
  reportAt(clock.now() + EVERY);
  return () => {
    stopped = true;
    cancel();
  };
};
