import { accountsNamed, type AccountRow } from '../features/accounts/index.ts';
import { isFeatureFlag } from '../features/plans/index.ts';
import type { FeatureFlag } from '#protocol/feature-flags';
import { FEATURE_FLAGS } from '#protocol/feature-flags';
import type { Db } from '../platform/database/index.ts';
import { StartError } from '../platform/start-error.ts';

/**
 * The account of an id or a name.
 *
 * @throws StartError 66: there is none, or there are several of that name.
 */
export const accountOf = async (db: Db, reference: string): Promise<AccountRow> => {
  const [first, ...more] = await accountsNamed(db, reference);
  if (!first) throw new StartError(`There is no account "${reference}"; "account list" shows them.`, 66);
  if (more.length > 0)
    throw new StartError(
      `There are ${more.length + 1} accounts "${reference}": give the id, ${[first, ...more].map(({ id }) => id).join(' or ')}.`,
      66,
    );
  return first;
};

/** @throws StartError 64: no such flag. */
export const flagOf = (name: string): FeatureFlag => {
  if (isFeatureFlag(name)) return name;
  throw new StartError(`There is no flag "${name}". There are ${Object.keys(FEATURE_FLAGS).join(', ')}.`, 64);
};
