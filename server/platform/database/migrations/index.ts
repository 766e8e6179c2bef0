import type { Migration } from 'kysely/migration';
import { mainJob } from './0001-main-job.ts';
import { jobs } from './0002-jobs.ts';
import { plans } from './0004-plans.ts';

/** In order; a name once released never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-main-job': mainJob,
  '0002-jobs': jobs,
  '0004-plans': plans,
};
