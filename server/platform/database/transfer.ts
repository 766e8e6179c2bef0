import { createHash, type Hash } from 'node:crypto';
import { sql } from 'kysely';
import { StartError } from '../start-error.ts';
import type { Database, Db } from './index.ts';
import { TABLE_NAMES, TABLES, type Row, type TableName } from './tables.ts';

/** What a table holds: how many rows, and a checksum over all of them in the order of their keys. */
export type Summary = Record<TableName, { rows: number; sha256: string }>;

/** Hands over every row, tables in the order they can be inserted in, and says in the end what there was. */
export type RowSource = (each: (table: TableName, row: Row) => Promise<void>) => Promise<Summary>;

/** Rows read or inserted at once: few enough for the parameters of one statement. */
const BATCH = 500;

/** The same text for the same row on every database: columns by name. */
const canonical = (row: Row): string =>
  JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Counts rows as they pass. */
class Counter {
  readonly #tables = new Map<TableName, { rows: number; hash: Hash }>();

  add(table: TableName, row: Row): void {
    const counted = this.#tables.get(table) ?? { rows: 0, hash: createHash('sha256') };
    counted.rows += 1;
    counted.hash.update(`${canonical(row)}\n`);
    this.#tables.set(table, counted);
  }

  summary(): Summary {
    const of = (table: TableName) => {
      const { rows, hash } = this.#tables.get(table) ?? { rows: 0, hash: createHash('sha256') };
      return { rows, sha256: hash.copy().digest('hex') };
    };
    return Object.fromEntries(TABLE_NAMES.map((table) => [table, of(table)])) as Summary;
  }
}

/** Rows of a table in the order of their keys, a batch at a time. */
async function* rowsOf(db: Db, table: TableName): AsyncGenerator<Row> {
  const keys = TABLES[table];
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  for (let last: Row | undefined; ;) {
    const after = last && sql`where (${columns}) > (${sql.join(keys.map((key) => last![key]))})`;
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${after ?? sql``} order by ${columns} limit ${BATCH}`.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}

const eachRow = async (db: Db, each: (table: TableName, row: Row) => Promise<void>): Promise<Summary> => {
  const counter = new Counter();
  for (const table of TABLE_NAMES)
    for await (const row of rowsOf(db, table)) {
      counter.add(table, row);
      await each(table, row);
    }
  return counter.summary();
};

/** Everything in a database as of one moment, whatever is written meanwhile. */
export const rowsFrom =
  (database: Database): RowSource =>
  (each) =>
    database.read
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) => eachRow(tx, each));

const isEmpty = async (db: Db): Promise<boolean> => {
  for (const table of TABLE_NAMES) for await (const _row of rowsOf(db, table)) return false;
  return true;
};

const insertAll = async (tx: Db, source: RowSource): Promise<Summary> => {
  let waiting: { table: TableName; rows: Row[] } | undefined;
  const flush = async (): Promise<void> => {
    if (waiting)
      await tx
        .insertInto(waiting.table)
        .values(waiting.rows as never[])
        .execute();
    waiting = undefined;
  };
  const given = await source(async (table, row) => {
    if (waiting && (waiting.table !== table || waiting.rows.length >= BATCH)) await flush();
    (waiting ??= { table, rows: [] }).rows.push(row);
  });
  await flush();
  return given;
};

/**
 * Puts every row of a source into an empty database, in one transaction; what is then read back must be what was
 * given, table by table, or nothing is kept.
 *
 * @throws StartError 73: the database is not empty; 65: what arrived is not what was given.
 */
export const fillFrom = (database: Database, source: RowSource): Promise<Summary> =>
  database.write(async (tx) => {
    if (!(await isEmpty(tx)))
      throw new StartError('The database is not empty: nothing was changed. Give a new one.', 73);
    const given = await insertAll(tx, source);
    const kept = await eachRow(tx, async () => undefined);
    const different = TABLE_NAMES.filter(
      (table) => JSON.stringify(given[table]) !== JSON.stringify(kept[table]),
    );
    if (different.length > 0)
      throw new StartError(
        `What arrived is not what was given (${different.join(', ')}): nothing was kept.`,
        65,
      );
    return kept;
  });
