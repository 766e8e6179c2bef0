import type { Db } from './schema.ts';

export { prepared } from './prepared.ts';
export type { Db, Flag, Schema } from './schema.ts';

/** The database as everything else sees it: SQLite or PostgreSQL behind it. */
export interface Database {
  /** Read-only: sees committed rows alone. */
  readonly read: Db;
  /**
   * The only way to write. Resolves after the commit is durable. `fn` awaits nothing but `tx`, has no other effect,
   * and may run again: when a whole group of writes is rolled back, or a transaction met another.
   * Writes of one `sender` are committed in the order given (contract R4); others may overtake each other.
   * One that reads little and changes a single thing names it in `touches`: it may then share its transaction with
   * others of the kind, side by side. Their statements mix, so what it writes may depend on nothing they change.
   *
   * @throws AppError `busy` (locked by another process, or too much waiting), `storage_full`, or what `fn` threw.
   */
  write<T>(fn: (tx: Db) => Promise<T>, how?: { sender?: string; touches?: string }): Promise<T>;
  /** Writes that wait for their commit, and for how long the oldest has, in milliseconds. */
  waiting(): { waiting: number; age: number };
  /** Other server processes may use it at the same time: what is leased may be theirs. */
  readonly shared: boolean;
  /** Whether another process may have committed something since this was last asked. Cheap: asked every second. */
  changedElsewhere(): boolean;
  /** Waits for the writes under way, refuses new ones. */
  close(): Promise<void>;
}
