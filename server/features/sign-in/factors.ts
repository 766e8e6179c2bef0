import type { CommandOutput } from '#protocol/index';
import { endLinksOf, HALF_DONE } from '../../platform/links.ts';
import { endSessions } from '../../platform/sessions.ts';
import type { Changing } from '../feature.ts';
import { resolveSetting } from '../settings/index.ts';
import { changeTechnician, findTechnician } from '../technicians/index.ts';
import { findApp, removeApp } from './authenticator-apps.store.ts';
import { listPasskeys, removePasskeys } from './passkeys.store.ts';
import { codesLeft, removeCodes, renewCodes } from './recovery-codes.store.ts';
import { secondFactorRequired } from './sign-in.settings.ts';

type Security = CommandOutput<'security:get'>;
export interface Owner {
  account: string;
  id: string;
}

export const isRequired = async (db: Changing['db'], account: string): Promise<boolean> =>
  (await resolveSetting(db, secondFactorRequired, account, null)).value;

/** How somebody's sign-in is secured, as they see it. */
export const securityOf = async (
  { db, deps }: Pick<Changing, 'db' | 'deps'>,
  { account, id }: Owner,
): Promise<Security> => {
  const app = await findApp(db, deps.secrets, account, id);
  const passkeys = await listPasskeys(db, account, id);
  return {
    authenticatorApp: typeof app?.secret === 'string',
    passkeys: passkeys.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    })),
    recoveryCodes: await codesLeft(db, account, id),
    required: await isRequired(db, account),
  };
};

/**
 * A factor was added. With the first one come recovery codes, and sessions that were begun without it end, but for
 * the one it was added in.
 */
export const factorAdded = async (
  { db, deps, now, emit }: Changing,
  { account, id, sessionId }: Owner & { sessionId: string },
): Promise<string[] | null> => {
  const row = await findTechnician(db, account, id);
  if (row?.second_factor === 1) return null;
  await changeTechnician(db, account, id, { second_factor: 1 }, 'edited');
  const sessionIds = await endSessions(db, now, { subjectId: id, except: sessionId });
  emit({ type: 'session.ended', account, sessionIds });
  emit({ type: 'technician.changed', account, technicianId: id });
  return renewCodes(db, deps.secrets, account, id);
};

/** A factor was removed; without the last one recovery codes open nothing. */
export const factorRemoved = async (
  { db, deps, emit }: Pick<Changing, 'db' | 'deps' | 'emit'>,
  { account, id }: Owner,
): Promise<void> => {
  const { authenticatorApp, passkeys } = await securityOf({ db, deps }, { account, id });
  if (authenticatorApp || passkeys.length > 0) return;
  await removeCodes(db, account, id);
  await changeTechnician(db, account, id, { second_factor: 0 }, 'edited');
  emit({ type: 'technician.changed', account, technicianId: id });
};

/** Signs somebody out everywhere, where they have not finished signing in too; answers how many sessions that were. */
export const signOut = async ({ db, now, emit }: Changing, { account, id }: Owner): Promise<number> => {
  const sessionIds = await endSessions(db, now, { subjectId: id });
  await endLinksOf(db, now, id, HALF_DONE);
  emit({ type: 'session.ended', account, sessionIds });
  return sessionIds.length;
};

/** Everything but the password is taken away, and they are signed out everywhere. */
export const resetFactors = async (context: Changing, owner: Owner): Promise<void> => {
  const { account, id } = owner;
  await signOut(context, owner);
  await removeApp(context.db, account, id);
  await removePasskeys(context.db, account, id);
  await factorRemoved(context, { account, id });
};
