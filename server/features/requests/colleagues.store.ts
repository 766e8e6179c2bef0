import type { CommandOutput } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { connectedAmong, withAccess } from '../technicians/index.ts';

export type Colleague = CommandOutput<'request:colleagues'>['colleagues'][number];

/** Who could take over a request of a company from a technician: those who are Available first, then by name. */
export const colleaguesFor = async (
  db: Db,
  account: string,
  companyId: string,
  technicianId: string,
): Promise<Colleague[]> => {
  const ids = (await withAccess(db, account, companyId)).filter((id) => id !== technicianId);
  const rows = await db
    .selectFrom('technicians')
    .where('technicians.account', '=', account)
    .where('technicians.id', 'in', [...ids, ''])
    .select(['technicians.id', 'technicians.name', 'technicians.available'])
    .select((e) =>
      e
        .selectFrom('requests')
        .whereRef('requests.technician_id', '=', 'technicians.id')
        .where('requests.status', '=', 'active')
        .select((count) => count.fn.countAll<number>().as('chats'))
        .as('chats'),
    )
    .execute();
  const connected = await connectedAmong(db, account, [...ids, '']);
  return rows
    .map(({ id, name, available, chats }) => ({
      id,
      name,
      available: available === 1,
      connected: connected.has(id),
      chats: Number(chats),
    }))
    .sort((a, b) => Number(b.available) - Number(a.available) || a.name.localeCompare(b.name));
};
