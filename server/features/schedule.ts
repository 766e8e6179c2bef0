import { cancelJob, scheduleJob, type JobKind, type Plan } from '../platform/jobs/index.ts';
import type { Changing } from './feature.ts';

declare module './feature.ts' {
  interface DomainEvents {
    /** There is a new job; whoever runs jobs looks when it is due. */
    'job.scheduled': object;
    /** A job of the account's met the end of its tries, and is kept. */
    'job.given-up': { kind: string };
  }
}

type Writing = Pick<Changing, 'db' | 'now' | 'emit'>;

/** Puts a job down; the worker hears of it after the commit. */
export const schedule = async <P>(context: Writing, job: JobKind<P>, plan: Plan<P>): Promise<void> => {
  await scheduleJob(context.db, context.now, job, plan);
  context.emit({ type: 'job.scheduled', account: plan.account ?? '' });
};

/** Takes back the job of a kind about this key; without effect where there is none. */
export const cancel = (context: Writing, job: Pick<JobKind, 'kind'>, key: string): Promise<void> =>
  cancelJob(context.db, job, key);
