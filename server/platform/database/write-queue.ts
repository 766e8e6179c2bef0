import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#protocol/errors';
import { uptime } from '../clock.ts';
import { GROUP, settle, type Job, type Outcome } from './group.ts';
import type { Db } from './schema.ts';

/** Writes waiting before more are refused as `busy`: a few seconds of work at full speed. */
const WAITING = 20_000;
/**
 * Turns of the event loop an open transaction waits for whoever comes: those who send at nearly the same time share a
 * sync, which takes longer than a turn does.
 */
const TURNS = 1;
/** Groups after a refused write that take every write back by itself, so that refusals do not double others' work. */
const CAUTION = 32;
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
 * Group commit: writes that wait together share one durable transaction. Where one is refused the group is run again,
 * each write inside a savepoint, so that it leaves the others whole; a group that is lost at commit is run again one
 * by one.
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
  /** Groups still to be run in savepoints. */
  #caution = 0;

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
      const since = uptime();
      this.#waiting.push({ fn, resolve: resolve as (value: unknown) => void, reject, since });
      this.#draining ??= this.#drain();
    });
  }

  /** How many wait for their turn, and for how long the first has, in milliseconds. */
  waiting(): { waiting: number; age: number } {
    const first = this.#waiting[0];
    return { waiting: this.#waiting.length, age: first ? uptime() - first.since : 0 };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // The lock is free meanwhile: another process (the operator's tools) gets its turn too.
      await nextTick();
      await this.#runGroup();
    }
    this.#draining = null;
  }

  async #runGroup(): Promise<void> {
    const group: Job[] = [];
    const run = this.#caution > 0 ? this.#inSavepoint : this.#plainly;
    this.#caution = Math.max(0, this.#caution - 1);
    let together = await this.#attempt(() => this.#gather(group, run));
    if ('lost' in together && together.begun && group.length > 1) {
      this.#caution = CAUTION;
      together = await this.#attempt(() => this.#each(group, this.#inSavepoint));
    }
    if (!('lost' in together)) return settle(group, together);
    if (!together.begun) return this.#refuse(group, together.lost);
    for (const job of group) {
      const alone = group.length > 1 ? await this.#attempt(() => this.#each([job], this.#plainly)) : together;
      settle([job], 'lost' in alone ? [{ error: translate(alone.lost) }] : alone);
    }
  }

  /** No transaction was to be had: those who wait for it are told, at once instead of one after the other. */
  #refuse(group: Job[], error: unknown): void {
    const refused = group.length > 0 ? group : this.#waiting.splice(0, GROUP);
    settle(
      refused,
      refused.map(() => ({ error: translate(error) })),
    );
  }

  /** Runs what waits, and what comes meanwhile; `group` gets them. */
  async #gather(group: Job[], run: (job: Job) => Promise<Outcome>): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let turn = 0; ; turn += 1) {
      while (this.#waiting.length > 0 && group.length < GROUP) {
        const job = this.#waiting.shift()!;
        group.push(job);
        outcomes.push(await run(job));
      }
      if (turn === TURNS || group.length === GROUP) return outcomes;
      await nextTick();
    }
  }

  async #each(jobs: Job[], run: (job: Job) => Promise<Outcome>): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const job of jobs) outcomes.push(await run(job));
    return outcomes;
  }

  /** One transaction; `lost` says why it was rolled back as a whole, or never `begun`. Never throws. */
  async #attempt(run: () => Promise<Outcome[]>): Promise<Outcome[] | { lost: unknown; begun: boolean }> {
    let outcomes: Outcome[];
    let begun = false;
    try {
      await this.#begin();
      begun = true;
      outcomes = await run();
      this.#sqlite.exec('COMMIT');
    } catch (lost) {
      this.#rollBack();
      return { lost, begun };
    }
    // What is committed is not run again, and its callers are told, whatever else goes wrong.
    try {
      this.#onCommit(outcomes.length);
    } catch {
      // Checkpoints: the log goes on growing, and what is in it is part of the database.
    }
    return outcomes;
  }

  /** One job; its refusal loses the whole transaction. */
  readonly #plainly = async (job: Job): Promise<Outcome> => ({ value: await job.fn(this.#tx) });

  /** One job that can be taken back by itself; throws where the whole transaction is gone. */
  readonly #inSavepoint = async (job: Job): Promise<Outcome> => {
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
  };

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
