import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What sending and the lists look things up by. */
export const sendPathAndLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One message for each command of its author, whatever races (contract R1); and how a repeat finds its answer.
    await sql`create unique index entries_command on entries (author_id, command_id) where kind = 'message'`.execute(
      db,
    );
    // What is revoked with its technician, and what the clean-up takes away.
    for (const [name, [table, ...columns]] of Object.entries({
      links_technician: ['links', 'technician_id', 'purpose'],
      links_expires: ['links', 'expires_at'],
      sessions_ended: ['sessions', 'ended_at'],
      sessions_last_used: ['sessions', 'last_used_at'],
      visitors_created: ['visitors', 'created_at'],
    } satisfies Record<string, [table: string, ...columns: string[]]>))
      await db.schema.createIndex(name).on(table).columns(columns).execute();
  },
};
