import type { Selectable } from 'kysely';
import type { CommandOutput } from '#protocol/index';
import type { Db, Schema } from '../../platform/database/index.ts';
import type { ContactKind } from './contact-methods.rules.ts';

export type ContactMethodRow = Selectable<Schema['contact_methods']>;
export type ContactMethod = CommandOutput<'contact-method:add'>['method'];

export const presentMethod = (row: ContactMethodRow): ContactMethod => ({
  id: row.id,
  kind: row.kind as ContactKind,
  address: row.address,
  verified: row.verified_at !== null,
  chosen: row.chosen === 1,
  createdAt: row.created_at,
});

/** Of one technician, in the order they were added. */
export const listMethods = (db: Db, account: string, technicianId: string): Promise<ContactMethodRow[]> =>
  db
    .selectFrom('contact_methods')
    .selectAll()
    .where('account', '=', account)
    .where('technician_id', '=', technicianId)
    .orderBy('id')
    .execute();

export const findMethod = async (db: Db, account: string, id: string): Promise<ContactMethodRow | null> =>
  (await db
    .selectFrom('contact_methods')
    .selectAll()
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** The language messages to a technician are in, and the account they come from; `null` where there is none by this id. */
export const findRecipient = async (
  db: Db,
  account: string,
  technicianId: string,
): Promise<{ language: string; accountName: string } | null> => {
  const row = await db
    .selectFrom('technicians')
    .innerJoin('accounts', 'accounts.id', 'technicians.account')
    .where('technicians.account', '=', account)
    .where('technicians.id', '=', technicianId)
    .select(['technicians.language', 'accounts.name'])
    .executeTakeFirst();
  return row ? { language: row.language ?? 'en', accountName: row.name } : null;
};

/** Those of these technicians that are told of requests: verified, and ticked in the Status menu (G14). */
export const methodsInUse = async (
  db: Db,
  account: string,
  technicianIds: readonly string[],
): Promise<ContactMethodRow[]> => {
  if (technicianIds.length === 0) return [];
  return db
    .selectFrom('contact_methods')
    .selectAll()
    .where('account', '=', account)
    .where('technician_id', 'in', technicianIds)
    .where('verified_at', 'is not', null)
    .where('chosen', '=', 1)
    .orderBy('id')
    .execute();
};

export const insertMethod = async (tx: Db, row: ContactMethodRow): Promise<void> => {
  await tx.insertInto('contact_methods').values(row).execute();
};

export const changeMethod = async (
  tx: Db,
  account: string,
  id: string,
  change: Partial<Pick<ContactMethodRow, 'chosen' | 'verified_at'>>,
): Promise<void> => {
  await tx
    .updateTable('contact_methods')
    .set(change)
    .where('account', '=', account)
    .where('id', '=', id)
    .execute();
};

export const removeMethod = async (tx: Db, account: string, id: string): Promise<void> => {
  await tx.deleteFrom('contact_methods').where('account', '=', account).where('id', '=', id).execute();
};
