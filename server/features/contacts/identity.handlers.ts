import { AppError } from '#protocol/errors';
import { startSession } from '../../platform/sessions.ts';
import type { Context, Handler } from '../feature.ts';
import { enterPortal, type PortalRow } from '../portals/index.ts';
import { loadContact, meetContact, type Claims } from './contacts.store.ts';
import { findKey, spendToken, touchKey, type KeyRow } from './identity-keys.store.ts';
import { keyIdOf, readToken, refuse, type Algorithm } from './identity-token.ts';

interface Introduced {
  portal: PortalRow;
  key: KeyRow;
  claims: Claims;
}

/** Everything but whether it was used before: that is for the transaction. */
const introduce = async (
  { portalId, token }: { portalId: string; token: string },
  context: Omit<Context, 'emit'>,
): Promise<Introduced> => {
  const { db, deps, now } = context;
  // No website is given what it is not to read (contract S1).
  const portal = await enterPortal(context, portalId, 'own pages');
  const key = await findKey(db, portal.account, keyIdOf(token));
  if (!key || key.portal_id !== portal.id) throw refuse('unknown_key');
  const { secrets } = deps;
  const signedWith = { algorithm: key.algorithm as Algorithm, material: secrets.open(key.material) };
  const claims = await readToken(token, signedWith, { portalId, now });
  return { portal, key, claims };
};

/** A website's word on who somebody is becomes a session of that contact (contract S11). */
export const identify: Handler<'contact:identify', Introduced> = {
  prepare: introduce,
  handle: async (_input, context, { portal, key, claims }) => {
    const { db, deps, now, agent, address } = context;
    const { account } = portal;
    // Taken away meanwhile: its sessions have been ended, and this would be one more.
    if (!(await findKey(db, account, key.id))) throw refuse('unknown_key');
    const { jti, refusedAt } = claims;
    const used = { account, keyId: key.id, hash: deps.secrets.hash(jti), expiresAt: refusedAt };
    if (!(await spendToken(db, used))) throw refuse('used');
    await touchKey(db, now, key);
    const contact = await meetContact(db, now, { account, companyId: portal.company_id }, claims);
    const session = {
      kind: 'contact',
      account,
      subjectId: contact.id,
      keyId: key.id,
      agent,
      address,
    } as const;
    const { id, token } = await startSession(db, deps.secrets, now, session);
    // Closed by the operator: a session would be refused at once, and work when the account opens again.
    if (!(await loadContact(db, { id, account, subjectId: contact.id })))
      throw new AppError('portal_inactive');
    context.actedAs({ account, id: contact.id });
    context.session.start('contact', token);
    return { token, contact: { id: contact.id, name: contact.name, email: contact.email } };
  },
};
