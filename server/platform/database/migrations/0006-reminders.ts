import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who has been Available for long without doing anything is reminded; see `schema.ts`. */
export const reminders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('technicians').addColumn('idle_since', 'bigint').execute();
    // Whose chats ended lately: the messages in them tell when their technician did something last.
    await db.schema
      .createIndex('requests_technician_changed')
      .on('requests')
      .columns(['technician_id', 'changed_at'])
      .execute();
    // Whoever is Available now has switched before there were reminders.
    await sql`insert into jobs (id, account, kind, key, payload, run_at, attempts, created_at)
      select id, account, 'availability.remind', id,
        '{"account":"' || account || '","technicianId":"' || id || '"}', 0, 0, 0
      from technicians where available = 1`.execute(db);
  },
};
