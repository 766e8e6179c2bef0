import { randomInt } from 'node:crypto';
import type { Db } from './database/index.ts';
import type { Secrets } from './secrets.ts';
import { countSent } from './sent-counts.ts';

/** How long a code works, in milliseconds: time for a mail to arrive and be read. */
const LIFE = 5 * 60_000;
/** Tries for each code: one in 200,000 guesses is right. */
const TRIES = 5;
/** Codes for one purpose in a day: with the tries, one in 40,000 guessers is lucky. */
const PER_DAY = 5;

/** For whom a code is, and for what alone it is good (contract S9). */
export interface CodePurpose {
  account: string;
  /** `kind:id`. */
  holder: string;
  /** The action and every parameter of it: with another one the code is worth nothing. */
  purpose: readonly string[];
}

const purposeOf = ({ purpose }: CodePurpose): string => JSON.stringify(purpose);
const hashOf = (secrets: Secrets, to: CodePurpose, code: string): string =>
  secrets.hash(JSON.stringify(['one-time code', to.account, to.holder, purposeOf(to), code]));

/**
 * Six digits to be sent to somebody; an earlier code for the same purpose stops working.
 *
 * @returns `null` where they had five today.
 */
export const createCode = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  to: CodePurpose,
): Promise<{ code: string; expiresAt: number } | null> => {
  const { account, holder } = to;
  const purpose = purposeOf(to);
  const counted = { kind: 'code', address: `${holder} ${purpose}`, most: PER_DAY };
  if (!(await countSent(tx, secrets, now, counted))) return null;
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const row = { code_hash: hashOf(secrets, to, code), tries: 0, expires_at: now + LIFE };
  await tx
    .insertInto('one_time_codes')
    .values({ ...row, account, holder, purpose })
    .onConflict((conflict) => conflict.columns(['holder', 'purpose']).doUpdateSet(row))
    .execute();
  return { code, expiresAt: row.expires_at };
};

/**
 * Takes one try of the code that works, in a transaction of its own: a try that fails counts all the same.
 *
 * @returns `gone` where none works (any more): expired, used, or tried too often.
 */
export const tryCode = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  to: CodePurpose,
  code: string,
): Promise<'right' | 'wrong' | 'gone'> => {
  const [row] = await tx
    .updateTable('one_time_codes')
    .set((e) => ({ tries: e('tries', '+', 1) }))
    .where('account', '=', to.account)
    .where('holder', '=', to.holder)
    .where('purpose', '=', purposeOf(to))
    .where('expires_at', '>', now)
    .where('tries', '<', TRIES)
    .returning('code_hash')
    .execute();
  if (!row) return 'gone';
  return row.code_hash === hashOf(secrets, to, code) ? 'right' : 'wrong';
};

/** Uses a code up, together with what it allows; false where somebody was first. */
export const spendCode = async (
  tx: Db,
  secrets: Secrets,
  to: CodePurpose,
  code: string,
): Promise<boolean> => {
  const result = await tx
    .deleteFrom('one_time_codes')
    .where('account', '=', to.account)
    .where('holder', '=', to.holder)
    .where('purpose', '=', purposeOf(to))
    .where('code_hash', '=', hashOf(secrets, to, code))
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
};
