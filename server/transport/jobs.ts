import type { Deps, Job } from '../features/feature.ts';
import { finishJob, type JobRow } from '../platform/jobs/index.ts';
import type { Change } from './change.ts';

/** What a row says; a row of another version may say what this one does not know. */
const payloadOf = (job: Job, row: JobRow): unknown => {
  try {
    return job.payload.parse(JSON.parse(row.payload));
  } catch (cause) {
    throw new Error('What it is about cannot be read: another version wrote it.', { cause });
  }
};

/**
 * One try of a job: what reaches outside → rows and the end of the job in one change. Where it was replaced, cancelled
 * or taken over meanwhile, no row changes.
 */
export const createJobRunner = (
  deps: Deps,
  change: Change,
  jobs: readonly Job[],
): ((row: JobRow, signal: AbortSignal) => Promise<void>) => {
  const known = new Map(jobs.map((job) => [job.kind, job]));
  return async (row, signal) => {
    const job = known.get(row.kind)!;
    const payload = payloadOf(job, row);
    const outcome = await job.outside?.(payload, { deps, now: deps.clock.now(), signal });
    await change(async (context) => {
      if (await finishJob(context.db, context.now, row, job.every))
        await job.run?.(payload, context, outcome);
    });
  };
};
