import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whose turn it is when requests are assigned, and who gave one back; see `schema.ts`. */
export const assignment: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    await schema
      .alterTable('technicians')
      .addColumn('last_turn', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('requests').addColumn('returned_by', 'text').execute();
  },
};
