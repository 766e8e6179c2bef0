import type { Clock } from './clock.ts';
import type { Database } from './database/index.ts';
import type { Log } from './log.ts';

/** How often, in milliseconds: what the operator's tools or another server left is seen to within a second. */
const EVERY = 1000;
/** Every so many times it is looked at whatever the database says: a lease may have ended with nothing written. */
const ANYWAY = 30;

/** Calls `look` when another process may have written something; the answer stops it. */
export const watchOthers = (
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
  look: () => Promise<unknown>,
): (() => void) => {
  let count = 0;
  let stopped = false;
  let stop = (): void => undefined;
  const tick = async (): Promise<void> => {
    count += 1;
    try {
      if (database.changedElsewhere() || count % ANYWAY === 0) await look();
    } catch (error) {
      log.warn({ err: error }, 'what other processes left could not be looked at');
    }
    if (!stopped) stop = clock.at(clock.now() + EVERY, () => void tick());
  };
  stop = clock.at(clock.now() + EVERY, () => void tick());
  return () => {
    stopped = true;
    stop();
  };
};
