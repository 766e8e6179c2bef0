import { setImmediate as nextTick } from 'node:timers/promises';
import { AppError } from '#protocol/errors';
import { uptime } from '../clock.ts';
import { GROUP, settle, type Job, type Outcome } from './group.ts';
import { metAnother } from './postgres-errors.ts';
import type { Db } from './schema.ts';

/** How often a group is run again without those of it that were refused, before each is left to itself. */
const TRIES = 3;

/** A connection whose statements go out without waiting for the answers to those before. */
export interface Pipelined {
  db: Db;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

interface KeyedJob extends Job {
  key: string;
}

const isRefused = (outcome: Outcome): boolean => 'error' in outcome;

/** Equal keys next to each other, and all servers lock in one order: none waits for another in a circle. */
const byKey = (one: KeyedJob, other: KeyedJob): number =>
  one.key < other.key ? -1 : Number(one.key > other.key);

/**
 * Group commit for writes that keep out of each other's way, each with the key of the one thing it changes: those
 * that wait together run side by side in one transaction, over a connection that does not wait. So a group costs as
 * many round trips as one write alone, and one commit.
 *
 * Whatever goes wrong with a group as a whole, each write of it is then run alone; and groups are smaller for a while.
 */
export class Together {
  readonly #connect: () => Promise<Pipelined>;
  readonly #alone: (fn: Job['fn']) => Promise<unknown>;
  #connection: Pipelined | null = null;
  #waiting: KeyedJob[] = [];
  #draining: Promise<void> | null = null;
  #size = GROUP;

  constructor(connect: () => Promise<Pipelined>, alone: (fn: Job['fn']) => Promise<unknown>) {
    this.#connect = connect;
    this.#alone = alone;
  }

  write<T>(key: string, fn: (tx: Db) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const since = uptime();
      this.#waiting.push({ key, fn, resolve: resolve as (value: unknown) => void, reject, since });
      this.#draining ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    await this.#draining;
    await this.#disconnect();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Everything that arrives in this turn of the event loop joins the group.
      await nextTick();
      await this.#runGroup(this.#waiting.splice(0, this.#size).sort(byKey));
    }
    this.#draining = null;
  }

  /** Never throws. */
  async #runGroup(group: Job[]): Promise<void> {
    const refused = new Map<Job, Outcome>();
    let left = group;
    try {
      for (let tries = 0; left.length > 0; tries += 1) {
        if (tries === TRIES) throw new Error('too many were refused');
        const outcomes = await this.#attempt(left);
        if (!outcomes.some(isRefused)) {
          settle(left, outcomes);
          break;
        }
        // A refused one may have written before: all is taken back, and the others are run again.
        left.forEach((job, index) => isRefused(outcomes[index]!) && refused.set(job, outcomes[index]!));
        left = left.filter((job) => !refused.has(job));
      }
      this.#size = Math.min(GROUP, this.#size * 2);
      // After the commit: what they were refused for may be in it.
      settle([...refused.keys()], [...refused.values()]);
    } catch {
      this.#size = Math.max(1, this.#size >> 1);
      await Promise.all(group.map(({ fn, resolve, reject }) => this.#alone(fn).then(resolve, reject)));
    }
  }

  /** One transaction over these jobs, committed where none was refused; throws where it is lost as a whole. */
  async #attempt(jobs: Job[]): Promise<Outcome[]> {
    const connection = (this.#connection ??= await this.#connect());
    try {
      const begun = connection.begin();
      // All of them to their end, whatever happens to one: nothing of theirs may come after the transaction.
      const settled = await Promise.allSettled([begun, ...jobs.map(({ fn }) => attempt(fn, connection.db))]);
      const [, ...outcomes] = settled.map((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value;
      }) as [void, ...Outcome[]];
      if (!outcomes.some(isRefused)) return await this.#commit(connection, outcomes);
      await connection.rollback();
      return outcomes;
    } catch (lost) {
      await connection.rollback().catch(() => this.#disconnect());
      throw lost;
    }
  }

  /** What became of a commit whose answer did not come is not known, so nobody is run again: clients ask. */
  async #commit(connection: Pipelined, outcomes: Outcome[]): Promise<Outcome[]> {
    try {
      await connection.commit();
      return outcomes;
    } catch (error) {
      if (metAnother(error)) throw error;
      await this.#disconnect();
      return outcomes.map(() => ({ error }));
    }
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }
}

/** A refusal is its write's own; whatever else goes wrong is the whole transaction's. */
const attempt = async (fn: Job['fn'], db: Db): Promise<Outcome> => {
  try {
    return { value: await fn(db) };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
};
