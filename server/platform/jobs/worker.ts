import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/index.ts';
import type { Log } from '../log.ts';
import { pauseAfter, TRIES } from './back-off.ts';
import { PermanentError } from './permanent-error.ts';
import { claimJobs, failJob, keepRecurring, nextDue, renewLease, type JobRow } from './rows.ts';

/** Jobs under way at once: rows of several share a commit, and outside calls wait for others. */
const AT_ONCE = 16;
/** How long a try has a job for itself, in milliseconds: so long a killed process's jobs wait (contract R10). */
const LEASE = 30_000;
/** A lease is renewed with two thirds of it left, so that one failed renewal loses nothing. */
const RENEW_EVERY = 10_000;
/** A try that takes longer, in milliseconds, is told to stop: nothing outside takes ten minutes. */
const LONGEST_TRY = 600_000;
/** Looks that often whatever it was told, in milliseconds: the clock may have been set. */
const LOOK_EVERY = 60_000;
/** The pause after a look that could not be, in milliseconds. */
const TROUBLE_PAUSE = 1000;

/** What the worker knows of a kind of job. */
export interface WorkerJob {
  kind: string;
  /** Comes again so many milliseconds after it was done. */
  every?: number;
  /** Tries before it is given up; 10 unless told otherwise. */
  tries?: number;
}

export interface WorkerOptions {
  database: Database;
  clock: Clock;
  log: Log;
  jobs: readonly WorkerJob[];
  /** One try: does the work and takes the job away in the transaction of its rows; throws where it failed. */
  run(row: JobRow, signal: AbortSignal): Promise<void>;
  /** One was given up: it is kept, and nobody tries it again by himself. */
  onGivenUp?(row: JobRow): Promise<void>;
}

interface Try {
  row: JobRow;
  since: number;
  stop: AbortController;
  ended: Promise<void>;
}

/** Runs jobs when they are due: one at a time for each, over all processes; idle, it does nothing at all. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #jobs: ReadonlyMap<string, WorkerJob>;
  readonly #tries = new Map<string, Try>();
  #state: 'new' | 'started' | 'closing' | 'closed' = 'new';
  #looking: Promise<void> | null = null;
  #again = false;
  #stopAlarm = (): void => undefined;
  #stopRenewing: (() => void) | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#jobs = new Map(options.jobs.map((job) => [job.kind, job]));
  }

  /** Begins; recurring jobs are put down where they are not. */
  async start(): Promise<void> {
    const { database, clock } = this.#options;
    await database.write(async (tx) => {
      for (const { kind, every } of this.#jobs.values())
        if (every !== undefined) await keepRecurring(tx, clock.now(), { kind, every });
    });
    this.#state = 'started';
    this.wake();
  }

  /** Something may be due: after a commit that scheduled it, or when another process may have. */
  wake(): void {
    if (this.#state !== 'started') return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  /** Resolves when nothing is due and nothing under way. */
  async settled(): Promise<void> {
    while (this.#looking || this.#tries.size > 0)
      await Promise.all([this.#looking, ...[...this.#tries.values()].map(({ ended }) => ended)]);
  }

  /** Begins nothing more and waits for what is under way, at most `timeout` milliseconds; the rest is told to stop. */
  async close(timeout: number): Promise<void> {
    this.#state = 'closing';
    this.#stopAlarm();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeout);
    await Promise.race([this.settled(), promise]);
    clearTimeout(timer);
    this.#state = 'closed';
    this.#stopRenewing?.();
    for (const { stop } of this.#tries.values()) stop.abort();
  }

  async #look(): Promise<void> {
    const { database, clock, log } = this.#options;
    this.#stopAlarm();
    const limit = AT_ONCE - this.#tries.size;
    // The end of a try looks again.
    if (limit === 0) return;
    const kinds = [...this.#jobs.keys()];
    const now = clock.now();
    let next = now + LOOK_EVERY;
    try {
      const due = await nextDue(database.read, kinds);
      if (due !== null && due <= now) {
        const take = { kinds, except: [...this.#tries.keys()], limit, until: now + LEASE };
        // Closed while looking: what has come due since is for others.
        const claimed = await database.write(async (tx) =>
          this.#state === 'started' ? claimJobs(tx, now, take) : [],
        );
        for (const row of claimed) this.#begin(row, now);
        if (claimed.length > 0) this.#again = true;
        // What is due and not to be had is another's for a moment, or our own of before a jump of the clock.
        else next = now + TROUBLE_PAUSE;
      } else if (due !== null) next = Math.min(next, due);
    } catch (error) {
      log.warn({ err: error }, 'jobs could not be looked for');
      next = now + TROUBLE_PAUSE;
    }
    if (this.#state === 'started') this.#stopAlarm = clock.at(next, () => this.wake());
  }

  #begin(row: JobRow, since: number): void {
    const stop = new AbortController();
    const ended = this.#try(row, stop.signal).finally(() => {
      this.#tries.delete(row.id);
      this.wake();
    });
    this.#tries.set(row.id, { row, since, stop, ended });
    this.#stopRenewing ??= this.#renewLater(this.#options.clock.now());
  }

  /** Never rejects: what cannot even be written down is taken over when the lease ends. */
  async #try(row: JobRow, signal: AbortSignal): Promise<void> {
    const tries = this.#jobs.get(row.kind)?.tries ?? TRIES;
    try {
      // Counted when they begin: a job that ends the process with it is given up too.
      if (row.attempts > tries) throw new Error('The server ended during the last try.');
      await this.#options.run(row, signal);
    } catch (error) {
      await this.#failed(row, tries, error as Error).catch((cause: unknown) =>
        this.#options.log.warn({ err: cause, job: row.id }, 'a failed job could not be put back'),
      );
    }
  }

  async #failed(row: JobRow, tries: number, error: Error): Promise<void> {
    const { database, clock, log } = this.#options;
    const now = clock.now();
    const every = this.#jobs.get(row.kind)?.every;
    const isLast = row.attempts >= tries || error instanceof PermanentError;
    const pause = pauseAfter(row.attempts, randomInt(1_000_001) / 1_000_000);
    log[isLast ? 'error' : 'warn']({ err: error, job: row.id, kind: row.kind, isLast }, 'a job failed');
    const next = !isLast
      ? { run_at: now + Math.min(pause, every ?? Infinity) }
      : every === undefined
        ? { dead_at: now }
        : { run_at: now + every, attempts: 0 };
    await database.write((tx) => failJob(tx, row, { error: `${error.message}`.slice(0, 500), next }));
    if ('dead_at' in next) await this.#options.onGivenUp?.(row);
  }

  /** The next renewal counts from when the last began, so that a slow one does not put it off. */
  #renewLater(since: number): () => void {
    return this.#options.clock.at(since + RENEW_EVERY, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const { database, clock, log } = this.#options;
    const now = clock.now();
    const tries = [...this.#tries.values()];
    for (const { since, stop } of tries) if (now - since > LONGEST_TRY) stop.abort();
    try {
      const lost = await database.write(async (tx) => {
        const others: Try[] = [];
        for (const one of tries) if (!(await renewLease(tx, one.row, now + LEASE))) others.push(one);
        return others;
      });
      for (const { stop } of lost) stop.abort();
    } catch (error) {
      log.warn({ err: error }, 'leases could not be renewed');
    }
    this.#stopRenewing = this.#tries.size > 0 && this.#state !== 'closed' ? this.#renewLater(now) : null;
  }
}
