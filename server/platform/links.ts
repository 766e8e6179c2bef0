import type { Db } from './database/index.ts';
import { newId, newToken } from './ids.ts';
import type { Secrets } from './secrets.ts';

export type LinkPurpose = 'set-up' | 'invitation';

export interface Link {
  id: string;
  account: string | null;
  technicianId: string | null;
}

/** How long a one-time link works, in milliseconds: set-up is done at once, an invitation within the week. */
const LIFE: Record<LinkPurpose, number> = { 'set-up': 24 * 3_600_000, invitation: 7 * 24 * 3_600_000 };

/** A one-time link's token; earlier ones for the same purpose and person stop working. */
export const createLink = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  link: { purpose: LinkPurpose; account: string | null; technicianId: string | null },
): Promise<{ token: string; expiresAt: number }> => {
  const token = newToken();
  const expiresAt = now + LIFE[link.purpose];
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
  purpose: LinkPurpose,
  token: string,
): Promise<Link | null> => {
  const row = await db
    .selectFrom('links')
    .select(['id', 'account', 'technician_id'])
    .where('token_hash', '=', secrets.hash(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ? { id: row.id, account: row.account, technicianId: row.technician_id } : null;
};

export const spendLink = async (tx: Db, id: string, now: number): Promise<void> => {
  await tx.updateTable('links').set({ used_at: now }).where('id', '=', id).execute();
};
