import type { Db } from '../../platform/database/index.ts';
import type { Setting } from '../feature.ts';

/** The account's own value is stored under no company. */
export const ACCOUNT_LEVEL = '';

export interface StoredValue {
  level: 'account' | 'company';
  value: unknown;
  version: number;
}

type Stored = ReadonlyMap<string, StoredValue>;

/** What is stored of these settings at the account and at some companies (`null`: at all), by level and key. */
const stored = async (
  db: Db,
  account: string,
  companyIds: readonly string[] | null,
  keys: readonly string[],
): Promise<Stored> => {
  const query = db
    .selectFrom('settings')
    .select(['company_id', 'key', 'value', 'version'])
    .where('account', '=', account)
    .where('key', 'in', keys);
  const rows = await (
    companyIds === null ? query : query.where('company_id', 'in', [ACCOUNT_LEVEL, ...companyIds])
  ).execute();
  return new Map(
    rows.map(({ company_id, key, value, version }) => [
      `${company_id}/${key}`,
      { level: company_id === ACCOUNT_LEVEL ? 'account' : 'company', value: JSON.parse(value), version },
    ]),
  );
};

const at = (companyId: string | null): readonly string[] => (companyId === null ? [] : [companyId]);

export interface Resolved<T> {
  value: T;
  source: 'default' | 'account' | 'company';
  version: number;
}

const resolve = <T>(found: Stored, setting: Setting<T>, companyId: string | null): Resolved<T> => {
  const own = found.get(`${companyId ?? ACCOUNT_LEVEL}/${setting.key}`);
  const general = found.get(`${ACCOUNT_LEVEL}/${setting.key}`);
  const version = own?.version ?? 0;
  for (const one of [own, general]) {
    if (!one || one.value === null) continue;
    // A stored value an earlier version allowed and this one does not counts as not set.
    const parsed = setting.schema.safeParse(one.value);
    if (parsed.success) return { value: parsed.data, source: one.level, version };
  }
  return { value: setting.fallback, source: 'default', version };
};

/** The value that counts at a company (or, without one, at the account), and where it comes from. */
export const resolveSetting = async <T>(
  db: Db,
  setting: Setting<T>,
  account: string,
  companyId: string | null,
): Promise<Resolved<T>> =>
  resolve(await stored(db, account, at(companyId), [setting.key]), setting, companyId);

/** The value that counts at each company of the account, with one look: many of them share the account's own. */
export const resolveByCompany = async <T>(
  db: Db,
  setting: Setting<T>,
  account: string,
): Promise<(companyId: string) => T> => {
  const found = await stored(db, account, null, [setting.key]);
  const general = resolve(found, setting, null).value;
  return (companyId) => {
    const own = resolve(found, setting, companyId);
    return own.source === 'company' ? own.value : general;
  };
};

/** Those of many settings, by their key, with one look. */
export const resolveAll = async (
  db: Db,
  settings: readonly Setting[],
  account: string,
  companyId: string | null,
): Promise<ReadonlyMap<string, Resolved<unknown>>> => {
  const keys = settings.map(({ key }) => key);
  const found = await stored(db, account, at(companyId), keys);
  return new Map(settings.map((setting) => [setting.key, resolve(found, setting, companyId)]));
};

/** The values of several settings that are wanted together, by the names they are asked for by. */
export const resolveValues = async <T extends Record<string, unknown>>(
  db: Db,
  settings: { [K in keyof T]: Setting<T[K]> },
  account: string,
  companyId: string | null,
): Promise<T> => {
  const all: [string, Setting][] = Object.entries(settings);
  const resolved = await resolveAll(
    db,
    all.map(([, setting]) => setting),
    account,
    companyId,
  );
  return Object.fromEntries(all.map(([name, { key }]) => [name, resolved.get(key)!.value])) as T;
};

/** Version of what is stored at exactly this level; 0 where nothing is. */
export const storedVersion = async (
  db: Db,
  account: string,
  companyId: string,
  key: string,
): Promise<number> =>
  (await stored(db, account, [companyId], [key])).get(`${companyId}/${key}`)?.version ?? 0;

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
