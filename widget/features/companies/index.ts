export { CompaniesStore, type Company } from './console-companies.store.ts';
