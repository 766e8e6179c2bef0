import { AppError } from '#protocol/errors';
import { emailKey } from '#protocol/email-key';
import type { CommandInput } from '#protocol/index';
import { Attempts } from '../../platform/attempts.ts';
import type { Context } from '../feature.ts';
import { findByEmail, type TechnicianRow } from '../technicians/index.ts';
import { recordFailure } from './failures.ts';

type Given = Pick<Context, 'db' | 'deps' | 'address' | 'requestId'>;
type Key = ReturnType<typeof Attempts.login>;
type Keys = [login: Key, address: Key];

/**
 * The technician these credentials belong to. The answer and the time are the same for a wrong password and an
 * unknown address; each failure makes the next try of this login or address wait longer (contract S8).
 *
 * @throws AppError `wrong_credentials`, `too_many_attempts`, or `choose_account` where one person has the same
 *   password in several accounts.
 */
export const checkCredentials = (
  input: CommandInput<'session:create'>,
  context: Given,
): Promise<TechnicianRow> => {
  const keys: Keys = [Attempts.login(emailKey(input.email)), Attempts.address(context.address)];
  return context.deps.attempts.one(keys, () => tryCredentials(input, context, keys));
};

const tryCredentials = async (
  { email, password, accountId }: CommandInput<'session:create'>,
  context: Given,
  keys: Keys,
): Promise<TechnicianRow> => {
  const { db, deps } = context;
  const candidates = await findByEmail(db, email);
  const checked = await Promise.all(
    (candidates.length > 0 ? candidates : [null]).map(async (row) => ({
      row,
      fits: await deps.passwords.verify(password, row?.password_hash ?? null),
    })),
  );
  const fitting = checked.flatMap(({ row, fits }) => (row && fits ? [row] : []));
  const chosen = fitting.filter((row) => accountId === undefined || row.account === accountId);
  if (chosen.length === 0)
    throw await recordFailure(
      context,
      keys,
      { command: 'session:create', code: 'wrong_credentials', login: email },
      candidates,
    );
  deps.attempts.succeeded(keys[0]);
  if (chosen.length > 1)
    throw new AppError('choose_account', {
      params: { accounts: chosen.map((row) => ({ id: row.account, name: row.accountName })) },
    });
  return chosen[0]!;
};
