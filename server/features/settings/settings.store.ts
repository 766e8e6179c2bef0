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
  const general = await stored(db, account, ACCOUNT_LEVEL, setting.key);
  const version = (companyId === null ? general : own)?.version ?? 0;
  for (const found of [own, general]) {
    if (!found || found.value === null) continue;
    // A stored value an earlier version allowed and this one does not counts as not set.
    const parsed = setting.schema.safeParse(found.value);
    if (parsed.success) return { value: parsed.data, source: found.level, version };
  }
  return { value: setting.fallback, source: 'default', version };
};

/** Version of what is stored at exactly this level; 0 where nothing is. */
export const storedVersion = async (
  db: Db,
  account: string,
  companyId: string,
  key: string,
): Promise<number> => (await stored(db, account, companyId, key))?.version ?? 0;

/** Stores a value at a level; `null` resets it, and still counts its version up, so that no old edit fits again. */
export const storeSetting = async (
  tx: Db,
  now: number,
  at: { account: string; companyId: string; key: string; version: number },
  value: unknown,
): Promise<void> => {
  const row = { value: JSON.stringify(value), version: at.version + 1, changed_at: now };
  await tx
    .insertInto('settings')
    .values({ account: at.account, company_id: at.companyId, key: at.key, ...row })
    .onConflict((conflict) => conflict.columns(['account', 'company_id', 'key']).doUpdateSet(row))
    .execute();
};
