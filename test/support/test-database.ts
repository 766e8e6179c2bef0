import { basename, join } from 'node:path';
import { Client } from 'pg';
import type { Database } from '../../server/platform/database/index.ts';
import { openBeside } from '../../server/platform/database/open.ts';
import { openSqlite } from '../../server/platform/database/sqlite.ts';

/** The migrated database every PostgreSQL of a test is copied from. */
export const TEMPLATE = 'support_template';

/** Set by with-postgres.ts: then the suites run on PostgreSQL, else on SQLite. */
const cluster = process.env.TEST_POSTGRES;
export const onPostgres = cluster !== undefined;

export const databaseName = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_');

/** As the cluster's owner, in a database that is no test's. */
export const asOwner = async <T>(run: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client(`${cluster}/postgres`);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
};

const ensure = async (folder: string, template: string): Promise<string> => {
  const name = databaseName(folder);
  await asOwner(async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name} template ${template}`);
  });
  return `${cluster}/${name}`;
};

/** Where PostgreSQL keeps what belongs to a test's folder; made, with its tables, on the first call for it. */
export const postgresUrl = (folder: string): Promise<string> => ensure(folder, TEMPLATE);

/** The same without tables. */
export const emptyPostgresUrl = (folder: string): Promise<string> => ensure(folder, 'template0');

/** The database of a test's folder: the same folder, the same data. */
export const openTestDatabase = async (folder: string): Promise<Database> => {
  if (!onPostgres) return openSqlite(join(folder, 'data.sqlite'));
  const { openPostgres } = await import('../../server/platform/database/postgres.ts');
  return openPostgres(await postgresUrl(folder), 5);
};

/** What does not go with the folder itself. */
export const dropTestDatabase = async (folder: string): Promise<void> => {
  if (onPostgres)
    await asOwner((client) => client.query(`drop database if exists ${databaseName(folder)} with (force)`));
};

/** What a server process of its own needs to keep its data in the same place. */
export const databaseEnv = async (folder: string): Promise<Record<string, string>> => ({
  DATA_DIR: folder,
  ...(onPostgres && { DATABASE_URL: await postgresUrl(folder) }),
});

/** The database of such a process, beside it or after it. */
export const openProcessDatabase = async (folder: string): Promise<Database> =>
  openBeside({
    dataDir: folder,
    databaseUrl: onPostgres ? await postgresUrl(folder) : undefined,
    databaseConnections: 2,
  });
