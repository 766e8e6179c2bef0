import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Contacts, and how their websites say who they are; see `schema.ts`. */
export const identity: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('contacts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
      .addColumn('external_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('email', 'text')
      .addColumn('permission_set', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('contacts_external', ['company_id', 'external_id'])
      .execute();
    await db.schema
      .createTable('identity_keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('portal_id', 'text', (c) => c.notNull().references('portals.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('material', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute();
    // No reference to the key: what was used stays used when its key is taken away.
    await db.schema
      .createTable('identity_tokens')
      .addColumn('key_id', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('identity_tokens_pk', ['key_id', 'token_hash'])
      .execute();
    await db.schema.alterTable('sessions').addColumn('key_id', 'text').execute();
    await db.schema.alterTable('sessions').addColumn('root_id', 'text').execute();
    await db.schema.alterTable('links').addColumn('session_id', 'text').execute();
    for (const [name, [table, column]] of Object.entries({
      identity_keys_portal: ['identity_keys', 'portal_id'],
      identity_tokens_expires: ['identity_tokens', 'expires_at'],
    } satisfies Record<string, [table: string, column: string]>))
      await db.schema.createIndex(name).on(table).column(column).execute();
    // Guests have no key: most sessions need no place in it.
    await sql`create index sessions_key on sessions (key_id) where key_id is not null`.execute(db);
  },
};
