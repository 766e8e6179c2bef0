import type { Selectable } from 'kysely';
import type { HoursState } from '#protocol/business-hours';
import { id as idField } from '#protocol/fields';
import type { CommandOutput } from '#protocol/index';
import type { Db, Schema } from '../../platform/database/index.ts';
import { methodsInUse } from '../contact-methods/index.ts';
import { currentName } from '../hosts/index.ts';
import { connectedAmong, withAccess } from '../technicians/index.ts';
import type { PortalStatus } from './portals.rules.ts';

export type PortalRow = Selectable<Schema['portals']>;
export type PortalView = CommandOutput<'portal:create'>;

const withAccount = (db: Db) =>
  db
    .selectFrom('portals')
    .innerJoin('accounts', 'accounts.id', 'portals.account')
    .selectAll('portals')
    .select('accounts.disabled_at');

/** As it counts today: every portal of a disabled account is Inactive, whatever is set. */
const counting = (found: (PortalRow & { disabled_at: number | null }) | undefined): PortalRow | null => {
  if (!found) return null;
  const { disabled_at, ...row } = found;
  return disabled_at === null ? row : { ...row, status: 'inactive' };
};

/**
 * By its public id, over all accounts: the way in for visitors, who belong to none yet. It comes from addresses and
 * handshakes and may be any text, and not every text can be asked for on every database.
 */
export const findPublicPortal = async (db: Db, id: string): Promise<PortalRow | null> => {
  if (!idField.safeParse(id).success) return null;
  return counting(await withAccount(db).where('portals.id', '=', id).executeTakeFirst());
};

export const findPortal = async (db: Db, account: string, id: string): Promise<PortalRow | null> =>
  counting(
    await withAccount(db)
      .where('portals.account', '=', account)
      .where('portals.id', '=', id)
      .executeTakeFirst(),
  );

/** Portals of the account, or of one company of it. */
export const portalRows = (db: Db, account: string, companyId: string | null): Promise<PortalRow[]> => {
  const query = db.selectFrom('portals').selectAll().where('account', '=', account);
  return (companyId === null ? query : query.where('company_id', '=', companyId)).execute();
};

export const allowedOrigins = (row: PortalRow): string[] => JSON.parse(row.origins) as string[];

/** A portal as its admin sees it. */
export const presentPortal = async (db: Db, row: PortalRow): Promise<PortalView> => {
  const company = await db
    .selectFrom('companies')
    .select(['id', 'name'])
    .where('account', '=', row.account)
    .where('id', '=', row.company_id)
    .executeTakeFirstOrThrow();
  const refused = await db
    .selectFrom('refused_origins')
    .select(['origin', 'count', 'last_at as lastAt'])
    .where('account', '=', row.account)
    .where('portal_id', '=', row.id)
    .orderBy('last_at', 'desc')
    .execute();
  return {
    id: row.id,
    company,
    subdomain: (await currentName(db, row.id)) ?? '',
    status: row.status as PortalStatus,
    live: row.live === 1,
    open: row.open === 1,
    hoursChangeAt: row.hours_change_at,
    technicians: (await withAccess(db, row.account, row.company_id)).length,
    origins: allowedOrigins(row),
    refusedOrigins: refused,
    createdAt: row.created_at,
    version: row.version,
  };
};

export const insertPortal = async (
  tx: Db,
  now: number,
  portal: {
    id: string;
    account: string;
    companyId: string;
    status: PortalStatus;
    origins: string[];
    hours?: HoursState;
  },
): Promise<void> => {
  await tx
    .insertInto('portals')
    .values({
      id: portal.id,
      account: portal.account,
      owner: portal.account,
      company_id: portal.companyId,
      status: portal.status,
      live: 0,
      open: (portal.hours?.open ?? true) ? 1 : 0,
      hours_change_at: portal.hours?.changesAt ?? null,
      origins: JSON.stringify(portal.origins),
      created_at: now,
      version: 1,
      view_version: 1,
    })
    .execute();
};

/** Changes a row; `edited` where an admin's open form on it is out of date by that. */
export const changePortal = async (
  tx: Db,
  account: string,
  id: string,
  change: Partial<Pick<PortalRow, 'status' | 'live' | 'open' | 'hours_change_at' | 'origins'>>,
  edited: 'edited' | 'view',
): Promise<void> => {
  await tx
    .updateTable('portals')
    .set(change)
    .set((e) => ({
      version: e('version', '+', edited === 'edited' ? 1 : 0),
      view_version: e('view_version', '+', 1),
    }))
    .where('account', '=', account)
    .where('id', '=', id)
    .execute();
};

/** What visitors see of every portal of the account has changed; answers which these are. None is live by it. */
export const touchPortals = async (tx: Db, account: string): Promise<string[]> => {
  const rows = await tx
    .updateTable('portals')
    .set((e) => ({ live: 0, view_version: e('view_version', '+', 1) }))
    .where('account', '=', account)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
};

/** Websites remembered for each portal; enough for an admin to recognise theirs among noise. */
const REFUSED_KEPT = 20;

/** A website that tried to embed the portal and is not listed. */
export const rememberRefused = async (
  tx: Db,
  now: number,
  portal: PortalRow,
  origin: string,
): Promise<void> => {
  await tx
    .insertInto('refused_origins')
    .values({ portal_id: portal.id, account: portal.account, origin, count: 1, last_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['portal_id', 'origin'])
        .doUpdateSet((e) => ({ count: e('refused_origins.count', '+', 1), last_at: now })),
    )
    .execute();
  const stale = await tx
    .selectFrom('refused_origins')
    .select('origin')
    .where('account', '=', portal.account)
    .where('portal_id', '=', portal.id)
    .orderBy('last_at', 'desc')
    .offset(REFUSED_KEPT)
    .limit(100)
    .execute();
  await forgetRefused(
    tx,
    portal,
    stale.map((row) => row.origin),
  );
};

export const forgetRefused = async (
  tx: Db,
  portal: Pick<PortalRow, 'id' | 'account'>,
  origins: readonly string[],
): Promise<void> => {
  if (origins.length === 0) return;
  await tx
    .deleteFrom('refused_origins')
    .where('account', '=', portal.account)
    .where('portal_id', '=', portal.id)
    .where('origin', 'in', origins)
    .execute();
};

/** Whether a technician with access to the company is Available, and `reachableOnly`: can be reached. */
export const hasAvailable = async (
  db: Db,
  account: string,
  companyId: string,
  reachableOnly: boolean,
): Promise<boolean> => {
  const available = await withAccess(db, account, companyId, true);
  if (available.length === 0 || !reachableOnly) return available.length > 0;
  if ((await connectedAmong(db, account, available)).size > 0) return true;
  return (await methodsInUse(db, account, available)).length > 0;
};
