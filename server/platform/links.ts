import type { Db } from './database/index.ts';
import { newId, newToken } from './ids.ts';
import type { Secrets } from './secrets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * What a token that works once is for, how long it works in milliseconds, and whether a new one for the same person
 * ends those before.
 */
const PURPOSES = {
  /** Done at once, by the operator. */
  'set-up': { life: 24 * HOUR, replaces: true },
  /** Within the week. */
  invitation: { life: 7 * 24 * HOUR, replaces: true },
  /** Handed over in person or by phone; one that lies about is worthless by the end of the working day. */
  reset: { life: 4 * HOUR, replaces: true },
  /** Between the password and the second factor: time to find the phone. Two browsers may be at it. */
  'second-step': { life: 10 * MINUTE, replaces: false },
  /** Signing in with a passkey alone; asked for by nobody in particular. */
  'passkey-sign-in': { life: 5 * MINUTE, replaces: false },
  'passkey-registration': { life: 10 * MINUTE, replaces: true },
  /** A customer goes on in another window, which opens at once. */
  'hand-over': { life: MINUTE, replaces: false },
} as const;
export type LinkPurpose = keyof typeof PURPOSES;
/** Of somebody who is not signed in yet, or was about to change how they do: these end with their sessions. */
export const HALF_DONE: readonly LinkPurpose[] = ['second-step', 'passkey-registration'];

export interface Link {
  id: string;
  purpose: LinkPurpose;
  account: string | null;
  technicianId: string | null;
  challenge: string | null;
  /** Whose customer goes on elsewhere. */
  sessionId: string | null;
}

/** A one-time token, stored as a hash alone. */
export const createLink = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  link: Pick<Link, 'purpose' | 'account' | 'technicianId'> & { challenge?: string; sessionId?: string },
): Promise<{ token: string; expiresAt: number }> => {
  const token = newToken();
  const { life, replaces } = PURPOSES[link.purpose];
  const expiresAt = now + life;
  if (replaces)
    await tx
      .updateTable('links')
      .set({ used_at: now })
      .where('purpose', '=', link.purpose)
      .where('technician_id', link.technicianId === null ? 'is' : '=', link.technicianId)
      .where('used_at', 'is', null)
      .execute();
  await tx
    .insertInto('links')
    .values({
      id: newId(),
      account: link.account,
      purpose: link.purpose,
      token_hash: secrets.hash(token),
      technician_id: link.technicianId,
      challenge: link.challenge ?? null,
      session_id: link.sessionId ?? null,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return { token, expiresAt };
};

/** The link of a token, while it works. */
export const findLink = async (
  db: Db,
  secrets: Secrets,
  now: number,
  purposes: LinkPurpose | readonly LinkPurpose[],
  token: string,
): Promise<Link | null> => {
  const row = await db
    .selectFrom('links')
    .select(['id', 'purpose', 'account', 'technician_id', 'challenge', 'session_id'])
    .where('token_hash', '=', secrets.hash(token))
    .where('purpose', 'in', typeof purposes === 'string' ? [purposes] : purposes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  const { id, account, challenge } = row;
  return {
    id,
    purpose: row.purpose as LinkPurpose,
    account,
    technicianId: row.technician_id,
    challenge,
    sessionId: row.session_id,
  };
};

export const spendLink = async (tx: Db, id: string, now: number): Promise<void> => {
  await tx.updateTable('links').set({ used_at: now }).where('id', '=', id).execute();
};

/** Links somebody has for these purposes, or for any, stop working. */
export const endLinksOf = async (
  tx: Db,
  now: number,
  technicianId: string,
  purposes: readonly LinkPurpose[] = Object.keys(PURPOSES) as LinkPurpose[],
): Promise<void> => {
  await tx
    .updateTable('links')
    .set({ used_at: now })
    .where('technician_id', '=', technicianId)
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .execute();
};
