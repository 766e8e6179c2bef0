import { BUILT, FEATURE_FLAGS, type FeatureFlag } from '#protocol/feature-flags';

const ALL = Object.keys(FEATURE_FLAGS) as FeatureFlag[];

export const isFeatureFlag = (name: string): name is FeatureFlag => Object.hasOwn(FEATURE_FLAGS, name);

export const isBuilt = (flag: FeatureFlag): boolean => BUILT.includes(flag);

/** What an account is allowed: the word said for it alone, else what its plan says. Sorted as the table is. */
export const allowedFlags = (
  plan: readonly string[],
  own: ReadonlyMap<string, boolean>,
): readonly FeatureFlag[] => ALL.filter((flag) => own.get(flag) ?? plan.includes(flag));

/** Every flag with what an admin is shown of it. */
export const sections = (allowed: readonly FeatureFlag[], asked: ReadonlyMap<string, number>) =>
  ALL.map((flag) => ({
    flag,
    allowed: allowed.includes(flag),
    built: isBuilt(flag),
    askedAt: allowed.includes(flag) ? null : (asked.get(flag) ?? null),
  }));
