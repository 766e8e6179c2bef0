import { z } from 'zod';
import { define } from './define.ts';
import { commandId, email, id, name, time } from './fields.ts';
import { named } from './names.ts';

/**
 * What is blocked: this customer (a guest's browser, or a contact), their e-mail address, or the network they wrote
 * from, which they may share with others.
 */
export const blockKind = z.enum(['customer', 'email', 'network']);

const block = named(
  'Block',
  z.object({
    id,
    kind: blockKind,
    /** Requests to this company's portal are refused; others are not. */
    company: z.object({ id, name }),
    /** The request it began with, and who wrote it. */
    request: z.object({ id, number: z.int(), name, email: email.nullable() }),
    /** The technician who blocked. */
    by: name,
    createdAt: time,
    /** When it ends by itself; null: never. */
    expiresAt: time.nullable(),
  }),
);
const all = named('Blocks', z.object({ blocks: z.array(block) }));

/** Who is not let ask for help (any more). They are made by marking a request as spam. */
export default define({
  commands: {
    'block:list': {
      summary:
        'What is blocked in the companies the technician has access to, the latest first, at most 200 that are in force.',
      http: { method: 'GET', path: '/api/blocks' },
      input: z.object({}),
      output: all,
      permission: 'request.work',
      scope: 'company',
    },
    'block:remove': {
      summary: 'Lift a block: requests are accepted again.',
      input: z.object({ commandId, blockId: id }),
      output: all,
      errors: ['not_found'],
      permission: 'request.work',
      scope: 'company',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'block:list-changed': {
      summary:
        'Somebody or something was blocked, or let in again; to technicians with access to the company, whose list is to be read again.',
      payload: z.object({}),
      room: 'technician',
    },
  },
});
