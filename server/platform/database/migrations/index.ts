import type { Migration } from 'kysely/migration';
import { mainJob } from './0001-main-job.ts';

/** In order; a name once released never changes. */
export const MIGRATIONS: Record<string, Migration> = { '0001-main-job': mainJob };
