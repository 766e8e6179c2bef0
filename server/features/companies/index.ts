import { defineFeature } from '../feature.ts';
import { handlers } from './companies.handlers.ts';

export { findCompany, insertCompany, ownIds } from './companies.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'company.renamed': { companyId: string };
  }
}

/** The account's clients. */
export const companies = defineFeature({ name: 'companies', handlers });
