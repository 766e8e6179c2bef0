import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who is connected, to which server process; see `schema.ts`. */
export const presence: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('technicians').addColumn('seen_at', 'bigint').execute();
    await db.schema
      .createTable('connections')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('technician_id', 'text', (column) => column.notNull().references('technicians.id'))
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('connections_key', ['server', 'technician_id'])
      .execute();
    await db.schema
      .createIndex('connections_technician')
      .on('connections')
      .columns(['technician_id'])
      .execute();
  },
};
