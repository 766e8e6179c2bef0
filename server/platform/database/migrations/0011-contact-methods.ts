import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How technicians are told of requests, one-time codes, and how much each address was sent; see `schema.ts`. */
export const contactMethods: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('contact_methods')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('technician_id', 'text', (column) => column.notNull().references('technicians.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('address_key', 'text', (column) => column.notNull())
      .addColumn('secret', 'text')
      .addColumn('chosen', 'integer', (column) => column.notNull())
      .addColumn('verified_at', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('contact_methods_address', ['technician_id', 'kind', 'address_key'])
      .execute();
    await db.schema
      .createTable('one_time_codes')
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('code_hash', 'text', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('one_time_codes_key', ['holder', 'purpose'])
      .execute();
    await db.schema
      .createIndex('one_time_codes_expiry')
      .on('one_time_codes')
      .columns(['expires_at'])
      .execute();
    await db.schema
      .createTable('sent_counts')
      .addColumn('address_hash', 'text', (column) => column.notNull())
      .addColumn('day', 'integer', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('sent_counts_key', ['address_hash', 'day'])
      .execute();
    await db.schema.createIndex('sent_counts_day').on('sent_counts').columns(['day']).execute();
  },
};
