import type { CommandOutput } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';

export type Company = CommandOutput<'company:create'>;

const companies = (db: Db, account: string) =>
  db
    .selectFrom('companies')
    .leftJoin('portals', 'portals.company_id', 'companies.id')
    .where('companies.account', '=', account)
    .select([
      'companies.id',
      'companies.name',
      'companies.own',
      'portals.id as portalId',
      'companies.created_at as createdAt',
      'companies.version',
    ]);

export const listCompanies = async (db: Db, account: string): Promise<Company[]> => {
  const rows = await companies(db, account).orderBy('companies.name').execute();
  return rows.map((row) => ({ ...row, own: row.own === 1 }));
};

export const findCompany = async (db: Db, account: string, id: string): Promise<Company | null> => {
  const row = await companies(db, account).where('companies.id', '=', id).executeTakeFirst();
  return row ? { ...row, own: row.own === 1 } : null;
};

/** Which of these ids are companies of the account. */
export const ownIds = async (db: Db, account: string, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('companies')
    .select('id')
    .where('account', '=', account)
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => row.id);
};

export const insertCompany = async (
  tx: Db,
  company: { id: string; account: string; name: string; own: boolean; now: number },
): Promise<void> => {
  await tx
    .insertInto('companies')
    .values({
      id: company.id,
      account: company.account,
      owner: company.account,
      parent_id: null,
      name: company.name,
      own: company.own ? 1 : 0,
      created_at: company.now,
      version: 1,
    })
    .execute();
};

/** Renames; false where the company is not at this version (any more). */
export const renameCompany = async (
  tx: Db,
  account: string,
  id: string,
  version: number,
  name: string,
): Promise<boolean> => {
  const result = await tx
    .updateTable('companies')
    .set({ name, version: version + 1 })
    .where('account', '=', account)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};
