import type { Db } from './schema.ts';

export type { Db, Flag, Schema } from './schema.ts';

/** The database as everything else sees it; SQLite behind it today, PostgreSQL later. */
export interface Database {
  /** Read-only: sees committed rows alone. */
  readonly read: Db;
  /**
   * The only way to write. Resolves after the commit is durable. `fn` awaits nothing but `tx`, has no other effect,
   * and may run twice: when a whole group of writes is rolled back, each is tried again alone.
   *
   * @throws AppError `busy` (locked by another process, or too much waiting), `storage_full`, or what `fn` threw.
   */
  write<T>(fn: (tx: Db) => Promise<T>): Promise<T>;
  /** Waits for the writes under way, refuses new ones. */
  close(): Promise<void>;
}
