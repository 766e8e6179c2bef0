import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Plans, feature flags and what was asked for; see `schema.ts`. */
export const plans: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);

    await table('plans')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('flags', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .execute();

    await table('account_plans')
      .addColumn('account', 'text', (c) => c.primaryKey().references('accounts.id'))
      .addColumn('plan', 'text', (c) => c.references('plans.name'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .execute();

    await table('account_flags')
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('flag', 'text', (c) => c.notNull())
      .addColumn('allowed', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('account_flags_pk', ['account', 'flag'])
      .execute();

    await table('flag_asks')
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('flag', 'text', (c) => c.notNull())
      .addColumn('technician_id', 'text', (c) => c.notNull())
      .addColumn('asked_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('flag_asks_pk', ['account', 'flag'])
      .execute();

    await table('deployment')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
  },
};
