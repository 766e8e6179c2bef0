import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a customer gave up waiting, and reports by time; see `schema.requests.ts`. */
export const missed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('requests').addColumn('gave_up_at', 'bigint').execute();
    await db.schema
      .createIndex('requests_created')
      .on('requests')
      .columns(['account', 'created_at'])
      .execute();
  },
};
