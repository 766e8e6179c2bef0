import { AppError } from '#protocol/errors';
import type { FeatureFlag } from '#protocol/feature-flags';
import type { Actor } from '../feature.ts';
import type { Db } from '../../platform/database/index.ts';
import { allowedFor } from './plans.store.ts';

/**
 * Whether a section is open to an actor: the one place that knows (A9 to A16). Today that is the operator's word;
 * the account's own switch and its choice of companies narrow it here.
 *
 * @throws AppError `section_locked`. Somebody without an account has no section: denied too.
 */
export const enterSection = async (db: Db, actor: Actor, section: FeatureFlag): Promise<void> => {
  if (actor.account === null || !(await allowedFor(db, actor.account)).includes(section))
    throw new AppError('section_locked', { params: { section } });
};
