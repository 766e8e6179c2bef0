import { z } from 'zod';
import { define } from './define.ts';
import { id, name, time } from './fields.ts';
import { named } from './names.ts';

/** Milliseconds. */
const span = z.int().nonnegative();

const missedRequest = named(
  'MissedRequest',
  z.object({
    id,
    number: z.int(),
    customer: name,
    company: z.object({ id, name }),
    askedAt: time,
    /**
     * `left`: nobody was Available, and a message was left. `left_waiting`: waited for a technician, then left it as a
     * message, or the portal went Inactive. `taken_back`: waited, and took it back.
     */
    reason: z.enum(['left', 'left_waiting', 'taken_back']),
    /** How long they waited for somebody; null: they did not wait. */
    waited: span.nullable(),
    /** What became of it since. */
    status: z.enum(['new', 'active', 'completed', 'abandoned']),
    technician: name.nullable(),
  }),
);

/** What was, for admins. Spam is in no report. */
export default define({
  commands: {
    'report:missed': {
      summary:
        'Requests of a period that no technician took while their customer waited: how many of all, and which, the latest first, at most 200. A year at most.',
      http: { method: 'GET', path: '/api/reports/missed' },
      input: z.object({
        from: time,
        /** Not included. */
        to: time,
        companyId: id.optional(),
      }),
      output: z.object({
        /** All requests that came in. */
        asked: z.int(),
        /** Taken while their customer waited. */
        answered: z.int(),
        missed: z.int(),
        /** Nobody has come to them yet, and they wait. With the two above: all that came in. */
        waiting: z.int(),
        /** Half of those answered waited no longer; null: there was none. */
        typicalWait: span.nullable(),
        requests: z.array(missedRequest),
      }),
      errors: ['not_found'],
      permission: 'report.view',
      scope: 'account',
    },
  },
  events: {},
});
