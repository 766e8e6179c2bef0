import { chmodSync, existsSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { StartError } from '../start-error.ts';
import type { Database } from './index.ts';
import { Checkpoints } from './checkpoints.ts';
import { expectUpToDate, migrate } from './migrate.ts';
import { runAtOnce } from './prepared.ts';
import type { Db, Schema } from './schema.ts';
import { WriteQueue } from './write-queue.ts';

/** How long SQLite itself may wait for a foreign lock, in milliseconds: it blocks the event loop meanwhile. */
const BUSY_TIMEOUT = 5;

/** Kept in memory by the writer, in KB: the ends of the tables and the indexes that every write goes through. */
const CACHE = 32_768;

/** Pages of the log at which SQLite itself copies them into the file, holding up the write: 64 MB, see `Checkpoints`. */
const LOG_PAGES = 16_384;

/** Compiled statements kept: the program has fewer, but every `in (…)` of another length is one more. */
const STATEMENTS = 1000;

/**
 * Files up to this size, in bytes, are looked over at every start: 3 ms for each MB. Larger ones take `check`, and
 * a damaged page says so when it is met.
 */
const LOOKED_OVER = 32 * 2 ** 20;

/** What Kysely needs of a statement, over one of `node:sqlite`. */
const adapt = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  // `all` also for one row: `get` leaves an INSERT … RETURNING open, which stops checkpoints of the log.
  all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
  run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
  iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
});

/** Statements by their text, each compiled once. */
const compiler = (sqlite: DatabaseSync): ((sql: string) => SqliteStatement) => {
  const compiled = new Map<string, SqliteStatement>();
  return (sql) => {
    const known = compiled.get(sql);
    if (known) return known;
    if (compiled.size >= STATEMENTS) compiled.clear();
    const made = adapt(sqlite.prepare(sql));
    compiled.set(sql, made);
    return made;
  };
};

/** SQLite's own `lower` knows A to Z alone; this one knows every letter. PostgreSQL has a `fold` from its start-up. */
const fold = (value: SQLInputValue): SQLInputValue =>
  typeof value === 'string' ? value.toLowerCase() : value;

export const kyselyOver = (sqlite: DatabaseSync): Db => {
  sqlite.function('fold', { deterministic: true }, fold);
  const prepare = compiler(sqlite);
  const database = { prepare, close: () => sqlite.close() };
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  runAtOnce(db, (text, values) => prepare(text).all(values));
  return db;
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
    // Its log takes over the rights of the file.
    if (isNew) chmodSync(file, 0o600);
    if (isNew) writer.exec('PRAGMA auto_vacuum = INCREMENTAL');
    // FULL: the log is synced at every commit, so that what was acknowledged survives a power cut (contract R2).
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // What savepoints may have to bring back is kept in memory: as a file it is made and removed with every commit.
    writer.exec('PRAGMA temp_store = MEMORY');
    writer.exec(`PRAGMA cache_size = -${CACHE}; PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
    return writer;
  } catch (cause) {
    throw cannotOpen(file, cause);
  }
};

/** @throws StartError 73: pages are damaged; better not to start than to lose more. */
const expectSound = (file: string, writer: DatabaseSync): void => {
  if (statSync(file).size > LOOKED_OVER) return;
  const found = String(writer.prepare('PRAGMA quick_check(1)').all()[0]?.quick_check);
  if (found === 'ok') return;
  const first = found.replaceAll(/\s+/g, ' ').slice(0, 200);
  throw new StartError(
    `The data in ${file} is damaged (${first}): nothing was changed. Restore a backup.`,
    73,
  );
};

/**
 * One server process for one file: an exclusive transaction on a side file, which the system frees at once when the
 * process dies, however it dies. Null where another process has it.
 */
const tryLock = (file: string): DatabaseSync | null => {
  let side: DatabaseSync | undefined;
  try {
    side = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    side.exec('BEGIN EXCLUSIVE');
    return side;
  } catch (cause) {
    side?.close();
    // 5: SQLITE_BUSY. Anything else is no other process: a folder that cannot be written, a full disk.
    if ((cause as { errcode?: number }).errcode !== 5) throw cannotOpen(file, cause);
    return null;
  }
};

const lock = (file: string): DatabaseSync => {
  const side = tryLock(file);
  if (side) return side;
  throw new StartError(
    `The data in ${file} is in use by another server process: stop that one, or set DATA_DIR to another folder.`,
    73,
  );
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
  expectSound(file, writer);
  const writing = kyselyOver(writer);
  await bringUpToDate(writer, writing);
  return connected(file, writer, writing, () => side.close());
};

/**
 * The same for the operator's tools, beside a server that may be running: short writes take their turn with its own.
 * The schema is the server's business while there is one.
 *
 * @throws StartError as `openSqlite`; 1 too: the running server is of another version.
 */
export const openSqliteBeside = async (file: string): Promise<Database> => {
  const side = tryLock(file);
  const writer = openWriter(file);
  const writing = kyselyOver(writer);
  try {
    await (side ? bringUpToDate(writer, writing) : expectUpToDate(writing));
  } finally {
    // Free before the work begins: a server may start meanwhile.
    side?.close();
  }
  return connected(file, writer, writing, () => undefined);
};

const connected = (file: string, writer: DatabaseSync, writing: Db, release: () => void): Database => {
  const reader = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT });
  const read = kyselyOver(reader);
  const checkpoints = new Checkpoints(file, () => writer.exec('PRAGMA wal_checkpoint(PASSIVE)'));
  const queue = new WriteQueue(writer, writing, (writes) => checkpoints.committed(writes));
  return {
    read,
    write: (fn) => queue.write(fn),
    waiting: () => queue.waiting(),
    shared: false,
    changedElsewhere: foreignCommits(writer),
    close: async () => {
      await queue.close();
      await checkpoints.stop();
      reader.close();
      writer.close();
      checkpoints.close();
      release();
    },
  };
};
