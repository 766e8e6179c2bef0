import type { FeatureFlag } from '#protocol/feature-flags';
import type { Db } from '../../platform/database/index.ts';
import type { Changing } from '../feature.ts';
import { allowedFor, planOf, settleAsks, storeFlag, touchPlan } from './plans.store.ts';

/** What the operator's commands work with: a transaction, and whom to tell. */
export type Operating = Pick<Changing, 'db' | 'now' | 'emit'>;

const changed = async ({ db, emit }: Operating, account: string, plan?: { plan: string | null }) => {
  await touchPlan(db, account, plan);
  await settleAsks(db, account);
  emit({ type: 'plan.changed', account });
};

/** Allows an account a flag, or does not, whatever its plan says; `null`: as the plan says. */
export const changeFlag = async (
  operating: Operating,
  account: string,
  flag: FeatureFlag,
  allowed: boolean | null,
): Promise<void> => {
  await storeFlag(operating.db, account, flag, allowed);
  await changed(operating, account);
};

/** Puts an account on a plan, or on none. */
export const givePlan = (operating: Operating, account: string, plan: string | null): Promise<void> =>
  changed(operating, account, { plan });

/** Makes a plan, or changes its flags; every account on it follows. */
export const definePlan = async (
  operating: Operating,
  name: string,
  flags: readonly FeatureFlag[],
): Promise<void> => {
  const row = { flags: JSON.stringify(flags), changed_at: operating.now };
  await operating.db
    .insertInto('plans')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  const on = await operating.db
    .selectFrom('account_plans')
    .select('account')
    .where('plan', '=', name)
    .execute();
  for (const { account } of on) await changed(operating, account);
};

export const planExists = async (db: Db, name: string): Promise<boolean> =>
  (await db.selectFrom('plans').select('name').where('name', '=', name).executeTakeFirst()) !== undefined;

/** Over all accounts, for the operator alone. */
export const listPlans = async (db: Db): Promise<{ name: string; flags: string[]; accounts: number }[]> => {
  const plans = await db.selectFrom('plans').select(['name', 'flags']).orderBy('name').execute();
  const on = await db.selectFrom('account_plans').select('plan').where('plan', 'is not', null).execute();
  return plans.map(({ name, flags }) => ({
    name,
    flags: JSON.parse(flags) as string[],
    accounts: on.filter(({ plan }) => plan === name).length,
  }));
};

/** What accounts have asked for and not been given, oldest first. */
export const listAsks = (db: Db) =>
  db
    .selectFrom('flag_asks')
    .innerJoin('accounts', 'accounts.id', 'flag_asks.account')
    .leftJoin('technicians', 'technicians.id', 'flag_asks.technician_id')
    .select([
      'flag_asks.account',
      'accounts.name',
      'flag_asks.flag',
      'technicians.email as askedBy',
      'flag_asks.asked_at as askedAt',
    ])
    .orderBy('flag_asks.asked_at')
    .orderBy('flag_asks.flag')
    .execute();

/** The plan of an account, and all it comes to. */
export const planSummary = async (db: Db, account: string) => ({
  plan: await planOf(db, account),
  flags: await allowedFor(db, account),
});
