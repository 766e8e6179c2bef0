import { fieldError } from '#protocol/errors';
import { containsName, isKnownPassword } from './known-passwords.ts';
import type { Passwords } from './passwords.ts';

/**
 * The hash of a password somebody chose.
 *
 * @param about Names of the person and the account, and the e-mail address: what is known of them is guessed first.
 * @throws AppError `validation` on `password`: `personal_password`, `known_password`.
 */
export const hashNewPassword = async (
  { passwords }: { passwords: Passwords },
  password: string,
  about: readonly string[],
): Promise<string> => {
  if (containsName(password, ['support-portal', ...about])) throw fieldError('password', 'personal_password');
  if (await isKnownPassword(password)) throw fieldError('password', 'known_password');
  return passwords.hash(password);
};
