import { AppError } from '#protocol/errors';
import { newId } from '../../platform/ids.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findCompany, insertCompany, listCompanies, renameCompany, type Company } from './companies.store.ts';

const find = async ({ db, actor }: Context, id: string): Promise<Company> => {
  const company = await findCompany(db, technician(actor).account, id);
  if (!company) throw new AppError('not_found');
  return company;
};

export const handlers: Feature<'companies'>['handlers'] = {
  'company:list': {
    handle: async (_input, { db, actor }) => ({
      companies: await listCompanies(db, technician(actor).account),
    }),
  },
  'company:create': {
    handle: async ({ name }, context) => {
      const id = newId();
      const { account } = technician(context.actor);
      await insertCompany(context.db, { id, account, name, own: false, now: context.now });
      return find(context, id);
    },
  },
  'company:update': {
    handle: async ({ companyId, version, name }, context) => {
      const { account } = technician(context.actor);
      await find(context, companyId);
      if (!(await renameCompany(context.db, account, companyId, version, name))) throw new AppError('stale');
      context.emit({ type: 'company.renamed', account, companyId });
      return find(context, companyId);
    },
  },
};
