import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Work for later; who publishes what waits in the outbox; when a waiting customer was offered to leave. */
export const jobs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('jobs')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('key', 'text')
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('run_at', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('lease', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('last_error', 'text')
      .addColumn('dead_at', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      // Without a key it stands for itself: no two NULLs are the same here.
      .addUniqueConstraint('jobs_key', ['kind', 'key'])
      .execute();
    await db.schema.createIndex('jobs_due').on('jobs').columns(['dead_at', 'run_at']).execute();
    await db.schema.createIndex('jobs_lease').on('jobs').column('lease_until').execute();

    await db.schema.alterTable('outbox').addColumn('lease', 'text').execute();
    await db.schema.alterTable('outbox').addColumn('lease_until', 'bigint').execute();

    await db.schema.alterTable('requests').addColumn('offered_at', 'bigint').execute();
  },
};
