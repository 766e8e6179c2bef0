import type { Db } from './schema.ts';

/** Writes sharing one transaction, at most: so that one run again stays short and readers see news soon. */
export const GROUP = 256;

/** A write that waits for its turn, and who waits for it. */
export interface Job {
  fn: (tx: Db) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** When it came, by `uptime`. */
  since: number;
}

export type Outcome = { value: unknown } | { error: unknown };

/** Tells those who wait what became of their writes, after the commit. */
export const settle = (jobs: readonly Job[], outcomes: readonly Outcome[]): void => {
  jobs.forEach((job, index) => {
    const outcome = outcomes[index]!;
    if ('error' in outcome) job.reject(outcome.error);
    else job.resolve(outcome.value);
  });
};
