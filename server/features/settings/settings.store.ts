import type { Db } from '../../platform/database/index.ts';
import type { Setting } from '../feature.ts';

/** The account's own value is stored under no company. */
export const ACCOUNT_LEVEL = '';

export interface StoredValue {
  level: 'account' | 'company';
  value: unknown;
  version: number;
}

const stored = async (
  db: Db,
  account: string,
  companyId: string,
  key: string,
): Promise<StoredValue | null> => {
  const row = await db
    .selectFrom('settings')
    .select(['value', 'version'])
    .where('account', '=', account)
    .where('company_id', '=', companyId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  return {
    level: companyId === ACCOUNT_LEVEL ? 'account' : 'company',
    value: JSON.parse(row.value),
    version: row.version,
  };
};

/** The value that counts at a company (or, without one, at the account), and where it comes from. */
export const resolveSetting = async <T>(
  db: Db,
  setting: Setting<T>,
  account: string,
  companyId: string | null,
): Promise<{ value: T; source: 'default' | 'account' | 'company'; version: number }> => {
  const own = companyId === null ? null : await stored(db, account, companyId, setting.key);
  const found = own ?? (await stored(db, account, ACCOUNT_LEVEL, setting.key));
  const here = companyId === null ? found : own;
  // A stored value an earlier version allowed and this one does not counts as not set.
  const parsed = found ? setting.schema.safeParse(found.value) : null;
  return parsed?.success
    ? { value: parsed.data, source: found!.level, version: here?.version ?? 0 }
    : { value: setting.fallback, source: 'default', version: here?.version ?? 0 };
};

/** Version of what is stored at exactly this level; 0 where nothing is. */
export const storedVersion = async (
  db: Db,
  account: string,
  companyId: string,
  key: string,
): Promise<number> => (await stored(db, account, companyId, key))?.version ?? 0;

/** Stores a value at a level, or takes it away with `undefined`. */
export const storeSetting = async (
  tx: Db,
  now: number,
  at: { account: string; companyId: string; key: string; version: number },
  value: unknown,
): Promise<void> => {
  if (value === undefined) {
    await tx
      .deleteFrom('settings')
      .where('account', '=', at.account)
      .where('company_id', '=', at.companyId)
      .where('key', '=', at.key)
      .execute();
    return;
  }
  const row = { value: JSON.stringify(value), version: at.version + 1, changed_at: now };
  await tx
    .insertInto('settings')
    .values({ account: at.account, company_id: at.companyId, key: at.key, ...row })
    .onConflict((conflict) => conflict.columns(['account', 'company_id', 'key']).doUpdateSet(row))
    .execute();
};
