import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StartError } from '../start-error.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Db } from './schema.ts';

/**
 * Brings the schema up to date; the caller sees to it that nobody else does so at the same time.
 *
 * @throws StartError exit code 1: cannot be migrated, or was migrated by a newer version.
 */
export const migrate = async (db: Db): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const unknown = await newerThanThis(db);
  if (unknown.length > 0)
    throw new StartError(
      `The database was brought up to date by a newer version (${unknown.join(', ')}): start that version, or restore a backup.`,
      1,
    );
  const { error } = await migrator.migrateToLatest();
  if (error) {
    // What a caller would be told is the code; the operator is told what the database said.
    const { message, cause } = error as Error;
    const said = cause instanceof Error ? cause.message : message;
    throw new StartError(`The database cannot be brought up to date: ${said}`, 1, { cause: error });
  }
};

/** The migrations a database has had, in order. */
export const appliedMigrations = async (db: Db): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return applied.rows.map(({ name }) => name);
};

/** Migrations the database has had and this version does not know. */
const newerThanThis = async (db: Db): Promise<string[]> =>
  (await appliedMigrations(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));

/** @throws StartError exit code 1: the schema is not this version's. */
export const expectUpToDate = async (db: Db): Promise<void> => {
  if ((await appliedMigrations(db)).join() === Object.keys(MIGRATIONS).join()) return;
  throw new StartError(
    'The data is of another version: use the tools that came with its server, or start this server once.',
    1,
  );
};
