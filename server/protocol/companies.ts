import { z } from 'zod';
import { define } from './define.ts';
import { commandId, id, name, time, version } from './fields.ts';
import { named } from './names.ts';

export const company = named(
  'Company',
  z.object({
    id,
    name,
    /** The account's own company, for itself and for demos. */
    own: z.boolean(),
    portalId: id.nullable(),
    createdAt: time,
    version,
  }),
);

/** The account's clients. */
export default define({
  commands: {
    'company:list': {
      summary: 'Companies of the account, by name.',
      http: { method: 'GET', path: '/api/companies' },
      input: z.object({}),
      output: z.object({ companies: z.array(company) }),
      permission: 'company.manage',
      scope: 'account',
    },
    'company:create': {
      summary: 'Add a company.',
      input: z.object({ commandId, name }),
      output: company,
      permission: 'company.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
    'company:update': {
      summary: 'Rename a company. `version` is the one that was read.',
      input: z.object({ commandId, companyId: id, version, name }),
      output: company,
      errors: ['not_found', 'stale'],
      permission: 'company.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
  },
  events: {},
});
