import type { Db } from '../../platform/database/index.ts';

export interface Host {
  name: string;
  account: string;
  portalId: string;
  current: boolean;
}

/** Whose a name is. Over all accounts: names are one space (G5). */
export const findHost = async (db: Db, name: string): Promise<Host | null> => {
  const row = await db.selectFrom('hosts').selectAll().where('name', '=', name).executeTakeFirst();
  return row
    ? { name: row.name, account: row.account, portalId: row.portal_id, current: row.current === 1 }
    : null;
};

/** The name a portal answers at now. */
export const currentName = async (db: Db, portalId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('hosts')
    .select('name')
    .where('portal_id', '=', portalId)
    .where('current', '=', 1)
    .executeTakeFirst();
  return row?.name ?? null;
};

/** Every name a portal has had: pages opened under an earlier one go on under it. */
export const namesOf = async (db: Db, portalId: string): Promise<string[]> => {
  const rows = await db.selectFrom('hosts').select('name').where('portal_id', '=', portalId).execute();
  return rows.map((row) => row.name);
};

/** Gives a portal a name; an earlier one stays its own and redirects. The name must be free or its own. */
export const assignName = async (
  tx: Db,
  now: number,
  host: { name: string; account: string; portalId: string },
): Promise<void> => {
  await tx
    .updateTable('hosts')
    .set({ current: 0 })
    .where('portal_id', '=', host.portalId)
    .where('account', '=', host.account)
    .execute();
  await tx
    .insertInto('hosts')
    .values({
      name: host.name,
      account: host.account,
      portal_id: host.portalId,
      current: 1,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ current: 1 }))
    .execute();
};
