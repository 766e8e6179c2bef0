import { randomInt } from 'node:crypto';
import type { Db } from '../../platform/database/index.ts';
import type { Secrets } from '../../platform/secrets.ts';

/** Enough for years of lost phones, few enough for a slip of paper. */
const COUNT = 10;
/** Without what looks alike: 0 and o, 1, i and l. Ten of them are 49 random bits, and tries are limited. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

const newCode = (): string => {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]!).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
};

const hashOf = (secrets: Secrets, technicianId: string, code: string): string =>
  secrets.hash(`recovery ${technicianId} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);

/** New codes in place of all before; they are shown once and stored as hashes alone. */
export const renewCodes = async (
  tx: Db,
  secrets: Secrets,
  account: string,
  technicianId: string,
): Promise<string[]> => {
  await removeCodes(tx, account, technicianId);
  const codes = new Set<string>();
  while (codes.size < COUNT) codes.add(newCode());
  await tx
    .insertInto('recovery_codes')
    .values(
      [...codes].map((code) => ({
        technician_id: technicianId,
        account,
        code_hash: hashOf(secrets, technicianId, code),
        used_at: null,
      })),
    )
    .execute();
  return [...codes];
};

/** The stored hash of a code that was not used yet, or `null`. */
export const findCode = async (
  db: Db,
  secrets: Secrets,
  account: string,
  technicianId: string,
  code: string,
): Promise<string | null> => {
  const row = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .where('code_hash', '=', hashOf(secrets, technicianId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.code_hash ?? null;
};

/** Marks a code as used; false where it was in the meantime. */
export const spendCode = async (
  tx: Db,
  now: number,
  account: string,
  technicianId: string,
  hash: string,
): Promise<boolean> => {
  const rows = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('code_hash')
    .execute();
  return rows.length > 0;
};

export const codesLeft = async (db: Db, account: string, technicianId: string): Promise<number> => {
  const rows = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .where('used_at', 'is', null)
    .execute();
  return rows.length;
};

export const removeCodes = async (tx: Db, account: string, technicianId: string): Promise<void> => {
  await tx
    .deleteFrom('recovery_codes')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .execute();
};
