import type { Db } from '../../platform/database/index.ts';
import type { Secrets } from '../../platform/secrets.ts';

export interface AuthenticatorApp {
  /** Base32; null until it was confirmed. */
  secret: string | null;
  pendingSecret: string | null;
  lastStep: number;
}

export const findApp = async (
  db: Db,
  secrets: Secrets,
  account: string,
  technicianId: string,
): Promise<AuthenticatorApp | null> => {
  const row = await db
    .selectFrom('authenticator_apps')
    .select(['secret', 'pending_secret', 'last_step'])
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .executeTakeFirst();
  if (!row) return null;
  const open = (sealed: string | null): string | null => {
    try {
      return sealed === null ? null : secrets.open(sealed);
    } catch {
      // Sealed with an earlier SECRET_KEY: worth as much as none, and their passkeys go on.
      return null;
    }
  };
  return { secret: open(row.secret), pendingSecret: open(row.pending_secret), lastStep: row.last_step };
};

/** A secret that was shown; the confirmed one, if any, counts until a code confirms this one. */
export const offerSecret = async (
  tx: Db,
  secrets: Secrets,
  account: string,
  technicianId: string,
  secret: string,
): Promise<void> => {
  const pending_secret = secrets.seal(secret);
  await tx
    .insertInto('authenticator_apps')
    .values({
      technician_id: technicianId,
      account,
      secret: null,
      pending_secret,
      last_step: 0,
      confirmed_at: null,
    })
    .onConflict((conflict) => conflict.column('technician_id').doUpdateSet({ pending_secret }))
    .execute();
};

/** The pending secret counts from now on; the code of `step` has been used. */
export const confirmSecret = async (
  tx: Db,
  now: number,
  account: string,
  technicianId: string,
  step: number,
): Promise<void> => {
  await tx
    .updateTable('authenticator_apps')
    .set((e) => ({
      secret: e.ref('pending_secret'),
      pending_secret: null,
      last_step: step,
      confirmed_at: now,
    }))
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .execute();
};

/** Marks a step as used; false where it, or a later one, was used in the meantime. */
export const spendStep = async (
  tx: Db,
  account: string,
  technicianId: string,
  step: number,
): Promise<boolean> => {
  const rows = await tx
    .updateTable('authenticator_apps')
    .set({ last_step: step })
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .where('last_step', '<', step)
    .returning('technician_id')
    .execute();
  return rows.length > 0;
};

export const removeApp = async (tx: Db, account: string, technicianId: string): Promise<void> => {
  await tx
    .deleteFrom('authenticator_apps')
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .execute();
};
