import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The command first: clients make its id from the time, so that all new entries of the index are on its last pages
 * instead of one page for each author; they are what a commit writes.
 */
export const commandsInOrder: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropIndex('entries_command').execute();
    await sql`create unique index entries_command on entries (command_id, author_id) where kind = 'message'`.execute(
      db,
    );
  },
};
