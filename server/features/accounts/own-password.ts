import { fieldError } from '#protocol/errors';
import { Attempts } from '../../platform/attempts.ts';
import { technician } from '../actor.ts';
import type { Context } from '../feature.ts';
import { findTechnician, type TechnicianRow } from '../technicians/index.ts';

/**
 * Holds a password against that of the signed-in technician: an open console alone is not enough to change how one
 * signs in. Failures count as those at sign-in do.
 *
 * @throws AppError `validation` on `current`, or `too_many_attempts`.
 */
export const checkOwnPassword = async (
  current: string,
  { db, deps, actor, address }: Pick<Context, 'db' | 'deps' | 'actor' | 'address'>,
): Promise<TechnicianRow> => {
  const { account, id } = technician(actor);
  const keys = [Attempts.login(id), Attempts.address(address)];
  return deps.attempts.one(keys, async () => {
    const row = await findTechnician(db, account, id);
    if (row && (await deps.passwords.verify(current, row.password_hash))) return row;
    deps.attempts.failed(keys);
    throw fieldError('current', 'wrong_password');
  });
};
