import { z } from 'zod';
import { define } from './define.ts';
import { FEATURE_FLAGS, type FeatureFlag } from './feature-flags.ts';
import { commandId, known, same, time, version } from './fields.ts';
import { named } from './names.ts';

const flag = named('FeatureFlag', z.enum(Object.keys(FEATURE_FLAGS) as [FeatureFlag, ...FeatureFlag[]]));

const plan = named(
  'Plan',
  z.object({
    sections: z.array(
      z.object({
        flag,
        /** The operator allows it. */
        allowed: z.boolean(),
        /** This version of the server has it. */
        built: z.boolean(),
        /** When somebody of the account asked the operator for it; null where it is allowed or nobody did. */
        askedAt: time.nullable(),
      }),
    ),
    version,
  }),
);

/** What the operator allows the account. */
export default define({
  commands: {
    'plan:get': {
      summary:
        'Every section with whether the operator allows it. Over a socket, changes are pushed as `plan:changed`.',
      http: { method: 'GET', path: '/api/plan' },
      input: z.object({ version: known }),
      output: z.union([plan, same]),
      permission: 'setting.manage',
      scope: 'account',
      subscribes: 'technician',
    },
    'flag:ask': {
      summary:
        'Ask the operator for a section that is locked. Asking again, or for one that is allowed, changes nothing.',
      input: z.object({ commandId, flag }),
      output: plan,
      permission: 'setting.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
      limit: { burst: 20, seconds: 60, by: 'actor' },
    },
  },
  events: {
    'plan:changed': {
      summary: 'What the operator allows, or what was asked for, changed: the new snapshot.',
      payload: plan,
      room: 'technician',
    },
  },
});
