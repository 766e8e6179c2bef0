import type { Selectable } from 'kysely';
import { emailKey } from '#protocol/email-key';
import type { CommandInput } from '#protocol/index';
import { ROLE_PERMISSIONS, type Permission, type Role } from '#protocol/permissions';
import type { Db, Flag, Schema } from '../../platform/database/index.ts';

export type TechnicianRow = Selectable<Schema['technicians']>;
export type Access = CommandInput<'technician:invite'>['access'];

export const findTechnician = async (db: Db, account: string, id: string): Promise<TechnicianRow | null> =>
  (await db
    .selectFrom('technicians')
    .selectAll()
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** One who may act: neither they nor their account are disabled. */
export const findActive = async (db: Db, account: string, id: string): Promise<TechnicianRow | null> =>
  (await db
    .selectFrom('technicians')
    .innerJoin('accounts', 'accounts.id', 'technicians.account')
    .where('technicians.account', '=', account)
    .where('technicians.id', '=', id)
    .where('technicians.disabled_at', 'is', null)
    .where('accounts.disabled_at', 'is', null)
    .selectAll('technicians')
    .executeTakeFirst()) ?? null;

/** Over all accounts: somebody signs in before it is known to which. Oldest first. */
export const findByEmail = (db: Db, email: string): Promise<(TechnicianRow & { accountName: string })[]> =>
  db
    .selectFrom('technicians')
    .innerJoin('accounts', 'accounts.id', 'technicians.account')
    .where('technicians.email_key', '=', emailKey(email))
    .where('technicians.disabled_at', 'is', null)
    .where('accounts.disabled_at', 'is', null)
    .selectAll('technicians')
    .select('accounts.name as accountName')
    .orderBy('technicians.id')
    .limit(5)
    .execute();

export const emailTaken = async (db: Db, account: string, email: string): Promise<boolean> =>
  (await db
    .selectFrom('technicians')
    .select('id')
    .where('account', '=', account)
    .where('email_key', '=', emailKey(email))
    .executeTakeFirst()) !== undefined;

/** The companies a technician was given, or `all`. */
export const accessOf = async (
  db: Db,
  row: Pick<TechnicianRow, 'id' | 'account' | 'access'>,
): Promise<'all' | string[]> => {
  if (row.access === 'all') return 'all';
  const rows = await db
    .selectFrom('technician_companies')
    .select('company_id')
    .where('account', '=', row.account)
    .where('technician_id', '=', row.id)
    .execute();
  return rows.map((given) => given.company_id);
};

/** A new technician starts Unavailable, with sound (G10, G16). */
export const insertTechnician = async (
  tx: Db,
  now: number,
  technician: {
    id: string;
    account: string;
    name: string;
    email: string;
    role: Role;
    access: Access;
    passwordHash: string | null;
  },
): Promise<void> => {
  const { id, account, name, email, role, access, passwordHash } = technician;
  await tx
    .insertInto('technicians')
    .values({
      id,
      account,
      name,
      email,
      email_key: emailKey(email),
      password_hash: passwordHash,
      role,
      access: access.kind,
      language: null,
      available: 0,
      idle_since: null,
      hours_over: 0,
      last_turn: 0,
      sound: 1,
      seen_at: null,
      disabled_at: null,
      second_factor: 0,
      narrowed: 0,
      created_at: now,
      version: 1,
      view_version: 1,
    })
    .execute();
  if (access.kind === 'chosen') await giveAccess(tx, account, id, access.companyIds);
};

/** Replaces the chosen companies. */
export const giveAccess = async (
  tx: Db,
  account: string,
  technicianId: string,
  companyIds: readonly string[],
): Promise<void> => {
  await tx
    .deleteFrom('technician_companies')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .execute();
  for (const company_id of new Set(companyIds))
    await tx
      .insertInto('technician_companies')
      .values({ technician_id: technicianId, company_id, account })
      .execute();
};

export type TechnicianChange = Partial<
  Pick<
    TechnicianRow,
    | 'name'
    | 'role'
    | 'access'
    | 'disabled_at'
    | 'password_hash'
    | 'language'
    | 'available'
    | 'idle_since'
    | 'hours_over'
    | 'sound'
    | 'second_factor'
    | 'narrowed'
  >
>;

/** Changes a row; `edited` where an admin's open form on it is out of date by that. */
export const changeTechnician = async (
  tx: Db,
  account: string,
  id: string,
  change: TechnicianChange,
  edited: 'edited' | 'own',
): Promise<void> => {
  await tx
    .updateTable('technicians')
    .set(change)
    .set((e) => ({
      version: e('version', '+', edited === 'edited' ? 1 : 0),
      view_version: e('view_version', '+', 1),
    }))
    .where('account', '=', account)
    .where('id', '=', id)
    .execute();
};

/** Admins who can sign in, other than this one. */
export const otherAdmins = async (db: Db, account: string, id: string): Promise<number> => {
  const rows = await db
    .selectFrom('technicians')
    .select('id')
    .where('account', '=', account)
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .where('password_hash', 'is not', null)
    .where('id', '<>', id)
    .execute();
  return rows.length;
};

/** Technicians of the account who may work for a company: `available` narrows to those who are Available. */
export const withAccess = async (
  db: Db,
  account: string,
  companyId: string,
  available?: boolean,
): Promise<string[]> => {
  let query = db
    .selectFrom('technicians')
    .select('id')
    .where('account', '=', account)
    .where('disabled_at', 'is', null)
    .where('narrowed', '=', 0)
    .where('password_hash', 'is not', null)
    .where((e) =>
      e.or([
        e('access', '=', 'all'),
        e.exists(
          e
            .selectFrom('technician_companies')
            .select('company_id')
            .whereRef('technician_companies.technician_id', '=', 'technicians.id')
            .where('company_id', '=', companyId),
        ),
      ]),
    );
  if (available !== undefined) query = query.where('available', '=', available ? 1 : 0);
  return (await query.execute()).map((row) => row.id);
};

/** To which companies each technician who is Available has access, by their id. */
export const availableReach = async (db: Db, account: string): Promise<Map<string, 'all' | string[]>> => {
  const rows = await db
    .selectFrom('technicians')
    .leftJoin('technician_companies', 'technician_companies.technician_id', 'technicians.id')
    .where('technicians.account', '=', account)
    .where('technicians.available', '=', 1)
    .where('technicians.disabled_at', 'is', null)
    .where('technicians.narrowed', '=', 0)
    .select(['technicians.id', 'technicians.access', 'technician_companies.company_id'])
    .execute();
  const reach = new Map<string, 'all' | string[]>();
  for (const { id, access, company_id } of rows) {
    if (access === 'all') reach.set(id, 'all');
    else reach.set(id, [...(reach.get(id) ?? []), ...(company_id === null ? [] : [company_id])]);
  }
  return reach;
};

/** Technicians of the account who have a permission today. */
export const withPermission = async (db: Db, account: string, permission: Permission): Promise<string[]> => {
  const roles = (Object.keys(ROLE_PERMISSIONS) as Role[]).filter((role) =>
    (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission),
  );
  const rows = await db
    .selectFrom('technicians')
    .select('id')
    .where('account', '=', account)
    .where('role', 'in', roles)
    .where('narrowed', '=', 0)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
};

/** Every technician of the account gets a new version: what they all see has changed. */
export const touchTechnicians = async (tx: Db, account: string): Promise<void> => {
  await tx
    .updateTable('technicians')
    .set((e) => ({ view_version: e('view_version', '+', 1) }))
    .where('account', '=', account)
    .execute();
};

/** Nobody of the account is Available. */
export const makeUnavailable = async (tx: Db, account: string): Promise<void> => {
  await tx
    .updateTable('technicians')
    .set((e) => ({ available: 0, view_version: e('view_version', '+', 1) }))
    .where('account', '=', account)
    .execute();
};

/** Whom the account's asking for a second factor, or not, makes another: narrowed while they have none. */
export const narrowing = async (
  db: Db,
  account: string,
  required: boolean,
  only?: string,
): Promise<{ id: string; narrowed: Flag }[]> => {
  let query = db
    .selectFrom('technicians')
    .select(['id', 'second_factor', 'narrowed'])
    .where('account', '=', account)
    .orderBy('id');
  if (only !== undefined) query = query.where('id', '=', only);
  return (await query.execute()).flatMap((row) => {
    const narrowed = required && row.second_factor === 0 ? 1 : 0;
    return narrowed === row.narrowed ? [] : [{ id: row.id, narrowed }];
  });
};
