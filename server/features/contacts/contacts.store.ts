import type { Selectable } from 'kysely';
import type { ContactSet } from '#protocol/permissions';
import type { Db, Schema } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Session } from '../../platform/sessions.ts';
import { contactGrants } from '../actor.ts';
import type { Contact } from '../feature.ts';

export type ContactRow = Selectable<Schema['contacts']>;

/** What a website says of a customer. */
export interface Claims {
  /** What it knows them by. */
  subject: string;
  name: string;
  email: string | null;
  /** The token's own id: it works once. */
  jti: string;
  /** From when on it is refused as too old, also by a clock that is behind; milliseconds. */
  refusedAt: number;
}

/**
 * The contact a website speaks of, as it describes them today: the same as before by the same external id within the
 * company, else a new one. An e-mail address describes somebody and makes nobody the same (contract S11).
 */
export const meetContact = async (
  tx: Db,
  now: number,
  where: { account: string; companyId: string },
  { subject, name, email }: Claims,
): Promise<ContactRow> => {
  const set: ContactSet = 'contact';
  await tx
    .insertInto('contacts')
    .values({
      id: newId(),
      account: where.account,
      owner: where.account,
      company_id: where.companyId,
      external_id: subject,
      name,
      email,
      permission_set: set,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'external_id']).doUpdateSet({ name, email, changed_at: now }),
    )
    .execute();
  return tx
    .selectFrom('contacts')
    .selectAll()
    .where('account', '=', where.account)
    .where('company_id', '=', where.companyId)
    .where('external_id', '=', subject)
    .executeTakeFirstOrThrow();
};

/** A contact as an actor; `null` where they are gone, their company has no portal or the account is disabled. */
export const loadContact = async (
  db: Db,
  session: Pick<Session, 'id' | 'account' | 'subjectId'>,
): Promise<Contact | null> => {
  const row = await db
    .selectFrom('contacts')
    .innerJoin('portals', 'portals.company_id', 'contacts.company_id')
    .innerJoin('accounts', 'accounts.id', 'contacts.account')
    .selectAll('contacts')
    .select('portals.id as portalId')
    .where('contacts.account', '=', session.account)
    .where('contacts.id', '=', session.subjectId)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: 'contact',
    id: row.id,
    account: row.account,
    sessionId: session.id,
    portalId: row.portalId,
    companyId: row.company_id,
    name: row.name,
    email: row.email,
    grants: contactGrants(row.permission_set as ContactSet),
  };
};
