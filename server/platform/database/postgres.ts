import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#protocol/errors';
import { StartError } from '../start-error.ts';
import { uptime } from '../clock.ts';
import { InOrder } from './in-order.ts';
import type { Database } from './index.ts';
import { appliedMigrations, expectUpToDate, migrate } from './migrate.ts';
import { BytewiseText } from './bytewise-text.ts';
import { metAnother, translate } from './postgres-errors.ts';
import { connectPipelined, createPool } from './postgres-pool.ts';
import { runAtOnce } from './prepared.ts';
import type { Db, Schema } from './schema.ts';
import { Together, type Pipelined } from './together.ts';

/** Writes under way or waiting before more are refused as `busy`: a few seconds of work at full speed. */
const WAITING = 20_000;
/** How often a transaction that met another is run again before its caller is told `busy`: for about ten seconds. */
const TRIES = 200;
/** How often a row in the way may be one just inserted by another. */
const DUPLICATES = 3;
/** The longest pause before the next try, in milliseconds; it doubles from 1 and is drawn at random. */
const LONGEST_PAUSE = 100;

/** An answer is given when the log is on the disk, whatever the cluster's default is (contract R2). */
const WRITING = { synchronous_commit: 'on', default_transaction_isolation: 'serializable' };

/** Any number, but always this one: servers that start together bring the schema up to date one after the other. */
const MIGRATION_LOCK = 7_305_512_025;

const kyselyOver = (pool: PostgresPool): Db => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });

/**
 * What SQLite's connection brings along here too: `fold`, which makes letters of every script small. The columns are
 * compared as bytes, so the language of the letters must be named.
 */
const prepareFunctions = sql`
  create or replace function fold(text) returns text language sql immutable strict parallel safe
  return lower($1 collate "und-x-icu")`;

/** What servers tell each other and is too long for a notification; of no worth after seconds, and so in no log. */
const prepareAttachments = sql`
  create unlogged table if not exists socket_io_attachments (
    id bigserial primary key,
    created_at timestamptz not null default now(),
    payload bytea not null
  )`;

/** A connection of its own, outside of Kysely's one-after-the-other for prepared queries. */
const pipelined = async (url: string): Promise<Pipelined> => {
  const { pool, query } = await connectPipelined(url, WRITING);
  const db = kyselyOver(pool);
  runAtOnce(db, async (text, values) => (await query(text, values)).rows as unknown[]);
  const say = async (text: string): Promise<void> => void (await query(text, []));
  return {
    db,
    begin: () => say('begin'),
    commit: () => say('commit'),
    rollback: () => say('rollback'),
    close: () => pool.end(),
  };
};

const withItsOwnPool = async (url: string, run: (db: Db) => Promise<void>): Promise<void> => {
  // A pool of its own: the lock belongs to one connection, which ends with it whatever happens.
  const pool = createPool(url, 2, {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins: [new BytewiseText()] });
  try {
    await run(db);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const cause = error instanceof AppError ? error.cause : error;
    throw new StartError(`The database of DATABASE_URL cannot be used: ${(cause as Error).message}.`, 69, {
      cause: error,
    });
  } finally {
    await db.destroy();
  }
};

const bringUpToDate = (url: string): Promise<void> =>
  withItsOwnPool(url, (db) =>
    db.connection().execute(async (holder) => {
      await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(holder);
      await prepareFunctions.execute(db);
      await prepareAttachments.execute(db);
      await migrate(db);
    }),
  );

/** Beside servers the schema is theirs: it is made where there is none, and otherwise never changed. */
const makeOrExpect = async (url: string): Promise<void> => {
  let isNew = false;
  await withItsOwnPool(url, async (db) => {
    isNew = (await appliedMigrations(db)).length === 0;
    if (!isNew) await expectUpToDate(db);
  });
  if (isNew) await bringUpToDate(url);
};

/**
 * The same as `openPostgres`, for the operator's tools beside servers that may be running.
 *
 * @throws StartError as `openPostgres`; 1 too: the data is of another version.
 */
export const openPostgresBeside = (url: string, connections: number): Promise<Database> =>
  openPostgres(url, connections, makeOrExpect);

/**
 * Opens a PostgreSQL database (and where needed creates its tables and migrates them). Transactions are serializable,
 * so that concurrent writers see what SQLite's only writer would: each as if it were alone.
 *
 * @throws StartError exit code 69: cannot be reached or used; 1: cannot be migrated.
 */
export const openPostgres = async (
  url: string,
  connections: number,
  prepare: (url: string) => Promise<void> = bringUpToDate,
): Promise<Database> => {
  await prepare(url);
  const read = kyselyOver(createPool(url, connections, { default_transaction_read_only: 'on' }));
  const writing = kyselyOver(createPool(url, connections, WRITING));
  /** With the moment each began, in that order. */
  const underWay = new Map<Promise<unknown>, number>();
  const bySender = new InOrder();
  let closed = false;

  const attempt = async <T>(fn: (tx: Db) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await writing.transaction().execute(fn);
      } catch (error) {
        if (!metAnother(error)) throw translate(error);
        // A row that was there all along is no neighbour of the moment: it stays in the way.
        if (isDuplicate(error) && tries > DUPLICATES) throw error;
        if (tries >= TRIES) throw new AppError('busy', { cause: error });
        await sleep(Math.random() * Math.min(LONGEST_PAUSE, 2 ** tries));
      }
    }
  };

  const together = new Together(() => pipelined(url), attempt);

  return {
    read,
    write: (fn, { sender, touches } = {}) => {
      if (closed) return Promise.reject(new AppError('shutting_down'));
      if (underWay.size >= WAITING) return Promise.reject(new AppError('busy'));
      const run = () => (touches === undefined ? attempt(fn) : together.write(touches, fn));
      const running = sender === undefined ? run() : bySender.run(sender, run);
      underWay.set(running, uptime());
      const done = () => underWay.delete(running);
      running.then(done, done);
      return running;
    },
    waiting: () => {
      const [first] = underWay.values();
      return { waiting: underWay.size, age: first === undefined ? 0 : uptime() - first };
    },
    shared: true,
    // Others always may; to be told by them would cost every commit.
    changedElsewhere: () => true,
    close: async () => {
      closed = true;
      await Promise.allSettled(underWay.keys());
      await Promise.all([read.destroy(), writing.destroy(), together.close()]);
    },
  };
};

const isDuplicate = (error: unknown): boolean => (error as { code?: string }).code === '23505';
