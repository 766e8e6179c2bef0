import type { ExpressionBuilder, Selectable } from 'kysely';
import type { z } from 'zod';
import type { Db, Schema } from '../database/index.ts';
import { newId } from '../ids.ts';

export type JobRow = Selectable<Schema['jobs']>;

/** What jobs of one kind are about. */
export interface JobKind<P = unknown> {
  /** `noun.verb`; a name once released keeps its meaning, because rows wait under it. */
  kind: string;
  /** What a row says. Read back through it: an older or newer version may have written the row. */
  payload: z.ZodType<P>;
}

export interface Plan<P> {
  /** Null for the server's own. */
  account: string | null;
  /** What it is about, where there is to be one job of the kind for it. */
  key?: string;
  payload: P;
  /** Not before, UTC milliseconds. */
  at: number;
  /** Where one of this kind and key is waiting: take its place (the default), or leave it as it is. */
  again?: 'replace' | 'keep';
}

/**
 * Puts a job down, in the transaction of its cause. One that takes another's place is another job: a try of the old
 * one that is under way comes to nothing. What was given up under that key makes room either way.
 */
export const scheduleJob = async <P>(
  tx: Db,
  now: number,
  { kind }: JobKind<P>,
  plan: Plan<P>,
): Promise<void> => {
  const row = {
    id: newId(),
    account: plan.account,
    payload: JSON.stringify(plan.payload),
    run_at: plan.at,
    attempts: 0,
    lease: null,
    lease_until: null,
    last_error: null,
    dead_at: null,
    created_at: now,
  };
  await tx
    .insertInto('jobs')
    .values({ ...row, kind, key: plan.key ?? null })
    .onConflict((conflict) => {
      const replaced = conflict.columns(['kind', 'key']).doUpdateSet(row);
      return plan.again === 'keep' ? replaced.where('jobs.dead_at', 'is not', null) : replaced;
    })
    .execute();
};

/** Takes a job back, also one that was given up; without effect where there is none. */
export const cancelJob = async (tx: Db, { kind }: Pick<JobKind, 'kind'>, key: string): Promise<void> => {
  await tx.deleteFrom('jobs').where('kind', '=', kind).where('key', '=', key).execute();
};

/** Sees to it that a recurring job is waiting, and not for longer than its interval. */
export const keepRecurring = async (
  tx: Db,
  now: number,
  { kind, every }: { kind: string; every: number },
): Promise<void> => {
  const row = { kind, key: 'every', account: null, payload: '{}', attempts: 0, created_at: now };
  await tx
    .insertInto('jobs')
    .values({ ...row, id: newId(), run_at: now + every })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'key'])
        .doUpdateSet({ run_at: now + every })
        .where('jobs.run_at', '>', now + every),
    )
    .execute();
};

type Where = ExpressionBuilder<Schema, 'jobs'>;

const isFree = (now: number) => (e: Where) =>
  e.and([
    e('dead_at', 'is', null),
    e('run_at', '<=', now),
    e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]),
  ]);

/** Takes due jobs for one try each, until `until`; a row is given to one taker alone, over all processes. */
export const claimJobs = (
  tx: Db,
  now: number,
  take: { kinds: readonly string[]; except: readonly string[]; limit: number; until: number },
): Promise<JobRow[]> => {
  const due = tx
    .selectFrom('jobs')
    .select('id')
    .where(isFree(now))
    .where('kind', 'in', take.kinds)
    // One of ours that has outlived its lease, by a jump of the clock say, is not run beside itself.
    .where('id', 'not in', ['', ...take.except])
    .orderBy('run_at')
    .orderBy('id')
    .limit(take.limit);
  return tx
    .updateTable('jobs')
    .set((e) => ({ lease: newId(), lease_until: take.until, attempts: e('attempts', '+', 1) }))
    .where('id', 'in', due)
    .where(isFree(now))
    .returningAll()
    .execute();
};

/** The rows a try may still change: nobody replaced, cancelled or took over its job. */
const held = (tx: Db, row: JobRow) =>
  tx.updateTable('jobs').where('id', '=', row.id).where('lease', '=', row.lease);

/** Keeps a job for longer; false where it is no longer this try's. */
export const renewLease = async (tx: Db, row: JobRow, until: number): Promise<boolean> => {
  const result = await held(tx, row).set({ lease_until: until }).executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/**
 * The job is done: it goes, or comes again after its interval. False where it is no longer this try's: then its
 * effect must not be either.
 */
export const finishJob = async (
  tx: Db,
  now: number,
  row: JobRow,
  every: number | undefined,
): Promise<boolean> => {
  if (every !== undefined) {
    const again = { run_at: now + every, attempts: 0, last_error: null, lease: null, lease_until: null };
    const result = await held(tx, row).set(again).executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }
  const result = await tx
    .deleteFrom('jobs')
    .where('id', '=', row.id)
    .where('lease', '=', row.lease)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
};

/** The try failed: the job waits for the next, or is given up and kept. */
export const failJob = async (
  tx: Db,
  row: JobRow,
  failed: { error: string; next: { run_at: number; attempts?: number } | { dead_at: number } },
): Promise<void> => {
  await held(tx, row)
    .set({ last_error: failed.error, lease: null, lease_until: null, ...failed.next })
    .execute();
};

/** Frees every job of a process that is no more; only where no other can be running. */
export const freeJobs = async (tx: Db): Promise<void> => {
  await tx
    .updateTable('jobs')
    .set({ lease: null, lease_until: null })
    .where('lease', 'is not', null)
    .execute();
};

/** When there is something to do next, or `null`: a job is due, or another process's lease ends. */
export const nextDue = async (db: Db, kinds: readonly string[]): Promise<number | null> => {
  const alive = db.selectFrom('jobs').where('dead_at', 'is', null).where('kind', 'in', kinds).limit(1);
  const waiting = await alive
    .where('lease_until', 'is', null)
    .select('run_at as at')
    .orderBy('run_at')
    .executeTakeFirst();
  const leased = await alive
    .where('lease_until', 'is not', null)
    .select('lease_until as at')
    .orderBy('lease_until')
    .executeTakeFirst();
  const next = Math.min(waiting?.at ?? Infinity, leased?.at ?? Infinity);
  return next === Infinity ? null : next;
};

/** How many are due, for how long the oldest has been, in milliseconds, and how many were given up. */
export const jobBacklog = async (
  db: Db,
  now: number,
): Promise<{ due: number; age: number; dead: number }> => {
  const count = (e: ExpressionBuilder<Schema, 'jobs'>) => e.fn.countAll<number>();
  const alive = db.selectFrom('jobs').where('dead_at', 'is', null).where('run_at', '<=', now);
  const due = await alive
    .select((e) => [count(e).as('due'), e.fn.min('run_at').as('oldest')])
    .executeTakeFirstOrThrow();
  const { dead } = await db
    .selectFrom('jobs')
    .where('dead_at', 'is not', null)
    .select((e) => count(e).as('dead'))
    .executeTakeFirstOrThrow();
  return {
    due: Number(due.due),
    age: due.oldest === null ? 0 : now - Number(due.oldest),
    dead: Number(dead),
  };
};
