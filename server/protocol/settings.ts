import { z } from 'zod';
import { define } from './define.ts';
import { commandId, id, optionalText, version } from './fields.ts';
import { named } from './names.ts';

/** Where a value applies: the whole account, or one company. */
const level = named(
  'SettingLevel',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('account') }),
    z.object({ kind: z.literal('company'), companyId: id }),
  ]),
);

export const setting = named(
  'Setting',
  z.object({
    key: z.string(),
    levels: z.array(z.enum(['account', 'company'])),
    value: z.json(),
    /** Where the value comes from. */
    source: z.enum(['default', 'account', 'company']),
    version,
  }),
);

/** Settings declared as data: one declaration gives value, inheritance and live push. */
export default define({
  commands: {
    'setting:list': {
      summary: 'Every setting of a level, with where its value comes from.',
      http: { method: 'GET', path: '/api/settings' },
      input: z.object({ companyId: id.optional() }),
      output: z.object({ settings: z.array(setting) }),
      errors: ['not_found'],
      permission: 'setting.manage',
      scope: 'account',
    },
    'setting:set': {
      summary: 'Set a value, or with `null` reset it to the inherited one.',
      input: z.object({ commandId, key: optionalText(100), level, value: z.json(), version }),
      output: setting,
      errors: ['not_found', 'stale'],
      permission: 'setting.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'setting:changed': {
      summary: 'A setting changed.',
      payload: z.object({ key: z.string(), level }),
      room: 'technician',
    },
  },
});
