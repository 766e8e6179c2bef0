import { z } from 'zod';
import { contactMethod } from './contact-methods.ts';
import { define } from './define.ts';
import { commandId, id, name, time } from './fields.ts';
import { named } from './names.ts';

/** A notification of a request that was given up after all its tries. */
const failed = named(
  'FailedNotification',
  z.object({
    id,
    /** Whom it was for. */
    technician: name,
    kind: contactMethod.shape.kind,
    /** A mail address, a number, a webhook's host, or the name of a browser. */
    address: z.string(),
    request: z.object({ id, number: z.int(), status: z.enum(['new', 'active', 'completed', 'abandoned']) }),
    /** What the last try met, in its own words. */
    error: z.string(),
    tries: z.int(),
    failedAt: time,
  }),
);
const allFailed = named('FailedNotifications', z.object({ failed: z.array(failed) }));

/** What is said of a request beside that there is one. */
const aboutRequest = z.object({ requestId: id, number: z.int(), customer: name, company: name });

/** Who is told of what: the sound and badge of an open console, and contact methods. */
export default define({
  commands: {
    'notification:failed': {
      summary: 'Notifications that could not be sent, the latest first, at most 100.',
      http: { method: 'GET', path: '/api/notifications/failed' },
      input: z.object({}),
      output: allFailed,
      permission: 'technician.manage',
      scope: 'account',
    },
    'notification:resend': {
      summary:
        'Try one again. As always it is sent only while its request waits and its technician is Available.',
      input: z.object({ commandId, notificationId: id }),
      output: allFailed,
      errors: ['not_found'],
      permission: 'technician.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
    'notification:discard': {
      summary: 'Forget one that could not be sent.',
      input: z.object({ commandId, notificationId: id }),
      output: allFailed,
      errors: ['not_found'],
      permission: 'technician.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'notification:request': {
      summary:
        'An incoming request, or one that was given back, to Available technicians with access to its company (G11, G12).',
      payload: aboutRequest,
      room: 'technician',
    },
    'notification:transfer': {
      summary: 'A colleague has handed a request over to this technician.',
      payload: aboutRequest.extend({ from: name }),
      room: 'technician',
    },
    'notification:assigned': {
      summary:
        'A request was assigned to this technician, whose turn it was (G24). `excerpt`: the first words of the question.',
      payload: aboutRequest.extend({ excerpt: z.string() }),
      room: 'technician',
    },
    'notification:due': {
      summary:
        'The date of a request has come: to whose it is, or while it is nobody’s to Available technicians with access to its company.',
      payload: aboutRequest.extend({ dueAt: time }),
      room: 'technician',
    },
    'notification:summary': {
      summary:
        'To somebody who switches to Available, or is when business hours begin, while there is something to do: how many customers wait for a chat, how many requests were left meanwhile, and how many of their own are overdue (G20). Once each time.',
      payload: z.object({
        waiting: z.int().nonnegative(),
        left: z.int().nonnegative(),
        overdue: z.int().nonnegative(),
      }),
      room: 'technician',
    },
    'notification:failed-changed': {
      summary:
        'Notifications could not be sent, or were dealt with; for admins, whose list is to be read again.',
      payload: z.object({}),
      room: 'technician',
    },
  },
});
