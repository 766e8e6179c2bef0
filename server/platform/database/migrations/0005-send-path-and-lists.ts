import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What sending and the lists look things up by. */
export const sendPathAndLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One message for each command of its author, whatever races (contract R1); and how a repeat finds its answer.
    await sql`create unique index entries_command on entries (author_id, command_id) where kind = 'message'`.execute(
      db,
    );
  },
};
