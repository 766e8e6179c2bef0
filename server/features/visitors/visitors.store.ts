import type { Db } from '../../platform/database/index.ts';
import type { Session } from '../../platform/sessions.ts';
import { GUEST_GRANTS } from '../actor.ts';
import type { Visitor } from '../feature.ts';
import { findPortal } from '../portals/index.ts';

export const insertVisitor = async (
  tx: Db,
  now: number,
  visitor: { id: string; account: string; portalId: string },
): Promise<void> => {
  await tx
    .insertInto('visitors')
    .values({ id: visitor.id, account: visitor.account, portal_id: visitor.portalId, created_at: now })
    .execute();
};

/** A guest as an actor; `null` where they are gone or the account is disabled. */
export const loadVisitor = async (
  db: Db,
  session: Pick<Session, 'id' | 'account' | 'subjectId'>,
): Promise<Visitor | null> => {
  const row = await db
    .selectFrom('visitors')
    .innerJoin('accounts', 'accounts.id', 'visitors.account')
    .select(['visitors.id', 'portal_id'])
    .where('visitors.account', '=', session.account)
    .where('visitors.id', '=', session.subjectId)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
  const portal = row && (await findPortal(db, session.account, row.portal_id));
  if (!row || !portal) return null;
  return {
    kind: 'visitor',
    id: row.id,
    account: session.account,
    sessionId: session.id,
    portalId: portal.id,
    companyId: portal.company_id,
    grants: GUEST_GRANTS,
  };
};
