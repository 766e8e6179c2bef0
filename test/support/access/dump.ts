import type { Row } from '../../../server/platform/database/tables.ts';
import { everyRow } from '../every-row.ts';
import type { AccessActor, World } from './world.ts';

/**
 * Not anybody's: answers for repeats, rows on their way out, who is connected, how much an address was sent, and what
 * websites and visitors of a public portal leave.
 */
const UNOWNED = new Set([
  'commands',
  'outbox',
  'connections',
  'refused_origins',
  'visitors',
  'sessions',
  'identity_tokens',
  'sent_counts',
]);
/** Nobody's command either: when a console was seen last. */
const withoutSeen = (row: Row): Row => ('seen_at' in row ? { ...row, seen_at: null } : row);

const WITH_IDS = ['companies', 'technicians', 'requests', 'threads', 'contacts', 'identity_keys'] as const;

/** Every row of the accounts, as text, by table. */
export const dump = async (
  { server }: World,
  keep: (table: string, row: Row) => boolean,
): Promise<string> => {
  const tables = await everyRow(server.app.deps.database.read);
  const lines = tables
    .filter(([name]) => !UNOWNED.has(name))
    .flatMap(([name, rows]) =>
      rows.filter((row) => keep(name, row)).map((row) => `${name} ${JSON.stringify(withoutSeen(row))}`),
    );
  return lines.join('\n');
};

/** Ids and words that tell of an account's records; portal ids are public and left out. */
const secretsOf = async ({ server }: World, account: string): Promise<string[]> => {
  const { read: db } = server.app.deps.database;
  const found: string[] = [account];
  for (const table of [...WITH_IDS, 'visitors', 'sessions'] as const)
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

/** Ids and words an actor must never read. */
export const hiddenFrom = async (world: World, actor: AccessActor): Promise<string[]> => {
  const secrets: string[] = [];
  for (const account of Object.values(world.accounts))
    if (account !== actor.account) secrets.push(...(await secretsOf(world, account)));
  for (const place of world.places) {
    const isHidden =
      actor.kind === 'visitor'
        ? place.visitor !== actor.name
        : actor.access !== 'all' && !actor.access.includes(place.ids.company);
    if (isHidden) secrets.push(place.ids.request, place.ids.thread);
  }
  return secrets;
};
