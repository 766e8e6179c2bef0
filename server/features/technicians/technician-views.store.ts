import type { CommandOutput } from '#protocol/index';
import type { Role } from '#protocol/permissions';
import type { Db } from '../../platform/database/index.ts';
import { connectedAmong } from './presence.store.ts';
import { accessOf, findTechnician, type TechnicianRow } from './technicians.store.ts';

export type TechnicianView = CommandOutput<'technician:update'>;

const view = (row: TechnicianRow, access: 'all' | string[], connected: boolean): TechnicianView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role as Role,
  access: access === 'all' ? { kind: 'all' } : { kind: 'chosen', companyIds: access },
  state: row.disabled_at !== null ? 'disabled' : row.password_hash === null ? 'invited' : 'active',
  available: row.available === 1,
  connected,
  lastSeenAt: connected ? null : row.seen_at,
  secondFactor: row.second_factor === 1,
  createdAt: row.created_at,
  version: row.version,
});

/** One technician as their admin sees them; `null` where there is none by this id. */
export const findView = async (db: Db, account: string, id: string): Promise<TechnicianView | null> => {
  const row = await findTechnician(db, account, id);
  if (!row) return null;
  return view(row, await accessOf(db, row), (await connectedAmong(db, account, [id])).has(id));
};

/** All of an account, by name. */
export const listViews = async (db: Db, account: string): Promise<TechnicianView[]> => {
  const rows = await db
    .selectFrom('technicians')
    .selectAll()
    .where('account', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const given = await db
    .selectFrom('technician_companies')
    .select(['technician_id', 'company_id'])
    .where('account', '=', account)
    .where('technician_id', 'in', ids)
    .execute();
  const chosen = Map.groupBy(given, (one) => one.technician_id);
  const connected = await connectedAmong(db, account, ids);
  return rows.map((row) => {
    const companies = (chosen.get(row.id) ?? []).map((one) => one.company_id);
    return view(row, row.access === 'all' ? 'all' : companies, connected.has(row.id));
  });
};
