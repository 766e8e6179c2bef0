import type { AnyFeature, Deps, DomainEvent, Job } from '../features/feature.ts';
import { finishJob, type JobRow } from '../platform/jobs/index.ts';
import type { Publisher } from './publisher.ts';
import { createReact } from './react.ts';

/** What a row says; a row of another version may say what this one does not know. */
const payloadOf = (job: Job, row: JobRow): unknown => {
  try {
    return job.payload.parse(JSON.parse(row.payload));
  } catch (cause) {
    throw new Error('What it is about cannot be read: another version wrote it.', { cause });
  }
};

/**
 * One try of a job: what reaches outside → rows, reactions, outbox and the end of the job in one transaction →
 * publishers, after the commit. Where it was replaced, cancelled or taken over meanwhile, no row changes.
 */
export const createJobRunner = (
  deps: Deps,
  features: readonly AnyFeature[],
  publisher: Publisher,
  jobs: readonly Job[],
): ((row: JobRow, signal: AbortSignal) => Promise<void>) => {
  const react = createReact(features);
  const known = new Map(jobs.map((job) => [job.kind, job]));
  return async (row, signal) => {
    const job = known.get(row.kind)!;
    const payload = payloadOf(job, row);
    await job.outside?.(payload, { deps, now: deps.clock.now(), signal });
    // A replay of the transaction starts with no events again.
    let events: DomainEvent[] = [];
    await deps.database.write(async (tx) => {
      events = [];
      const now = deps.clock.now();
      if (!(await finishJob(tx, now, row, job.every))) return;
      const context = { db: tx, now, deps, emit: (event: DomainEvent) => void events.push(event) };
      await job.run?.(payload, context);
      await react(context, events);
      await publisher.store(tx, events, now);
    });
    await publisher.publish(events);
  };
};
