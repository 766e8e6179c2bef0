import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a website says beside a request; see `schema.ts`. */
export const context: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('requests').addColumn('context', 'text').execute();
  },
};
