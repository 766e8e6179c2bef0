import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Business hours as they stand for each portal, and who is asked at their end; see `schema.ts`. */
export const businessHours: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    await schema
      .alterTable('portals')
      .addColumn('open', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
    await schema.alterTable('portals').addColumn('hours_change_at', 'bigint').execute();
    await schema
      .alterTable('technicians')
      .addColumn('hours_over', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
