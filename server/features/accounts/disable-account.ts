import { writeAudit } from '../../platform/audit-log.ts';
import type { Db } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { endAccountSessions } from '../../platform/sessions.ts';
import type { DomainEvent } from '../feature.ts';
import { touchPortals } from '../portals/index.ts';
import { makeUnavailable } from '../technicians/index.ts';
import { setDisabled } from './accounts.store.ts';

/**
 * The operator closes an account: every session ends, nobody signs in, its portals say "Service unavailable".
 * Nothing is deleted. Answers the events to publish; none where there was nothing to do.
 */
export const disableAccount = async (tx: Db, now: number, account: string): Promise<DomainEvent[]> => {
  if (!(await setDisabled(tx, account, now))) return [];
  await endAccountSessions(tx, now, account);
  // Nobody is there to be Available when it opens again.
  await makeUnavailable(tx, account);
  return told(tx, now, account, 'account.disabled');
};

/** Opens it again: people sign in anew, portals show what they would. */
export const enableAccount = async (tx: Db, now: number, account: string): Promise<DomainEvent[]> =>
  (await setDisabled(tx, account, null)) ? told(tx, now, account, 'account.enabled') : [];

const told = async (
  tx: Db,
  now: number,
  account: string,
  type: 'account.disabled' | 'account.enabled',
): Promise<DomainEvent[]> => {
  const portalIds = await touchPortals(tx, account);
  await writeAudit(tx, now, {
    account,
    actorKind: 'system',
    actorId: null,
    command: type === 'account.disabled' ? 'account:disable' : 'account:enable',
    input: {},
    address: null,
    requestId: newId(),
  });
  const changed = portalIds.map(
    (portalId) => ({ type: 'portal.changed', account, portalId, closing: null }) as const,
  );
  return [{ type, account }, ...changed];
};
