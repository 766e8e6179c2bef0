import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Second factors, and what the list of sessions shows; see `schema.ts`. */
export const signIn: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);
    const technician = db.schema.alterTable('technicians');
    await technician.addColumn('second_factor', 'integer', (c) => c.notNull().defaultTo(0)).execute();
    await technician.addColumn('narrowed', 'integer', (c) => c.notNull().defaultTo(0)).execute();
    await db.schema.alterTable('sessions').addColumn('address', 'text').execute();
    await db.schema.alterTable('sessions').addColumn('agent', 'text').execute();
    await db.schema.alterTable('links').addColumn('challenge', 'text').execute();

    await table('authenticator_apps')
      .addColumn('technician_id', 'text', (c) => c.primaryKey().references('technicians.id'))
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('secret', 'text')
      .addColumn('pending_secret', 'text')
      .addColumn('last_step', 'bigint', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint')
      .execute();

    await table('passkeys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('technician_id', 'text', (c) => c.notNull().references('technicians.id'))
      .addColumn('credential_id', 'text', (c) => c.notNull().unique())
      .addColumn('public_key', 'text', (c) => c.notNull())
      .addColumn('counter', 'bigint', (c) => c.notNull())
      .addColumn('transports', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute();
    await db.schema.createIndex('passkeys_technician').on('passkeys').column('technician_id').execute();

    await table('recovery_codes')
      .addColumn('technician_id', 'text', (c) => c.notNull().references('technicians.id'))
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('code_hash', 'text', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .addPrimaryKeyConstraint('recovery_codes_pk', ['technician_id', 'code_hash'])
      .execute();
  },
};
