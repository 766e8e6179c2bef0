import type { Db } from '../../platform/database/index.ts';

export interface AccountRow {
  id: string;
  name: string;
  created_at: number;
  disabled_at: number | null;
}

/** Every account of the deployment, oldest first; for the operator alone. */
export const listAccounts = (db: Db): Promise<AccountRow[]> =>
  db
    .selectFrom('accounts')
    .select(['id', 'name', 'created_at', 'disabled_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** The accounts an operator may mean: the one of this id, or all of exactly this name. */
export const accountsNamed = async (db: Db, reference: string): Promise<AccountRow[]> =>
  (await listAccounts(db)).filter(({ id, name }) => id === reference || name === reference);

/** The account's admins who are not disabled. */
export const adminsOf = (db: Db, account: string) =>
  db
    .selectFrom('technicians')
    .select(['id', 'account', 'email', 'password_hash'])
    .where('account', '=', account)
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .orderBy('email')
    .execute();

/** The link of an empty folder has done its work when an account was made another way. */
export const endSetUp = async (tx: Db, now: number): Promise<void> => {
  await tx
    .updateTable('links')
    .set({ used_at: now })
    .where('purpose', '=', 'set-up')
    .where('used_at', 'is', null)
    .execute();
};
