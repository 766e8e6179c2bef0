import type { EventPayload } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';

export type AvailabilityView = EventPayload<'availability:changed'>;

/** Whether a company the technician has access to has a portal: then there is a Status menu (G9). */
const hasMenu = async (
  db: Db,
  technician: { id: string; account: string; access: string },
): Promise<boolean> => {
  let query = db.selectFrom('portals').select('portals.id').where('portals.account', '=', technician.account);
  if (technician.access !== 'all')
    query = query.where('portals.company_id', 'in', (e) =>
      e
        .selectFrom('technician_companies')
        .select('company_id')
        .where('technician_companies.technician_id', '=', technician.id),
    );
  return (await query.limit(1).executeTakeFirst()) !== undefined;
};

/** The Status menu of a technician, or `null` where there is none by this id. */
export const availabilityView = async (
  db: Db,
  account: string,
  technicianId: string,
): Promise<AvailabilityView | null> => {
  const row = await db
    .selectFrom('technicians')
    .select(['id', 'account', 'access', 'available', 'sound', 'view_version'])
    .where('account', '=', account)
    .where('id', '=', technicianId)
    .executeTakeFirst();
  return (
    (row && {
      menu: await hasMenu(db, row),
      available: row.available === 1,
      sound: row.sound === 1,
      version: row.view_version,
    }) ??
    null
  );
};
