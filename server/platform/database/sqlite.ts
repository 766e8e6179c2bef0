import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { StartError } from '../start-error.ts';
import type { Database } from './index.ts';
import { migrate } from './migrate.ts';
import type { Db, Schema } from './schema.ts';
import { WriteQueue } from './write-queue.ts';

/** How long SQLite itself may wait for a foreign lock, in milliseconds: it blocks the event loop meanwhile. */
const BUSY_TIMEOUT = 5;

/** Compiled statements kept: the program has fewer, but every `in (…)` of another length is one more. */
const STATEMENTS = 1000;

/** Kysely's SQLite dialect over `node:sqlite`. Statements are compiled once for each text. */
const adapt = (sqlite: DatabaseSync): SqliteDatabase => {
  const compiled = new Map<string, StatementSync>();
  return {
    close: () => sqlite.close(),
    prepare: (sql) => {
      let statement = compiled.get(sql);
      if (!statement) {
        if (compiled.size >= STATEMENTS) compiled.clear();
        statement = sqlite.prepare(sql);
        compiled.set(sql, statement);
      }
      const ready = statement;
      return {
        reader: ready.columns().length > 0,
        // `all` also for one row: `get` leaves an INSERT … RETURNING open, which stops checkpoints of the log.
        all: (parameters) => ready.all(...(parameters as SQLInputValue[])),
        run: (parameters) => ready.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => ready.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
};

/** SQLite's own `lower` knows A to Z alone; this one knows every letter. PostgreSQL has a `fold` from its start-up. */
const fold = (value: SQLInputValue): SQLInputValue =>
  typeof value === 'string' ? value.toLowerCase() : value;

const kyselyOver = (sqlite: DatabaseSync): Db => {
  sqlite.function('fold', { deterministic: true }, fold);
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(sqlite) }) });
};

/** Brings the schema up to date in one transaction, so that a kill in the middle leaves the old one. */
const bringUpToDate = async (sqlite: DatabaseSync, db: Db): Promise<void> => {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    await migrate(db);
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  }
  sqlite.exec('COMMIT');
};

const cannotOpen = (file: string, cause: unknown): StartError =>
  new StartError(`The data in ${file} cannot be opened: ${(cause as Error).message}.`, 73, { cause });

const openWriter = (file: string): DatabaseSync => {
  const isNew = !existsSync(file);
  try {
    const writer = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
    if (isNew) writer.exec('PRAGMA auto_vacuum = INCREMENTAL');
    // FULL: the log is synced at every commit, so that what was acknowledged survives a power cut (contract R2).
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    return writer;
  } catch (cause) {
    throw cannotOpen(file, cause);
  }
};

/**
 * One server process for one file: an exclusive transaction on a side file, which the system frees at once when the
 * process dies, however it dies.
 */
const lock = (file: string): DatabaseSync => {
  let side: DatabaseSync | undefined;
  try {
    side = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    side.exec('BEGIN EXCLUSIVE');
    return side;
  } catch (cause) {
    side?.close();
    // 5: SQLITE_BUSY. Anything else is no other process: a folder that cannot be written, a full disk.
    if ((cause as { errcode?: number }).errcode !== 5) throw cannotOpen(file, cause);
    throw new StartError(
      `The data in ${file} is in use by another server process: stop that one, or set DATA_DIR to another folder.`,
      73,
      { cause },
    );
  }
};

/** Whether another process (the operator's tools) has committed since the last question; the writer's own do not count. */
const foreignCommits = (writer: DatabaseSync): (() => boolean) => {
  const version = (): unknown => writer.prepare('PRAGMA data_version').get()?.data_version;
  let last = version();
  return () => {
    const before = last;
    last = version();
    return last !== before;
  };
};

/**
 * Opens (and where needed creates and migrates) a SQLite file.
 *
 * @throws StartError exit code 73: in use by another process, or not to be opened; 1: cannot be migrated.
 */
export const openSqlite = async (file: string): Promise<Database> => {
  const side = lock(file);
  const writer = openWriter(file);
  const writing = kyselyOver(writer);
  await bringUpToDate(writer, writing);
  const reader = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT });
  const read = kyselyOver(reader);
  const queue = new WriteQueue(writer, writing);
  return {
    read,
    write: (fn) => queue.write(fn),
    shared: false,
    changedElsewhere: foreignCommits(writer),
    close: async () => {
      await queue.close();
      reader.close();
      writer.close();
      side.close();
    },
  };
};
