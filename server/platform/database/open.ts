import { join } from 'node:path';
import type { Database } from './index.ts';
import { openSqlite, openSqliteBeside } from './sqlite.ts';

/** Where the data is. */
export interface DatabaseConfig {
  /** Of PostgreSQL; absent: a SQLite file in `dataDir`. */
  databaseUrl: string | undefined;
  /** Connections to PostgreSQL for reading, and as many for writing. */
  databaseConnections: number;
  dataDir: string;
}

export const sqliteFile = (dataDir: string): string => join(dataDir, 'support-portal.sqlite');

/**
 * Opens the database the configuration names, brought up to date.
 *
 * @throws StartError as `openSqlite` and `openPostgres`.
 */
export const openDatabase = async (config: DatabaseConfig): Promise<Database> =>
  config.databaseUrl === undefined
    ? openSqlite(sqliteFile(config.dataDir))
    : (await postgres()).openPostgres(config.databaseUrl, config.databaseConnections);

/** The same for the operator's tools, which work beside a server that may be running. */
export const openBeside = async (config: DatabaseConfig): Promise<Database> =>
  config.databaseUrl === undefined
    ? openSqliteBeside(sqliteFile(config.dataDir))
    : (await postgres()).openPostgresBeside(config.databaseUrl, config.databaseConnections);

/** Loaded where it is wanted: the driver costs a SQLite deployment nothing. */
const postgres = () => import('./postgres.ts');
