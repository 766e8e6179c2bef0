import type { EventPayload } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { keyOf } from '../actor.ts';

export type AvailabilityView = EventPayload<'availability:changed'>;

type Reach = { id: string; account: string; access: string };

/** Whether a company the technician has access to has a portal, or `open`: one within business hours. */
const reachesPortal = async (db: Db, technician: Reach, open?: 'open'): Promise<boolean> => {
  let query = db.selectFrom('portals').select('portals.id').where('portals.account', '=', technician.account);
  if (technician.access !== 'all')
    query = query.where('portals.company_id', 'in', (e) =>
      e
        .selectFrom('technician_companies')
        .select('company_id')
        .where('technician_companies.technician_id', '=', technician.id),
    );
  if (open) query = query.where('portals.open', '=', 1);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
};

/** Business hours are over for every portal the technician answers in. */
export const isAfterHours = async (db: Db, technician: Reach): Promise<boolean> =>
  !(await reachesPortal(db, technician, 'open'));

/** The Status menu of a technician, or `null` where there is none by this id. */
export const availabilityView = async (
  db: Db,
  account: string,
  technicianId: string,
): Promise<AvailabilityView | null> => {
  const row = await db
    .selectFrom('technicians')
    .select(['id', 'account', 'access', 'available', 'idle_since', 'hours_over', 'sound', 'view_version'])
    .where('account', '=', account)
    .where('id', '=', technicianId)
    .executeTakeFirst();
  return (
    (row && {
      // Without a portal there is no Status menu (G9).
      menu: await reachesPortal(db, row),
      available: row.available === 1,
      idleSince: row.available === 1 ? row.idle_since : null,
      hoursOver: row.available === 1 && row.idle_since !== null && row.hours_over === 1,
      sound: row.sound === 1,
      version: row.view_version,
    }) ??
    null
  );
};

/** Who of the account is Available. */
export const availableTechnicians = async (db: Db, account: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('technicians')
    .select('id')
    .where('account', '=', account)
    .where('available', '=', 1)
    .execute();
  return rows.map(({ id }) => id);
};

/**
 * When a technician last did anything that takes effect once, or `null`; messages are not among it, and answers are
 * kept for a week.
 */
export const lastCommand = async (db: Db, technicianId: string): Promise<number | null> => {
  const row = await db
    .selectFrom('commands')
    .select((e) => e.fn.max('at').as('at'))
    .where('actor', '=', keyOf({ kind: 'technician', id: technicianId }))
    .executeTakeFirstOrThrow();
  return row.at;
};
