import { sql } from 'kysely';
import type { Db } from '../../server/platform/database/index.ts';

export type Row = Record<string, unknown>;

/** Every row of every table of ours, by table, in a stable order. */
export const everyRow = async (db: Db): Promise<[string, Row[]][]> => {
  const tables = await db.introspection.getTables();
  const names = tables.map(({ name }) => name).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, Row[]]> => {
      const { rows } = await sql<Row>`select * from ${sql.table(name)} order by 1, 2`.execute(db);
      return [name, rows];
    }),
  );
};
