import type { Selectable } from 'kysely';
import type { Db, Schema } from '../../platform/database/index.ts';

export type PasskeyRow = Selectable<Schema['passkeys']>;

/** More than anybody carries; keeps the list of them short for the browser. */
export const PASSKEYS_MAX = 20;

export const listPasskeys = (db: Db, account: string, technicianId: string): Promise<PasskeyRow[]> =>
  db
    .selectFrom('passkeys')
    .selectAll()
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .orderBy('id')
    .execute();

/** Over all accounts: whoever signs in with a passkey alone has said nothing else yet. */
export const findPasskey = async (db: Db, credentialId: string): Promise<PasskeyRow | null> =>
  (await db
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()) ?? null;

export const insertPasskey = async (tx: Db, passkey: PasskeyRow): Promise<void> => {
  await tx.insertInto('passkeys').values(passkey).execute();
};

/** Marks it as used; false where its counter moved in the meantime, as a copy's would. */
export const usePasskey = async (
  tx: Db,
  now: number,
  passkey: PasskeyRow,
  counter: number,
): Promise<boolean> => {
  const rows = await tx
    .updateTable('passkeys')
    .set({ counter, last_used_at: now })
    .where('account', '=', passkey.account)
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .returning('id')
    .execute();
  return rows.length > 0;
};

/** Takes away one passkey, or all; answers how many there were. */
export const removePasskeys = async (
  tx: Db,
  account: string,
  technicianId: string,
  only?: string,
): Promise<number> => {
  let query = tx
    .deleteFrom('passkeys')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId);
  if (only !== undefined) query = query.where('id', '=', only);
  return (await query.returning('id').execute()).length;
};
