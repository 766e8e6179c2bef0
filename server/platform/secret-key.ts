import type { Db } from './database/index.ts';
import type { Secrets } from './secrets.ts';

const KEY = 'secret key';
/** Hashed with the key: it tells whether the key is the same, and nothing about it. */
const print = (secrets: Secrets): string => secrets.hash('the key of this deployment');

/** Whether this is the SECRET_KEY the data was written with; `unknown` before a server first started on it. */
export const keyState = async (db: Db, secrets: Secrets): Promise<'fits' | 'differs' | 'unknown'> => {
  const row = await db.selectFrom('deployment').select('value').where('key', '=', KEY).executeTakeFirst();
  if (!row) return 'unknown';
  return row.value === print(secrets) ? 'fits' : 'differs';
};

/** From now on this is the key: at the first start, and where the operator says so. */
export const rememberKey = async (tx: Db, secrets: Secrets): Promise<void> => {
  const value = print(secrets);
  await tx
    .insertInto('deployment')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
};
