import { sql } from 'kysely';
import type { Db } from '../../server/platform/database/index.ts';
import { TABLES, type Row } from '../../server/platform/database/tables.ts';

/** What servers tell each other on PostgreSQL, for seconds: no data. */
const BETWEEN_SERVERS = 'socket_io_attachments';

/** Every row of every table of ours, by table, in the order of their keys. */
export const everyRow = async (db: Db): Promise<[string, Row[]][]> => {
  const names = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => name !== BETWEEN_SERVERS)
    .sort();
  return Promise.all(
    names.map(async (name): Promise<[string, Row[]]> => {
      const keys = TABLES[name as keyof typeof TABLES].map((key) => sql.ref(key));
      const { rows } = await sql<Row>`select * from ${sql.table(name)} order by ${sql.join(keys)}`.execute(
        db,
      );
      return [name, rows];
    }),
  );
};
