import type { Db } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { insertCompany } from '../companies/index.ts';
import { insertTechnician } from '../technicians/index.ts';
import { insertAccount } from './accounts.store.ts';

/** A new account with its own company and its first admin. */
export const createAccount = async (
  tx: Db,
  now: number,
  given: { account: string; name: string; email: string; passwordHash: string | null },
): Promise<{ account: string; technicianId: string; companyId: string }> => {
  const account = newId();
  const technicianId = newId();
  const companyId = newId();
  await insertAccount(tx, { id: account, name: given.account, now });
  await insertCompany(tx, { id: companyId, account, name: given.account, own: true, now });
  await insertTechnician(tx, now, {
    id: technicianId,
    account,
    name: given.name,
    email: given.email,
    role: 'admin',
    access: { kind: 'all' },
    passwordHash: given.passwordHash,
  });
  return { account, technicianId, companyId };
};
