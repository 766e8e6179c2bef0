import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a request was first taken: how long customers waited lately; see `schema.ts`. */
export const queue: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('requests').addColumn('taken_at', 'bigint').execute();
    await db.schema.createIndex('requests_taken').on('requests').columns(['account', 'taken_at']).execute();
  },
};
