import { sql } from 'kysely';
import type { World } from './world.ts';

type Row = Record<string, unknown>;

/** Not anybody's: answers for repeats, rows on their way out, and what websites and visitors of a public portal leave. */
const UNOWNED = new Set(['commands', 'outbox', 'refused_origins', 'visitors', 'sessions']);

/** Every row of the accounts, as text, by table. */
export const dump = async (
  { server }: World,
  keep: (table: string, row: Row) => boolean,
): Promise<string> => {
  const db = server.app.deps.database.read;
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'
    order by name`.execute(db);
  const lines: string[] = [];
  for (const { name } of tables) {
    if (UNOWNED.has(name)) continue;
    const { rows } = await sql<Row>`select * from ${sql.table(name)} order by 1, 2`.execute(db);
    lines.push(...rows.filter((row) => keep(name, row)).map((row) => `${name} ${JSON.stringify(row)}`));
  }
  return lines.join('\n');
};

/** Ids and words that tell of an account's records; portal ids are public and left out. */
export const secretsOf = async ({ server }: World, account: string): Promise<string[]> => {
  const { read: db } = server.app.deps.database;
  const found: string[] = [account];
  for (const table of ['companies', 'technicians', 'requests', 'threads', 'visitors', 'sessions'] as const)
    found.push(
      ...(await db.selectFrom(table).select('id').where('account', '=', account).execute()).map((r) => r.id),
    );
  for (const table of ['accounts', 'companies'] as const) {
    const names = await db
      .selectFrom(table)
      .select('name')
      .where(table === 'accounts' ? 'id' : 'account', '=', account)
      .execute();
    found.push(...names.map((row) => row.name));
  }
  return found.filter((text) => !/^(New company|Renamed)$/.test(text));
};
