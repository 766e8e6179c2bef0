import type { Clock } from './clock.ts';
import type { Database } from './database/index.ts';
import type { Log } from './log.ts';

const DAY = 24 * 3_600_000;
/** How often, in milliseconds. */
const EVERY = 3_600_000;
/** Answers kept for repeats: longer than any client goes on trying. */
const ANSWERS_KEPT = 7 * DAY;
/** Sessions and links after their end, for whoever looks into an incident. */
const ENDED_KEPT = 30 * DAY;

/** Takes away what is no longer needed. */
export const sweep = async (database: Database, now: number): Promise<void> => {
  await database.write(async (tx) => {
    await tx
      .deleteFrom('commands')
      .where('at', '<', now - ANSWERS_KEPT)
      .execute();
    await tx
      .deleteFrom('links')
      .where('expires_at', '<', now - ENDED_KEPT)
      .execute();
    await tx
      .deleteFrom('sessions')
      .where('ended_at', '<', now - ENDED_KEPT)
      .execute();
  });
};

/** Sweeps every hour; the answer stops it. */
export const startSweeping = (deps: { database: Database; clock: Clock; log: Log }): (() => void) => {
  const timer = setInterval(() => {
    sweep(deps.database, deps.clock.now()).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'sweep failed'),
    );
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
};
