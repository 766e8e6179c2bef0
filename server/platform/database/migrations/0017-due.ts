import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** By when a request is to be worked on, and the number to call back; see `schema.requests.ts`. */
export const due: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('requests').addColumn('phone', 'text').execute();
    await db.schema.alterTable('requests').addColumn('due_at', 'bigint').execute();
  },
};
