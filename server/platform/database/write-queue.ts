import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#protocol/errors';
import { GROUP, settle, type Job, type Outcome } from './group.ts';
import type { Db } from './schema.ts';

/** Writes waiting before more are refused as `busy`: a few seconds of work at full speed. */
const WAITING = 20_000;
/** How long a lock held by another process is waited for, in milliseconds, before callers are told `busy`. */
const LOCK_PATIENCE = 10_000;

/** SQLite's primary result codes that mean the store, not the statement, is the trouble. */
const STORAGE_ERRORS: Record<number, 'busy' | 'storage_full'> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  10: 'storage_full', // SQLITE_IOERR: a disk that cannot be written
  13: 'storage_full', // SQLITE_FULL
};

const resultCode = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

const translate = (error: unknown): unknown => {
  const code = STORAGE_ERRORS[resultCode(error)];
  return code ? new AppError(code, { cause: error }) : error;
};

/**
 * Group commit: writes that wait together share one durable transaction, each inside a savepoint, so that one
 * failing leaves the others whole. A group that is lost at commit is replayed one by one.
 */
export class WriteQueue {
  readonly #sqlite: DatabaseSync;
  readonly #tx: Db;
  readonly #onCommit: (writes: number) => void;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;

  constructor(sqlite: DatabaseSync, tx: Db, onCommit: (writes: number) => void = () => undefined) {
    this.#sqlite = sqlite;
    this.#tx = tx;
    this.#onCommit = onCommit;
    this.#savepoint = sqlite.prepare('SAVEPOINT job');
    this.#release = sqlite.prepare('RELEASE job');
  }

  write<T>(fn: (tx: Db) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new AppError('shutting_down'));
      if (this.#waiting.length >= WAITING) return reject(new AppError('busy'));
      this.#waiting.push({ fn, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Everything that arrives in this turn of the event loop joins the group.
      await nextTick();
      await this.#runGroup(this.#waiting.splice(0, GROUP));
    }
    this.#draining = null;
  }

  async #runGroup(group: Job[]): Promise<void> {
    const together = await this.#attempt(group);
    if (!('lost' in together)) return settle(group, together);
    for (const job of group) {
      const alone = group.length > 1 ? await this.#attempt([job]) : together;
      settle([job], 'lost' in alone ? [{ error: translate(alone.lost) }] : alone);
    }
  }

  /** One transaction over these jobs; `lost` says why it was rolled back as a whole. Never throws. */
  async #attempt(jobs: Job[]): Promise<Outcome[] | { lost: unknown }> {
    try {
      await this.#begin();
    } catch (error) {
      return jobs.map(() => ({ error: translate(error) }));
    }
    try {
      const outcomes: Outcome[] = [];
      for (const job of jobs) outcomes.push(await this.#runJob(job));
      this.#sqlite.exec('COMMIT');
      this.#onCommit(jobs.length);
      return outcomes;
    } catch (lost) {
      this.#rollBack();
      return { lost };
    }
  }

  /** One job in its savepoint; throws where the whole transaction is gone. */
  async #runJob(job: Job): Promise<Outcome> {
    this.#savepoint.run();
    let outcome: Outcome;
    try {
      outcome = { value: await job.fn(this.#tx) };
    } catch (error) {
      if (!this.#sqlite.isTransaction) throw error;
      this.#sqlite.exec('ROLLBACK TO job');
      outcome = { error: translate(error) };
    }
    this.#release.run();
    return outcome;
  }

  #rollBack(): void {
    try {
      if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
    } catch {
      // The next BEGIN says what is wrong; the callers of this group get the first error.
    }
  }

  /** Takes the write lock; a foreign holder is waited for without blocking the event loop. */
  async #begin(): Promise<void> {
    for (let waited = 0; ;) {
      try {
        this.#sqlite.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (resultCode(error) !== 5 || waited >= LOCK_PATIENCE) throw error;
        const pause = 20 + Math.random() * 60;
        await sleep(pause);
        waited += pause;
      }
    }
  }
}
