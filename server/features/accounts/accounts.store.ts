import type { CommandOutput } from '#protocol/index';
import type { Role } from '#protocol/permissions';
import type { Db } from '../../platform/database/index.ts';
import { permissionsOf } from '../actor.ts';
import type { TechnicianRow } from '../technicians/index.ts';

export type SessionView = CommandOutput<'profile:update'>;

export const insertAccount = async (
  tx: Db,
  account: { id: string; name: string; now: number },
): Promise<void> => {
  await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      name: account.name,
      created_at: account.now,
      disabled_at: null,
      last_request_number: 0,
      queue_version: 0,
    })
    .execute();
};

export const hasAccounts = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;

export const accountName = async (db: Db, account: string): Promise<string> =>
  (await db.selectFrom('accounts').select('name').where('id', '=', account).executeTakeFirstOrThrow()).name;

/** Closes or opens an account; false where it is so already, or is not there. */
export const setDisabled = async (tx: Db, account: string, at: number | null): Promise<boolean> => {
  const rows = await tx
    .updateTable('accounts')
    .set({ disabled_at: at })
    .where('id', '=', account)
    .where('disabled_at', at === null ? 'is not' : 'is', null)
    .returning('id')
    .execute();
  return rows.length > 0;
};

/** Who is signed in, as the console shows it. */
export const sessionView = async (db: Db, technician: TechnicianRow): Promise<SessionView> => {
  const account = { id: technician.account, name: await accountName(db, technician.account) };
  return {
    technician: {
      id: technician.id,
      name: technician.name,
      email: technician.email,
      role: technician.role as Role,
      language: technician.language as SessionView['technician']['language'],
    },
    account,
    permissions: [...permissionsOf(technician.role as Role, technician.narrowed === 1)],
    mustSecure: technician.narrowed === 1,
    version: technician.view_version,
  };
};
