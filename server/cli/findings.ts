import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../platform/database/index.ts';
import { appliedMigrations } from '../platform/database/migrate.ts';
import { MIGRATIONS } from '../platform/database/migrations/index.ts';

/** One thing looked at. */
export type Finding = {
  what: string;
  /** `note`: worth knowing, nothing to mend. */
  state: 'ok' | 'note' | 'fault';
  says: string;
};

export const finding = (what: string, faults: readonly string[], fine: string): Finding =>
  faults.length === 0
    ? { what, state: 'ok', says: fine }
    : { what, state: 'fault', says: faults.slice(0, 5).join('; ') + (faults.length > 5 ? ' …' : '') };

/** Whether the tables are those of this version. */
export const schemaFinding = async (db: Db): Promise<Finding> => {
  const what = 'schema';
  const applied = await appliedMigrations(db);
  const known = Object.keys(MIGRATIONS);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0)
    return { what, state: 'fault', says: `brought up to date by a newer version: ${newer.join(', ')}` };
  const missing = known.filter((name) => !applied.includes(name));
  if (applied.length === 0) return { what, state: 'fault', says: 'this is no data of this program' };
  if (missing.length > 0)
    return { what, state: 'note', says: `the next start brings it up to date: ${missing.join(', ')}` };
  return { what, state: 'ok', says: `up to date (${known.at(-1)})` };
};

/** Sequence numbers are 1, 2, 3 … in every thread, and the thread knows its last (contract R3). */
export const threadFinding = async (db: Db): Promise<Finding> => {
  const rows = await db
    .selectFrom('threads')
    .leftJoin('entries', 'entries.thread_id', 'threads.id')
    .select(['threads.id', 'threads.last_sequence'])
    .groupBy(['threads.id', 'threads.last_sequence'])
    .having((e) =>
      e.or([
        e(e.fn.count('entries.sequence'), '<>', e.ref('threads.last_sequence')),
        e(e.fn.coalesce(e.fn.max('entries.sequence'), e.lit(0)), '<>', e.ref('threads.last_sequence')),
      ]),
    )
    .limit(20)
    .execute();
  const { threads, entries } = await counts(db);
  return finding(
    'threads',
    rows.map(({ id }) => `thread ${id} has holes`),
    `${threads} threads, ${entries} entries, no holes`,
  );
};

const counts = async (db: Db): Promise<{ threads: number; entries: number }> => {
  const count = async (table: 'threads' | 'entries') =>
    Number(
      (await db.selectFrom(table).select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).n, // prettier-ignore
    );
  return { threads: await count('threads'), entries: await count('entries') };
};

/** Rows and the ones they belong to, where no foreign key says so. */
const BELONGING: [string, string, string][] = [
  ['entries', 'thread_id', 'threads'],
  ['marks', 'thread_id', 'threads'],
  ['threads', 'company_id', 'companies'],
  ['requests', 'thread_id', 'threads'],
  ['requests', 'company_id', 'companies'],
  ['requests', 'portal_id', 'portals'],
  ['hosts', 'portal_id', 'portals'],
  ['flag_asks', 'technician_id', 'technicians'],
];

/** Rows whose owner is not there. */
export const orphanFinding = async (db: Db): Promise<Finding> => {
  const tables = new Set((await db.introspection.getTables()).map(({ name }) => name));
  const faults: string[] = [];
  for (const [table, column, owner] of BELONGING) {
    if (!tables.has(table) || !tables.has(owner)) continue;
    const query: RawBuilder<{ n: number | string }> = sql`
      select count(*) as n from ${sql.table(table)} as r where not exists
        (select 1 from ${sql.table(owner)} as o where o.id = r.${sql.ref(column)})`;
    const n = Number((await query.execute(db)).rows[0]!.n);
    if (n > 0) faults.push(`${n} of ${table} without their ${column.replace('_id', '')}`);
  }
  return finding('rows', faults, 'every row has what it belongs to');
};
