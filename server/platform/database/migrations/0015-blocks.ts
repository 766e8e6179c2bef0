import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Spam, and who is not let ask (any more); see `schema.ts`. */
export const blocks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    await schema
      .alterTable('requests')
      .addColumn('spam', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('requests').addColumn('network_hash', 'text').execute();
    await schema
      .createTable('blocks')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('company_id', 'text', (column) => column.notNull().references('companies.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
      .addColumn('technician_id', 'text', (column) => column.notNull().references('technicians.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .execute();
    await schema
      .createIndex('blocks_value')
      .on('blocks')
      .columns(['account', 'company_id', 'kind', 'value'])
      .unique()
      .execute();
    await schema.createIndex('blocks_request').on('blocks').columns(['request_id']).execute();
    await schema.createIndex('blocks_expiry').on('blocks').columns(['expires_at']).execute();
  },
};
