import type { CommandOutput } from '#protocol/index';
import type { FeatureFlag } from '#protocol/feature-flags';
import type { Db } from '../../platform/database/index.ts';
import { allowedFlags, isFeatureFlag, sections } from './plans.rules.ts';

export type PlanView = CommandOutput<'flag:ask'>;

/** A stored flag an earlier or later version knew counts for nothing. */
const flagsOf = (stored: string): FeatureFlag[] => (JSON.parse(stored) as string[]).filter(isFeatureFlag);

const planRow = (db: Db, account: string) =>
  db
    .selectFrom('account_plans')
    .leftJoin('plans', 'plans.name', 'account_plans.plan')
    .select(['account_plans.plan', 'account_plans.version', 'plans.flags'])
    .where('account_plans.account', '=', account)
    .executeTakeFirst();

/** What the operator allows an account; nothing where nothing was said. */
export const allowedFor = async (db: Db, account: string): Promise<readonly FeatureFlag[]> => {
  const row = await planRow(db, account);
  const own = await db
    .selectFrom('account_flags')
    .select(['flag', 'allowed'])
    .where('account', '=', account)
    .execute();
  return allowedFlags(
    flagsOf(row?.flags ?? '[]'),
    new Map(own.map(({ flag, allowed }) => [flag, allowed === 1])),
  );
};

export const planOf = async (db: Db, account: string): Promise<string | null> =>
  (await planRow(db, account))?.plan ?? null;

export const planVersion = async (db: Db, account: string): Promise<number> =>
  (await planRow(db, account))?.version ?? 0;

/** What the account's admins are shown. */
export const planView = async (db: Db, account: string): Promise<PlanView> => {
  const asked = await db
    .selectFrom('flag_asks')
    .select(['flag', 'asked_at'])
    .where('account', '=', account)
    .execute();
  const allowed = await allowedFor(db, account);
  return {
    sections: sections(allowed, new Map(asked.map((row) => [row.flag, row.asked_at]))),
    version: await planVersion(db, account),
  };
};

/** The account's own word on one flag; `null`: what its plan says counts again. */
export const storeFlag = async (
  tx: Db,
  account: string,
  flag: FeatureFlag,
  allowed: boolean | null,
): Promise<void> => {
  await tx.deleteFrom('account_flags').where('account', '=', account).where('flag', '=', flag).execute();
  if (allowed === null) return;
  await tx
    .insertInto('account_flags')
    .values({ account, flag, allowed: allowed ? 1 : 0 })
    .execute();
};

/** Every change of what an account is allowed or has asked for counts its version up, here. */
export const touchPlan = async (tx: Db, account: string, change: { plan?: string | null } = {}) => {
  await tx
    .insertInto('account_plans')
    .values({ account, plan: change.plan ?? null, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('account')
        .doUpdateSet((e) => ({ version: e('account_plans.version', '+', 1), ...change })),
    )
    .execute();
};

/** First asked counts; answers whether this was the first time. */
export const storeAsk = async (
  tx: Db,
  now: number,
  ask: { account: string; flag: FeatureFlag; technicianId: string },
): Promise<boolean> => {
  const { account, flag, technicianId } = ask;
  const stored = await tx
    .insertInto('flag_asks')
    .values({ account, flag, technician_id: technicianId, asked_at: now })
    .onConflict((conflict) => conflict.columns(['account', 'flag']).doNothing())
    .returning('flag')
    .execute();
  return stored.length > 0;
};

/** An ask is settled by being granted; a flag that is taken away later can be asked for anew. */
export const settleAsks = async (tx: Db, account: string): Promise<void> => {
  const allowed = await allowedFor(tx, account);
  if (allowed.length === 0) return;
  await tx.deleteFrom('flag_asks').where('account', '=', account).where('flag', 'in', allowed).execute();
};
