import { sql } from 'kysely';
import type { Db } from '../../server/platform/database/index.ts';

/** What came with reminders, and after them: a new migration adds its own here. */
const INDEXES = ['requests_technician_changed', 'sessions_key', 'requests_taken', 'requests_created'];
const TABLES = [
  'blocks',
  'sent_counts',
  'one_time_codes',
  'contact_methods',
  'connections',
  'identity_tokens',
  'identity_keys',
  'contacts',
];
const COLUMNS = [
  ['technicians', 'idle_since'],
  ['sessions', 'key_id'],
  ['sessions', 'root_id'],
  ['links', 'session_id'],
  ['requests', 'context'],
  ['technicians', 'seen_at'],
  ['requests', 'taken_at'],
  ['portals', 'open'],
  ['portals', 'hours_change_at'],
  ['technicians', 'hours_over'],
  ['technicians', 'last_turn'],
  ['requests', 'returned_by'],
  ['requests', 'spam'],
  ['requests', 'gave_up_at'],
  ['requests', 'phone'],
  ['requests', 'due_at'],
  ['requests', 'network_hash'],
] as const;

/** Takes a database back to what it was before there were reminders, with the rows it has. */
export const beforeReminders = async (tx: Db): Promise<void> => {
  for (const index of INDEXES) await sql`drop index ${sql.ref(index)}`.execute(tx);
  for (const table of TABLES) await sql`drop table ${sql.table(table)}`.execute(tx);
  for (const [table, column] of COLUMNS)
    await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(tx);
  await sql`delete from jobs where kind = 'availability.remind'`.execute(tx);
  await sql`delete from kysely_migration where name >= '0006'`.execute(tx);
};
