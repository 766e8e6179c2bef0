import type { Selectable } from 'kysely';
import type { CommandOutput } from '#protocol/index';
import type { Db, Schema } from '../../platform/database/index.ts';

export type KeyRow = Selectable<Schema['identity_keys']>;
export type KeyView = CommandOutput<'identity-key:create'>['key'];

/** How exact it is known when a key was last used, in milliseconds: more is not worth a write with each token. */
const USED_EVERY = 3_600_000;

export const presentKey = (row: KeyRow): KeyView => ({
  id: row.id,
  name: row.name,
  algorithm: row.algorithm as KeyView['algorithm'],
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** Keys of a portal, newest first. */
export const listKeys = (db: Db, account: string, portalId: string): Promise<KeyRow[]> =>
  db
    .selectFrom('identity_keys')
    .selectAll()
    .where('account', '=', account)
    .where('portal_id', '=', portalId)
    .orderBy('id', 'desc')
    .execute();

export const findKey = async (db: Db, account: string, id: string): Promise<KeyRow | null> => {
  const query = db
    .selectFrom('identity_keys')
    .selectAll()
    .where('account', '=', account)
    .where('id', '=', id);
  return (await query.executeTakeFirst()) ?? null;
};

export const insertKey = async (tx: Db, row: KeyRow): Promise<void> => {
  await tx.insertInto('identity_keys').values(row).execute();
};

export const deleteKey = async (tx: Db, account: string, id: string): Promise<void> => {
  await tx.deleteFrom('identity_keys').where('account', '=', account).where('id', '=', id).execute();
};

/** Writes down that a token was used; `false` where it was before. Kept until it would be refused anyway. */
export const spendToken = async (
  tx: Db,
  token: { account: string; keyId: string; hash: string; expiresAt: number },
): Promise<boolean> => {
  const result = await tx
    .insertInto('identity_tokens')
    .values({
      key_id: token.keyId,
      token_hash: token.hash,
      account: token.account,
      expires_at: token.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['key_id', 'token_hash']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const touchKey = async (tx: Db, now: number, key: KeyRow): Promise<void> => {
  if (key.last_used_at !== null && now - key.last_used_at < USED_EVERY) return;
  await tx
    .updateTable('identity_keys')
    .set({ last_used_at: now })
    .where('account', '=', key.account)
    .where('id', '=', key.id)
    .execute();
};
