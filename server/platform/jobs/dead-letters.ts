import type { Db } from '../database/index.ts';
import type { JobRow } from './rows.ts';

/** Jobs that were given up, oldest first; they stay until somebody decides. At most 1,000: a page for an operator. */
export const deadJobs = (db: Db): Promise<JobRow[]> =>
  db
    .selectFrom('jobs')
    .selectAll()
    .where('dead_at', 'is not', null)
    .orderBy('dead_at')
    .orderBy('id')
    .limit(1000)
    .execute();

/** Gives a job all its tries again, from now; false where none of this id was given up. */
export const retryJob = async (tx: Db, now: number, id: string): Promise<boolean> => {
  const result = await tx
    .updateTable('jobs')
    .set({ dead_at: null, attempts: 0, run_at: now })
    .where('id', '=', id)
    .where('dead_at', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/** Forgets a job that was given up; false where none of this id was. */
export const dropJob = async (tx: Db, id: string): Promise<boolean> => {
  const result = await tx
    .deleteFrom('jobs')
    .where('id', '=', id)
    .where('dead_at', 'is not', null)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
};
