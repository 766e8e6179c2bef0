import { z } from 'zod';
import { blockKind } from './blocks.ts';
import { define } from './define.ts';
import {
  commandId,
  email,
  id,
  known,
  messageText,
  name,
  optionalText,
  same,
  time,
  version,
} from './fields.ts';
import { ownRequest, queue, request, requestContext } from './request-views.ts';

/** As people write them: what is dialled is for a person to read. */
const callbackPhone = z
  .string()
  .max(40)
  .regex(/^\+?[\d\s()./-]{5,}$/);

const change = (
  summary: string,
  errors: ('already_taken' | 'closed' | 'not_assigned' | 'portal_inactive')[],
) =>
  ({
    summary,
    input: z.object({ commandId, requestId: id }),
    output: z.object({ request }),
    errors: ['not_found', ...errors],
    permission: 'request.work',
    scope: 'company',
    changes: 'once',
    audited: true,
  }) as const;

const ownChange = (summary: string) =>
  ({
    summary,
    input: z.object({ commandId, requestId: id }),
    output: z.object({ request: ownRequest }),
    errors: ['not_found', 'closed'],
    permission: 'portal.visit',
    scope: 'own',
    changes: 'once',
  }) as const;

/** Customers' requests: opened from a portal, taken, answered and closed by technicians. */
export default define({
  commands: {
    'request:open': {
      summary:
        'Ask for help. Live where a technician is Available, else kept. A guest gives a name, and the e-mail address when not live or where the portal asks for it; of a contact both are known, and what is given is not looked at. `phone`: to be called back.',
      input: z.object({
        commandId,
        name: name.optional(),
        email: email.optional(),
        text: messageText,
        phone: callbackPhone.optional(),
        website: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
        context: requestContext.optional(),
      }),
      output: z.object({ request: ownRequest }),
      errors: ['portal_inactive', 'request_open', 'blocked'],
      permission: 'portal.visit',
      scope: 'own',
      changes: 'once',
      limit: { burst: 5, seconds: 600, by: 'actor' },
    },
    'request:current': {
      summary:
        'The own request: the one in progress, or else the last one. Over a socket, changes are pushed as `request:own-changed`.',
      http: { method: 'GET', path: '/api/requests/current' },
      input: z.object({ version: known }),
      output: z.union([z.object({ request: ownRequest.nullable() }), same]),
      permission: 'portal.visit',
      scope: 'own',
      subscribes: 'visitor',
    },
    'request:queue': {
      summary:
        'The own place in the queue, while waiting. Over a socket, `request:queue-changed` tells it whenever somebody comes or goes.',
      http: { method: 'GET', path: '/api/requests/current/queue' },
      input: z.object({}),
      output: z.object({ queue: queue.nullable() }),
      permission: 'portal.visit',
      scope: 'own',
      subscribes: 'visitor',
    },
    'request:leave': {
      ...ownChange('Stop waiting: the request is kept and worked through later. `phone`: to be called back.'),
      input: z.object({ commandId, requestId: id, phone: callbackPhone.optional() }),
    },
    'request:withdraw': ownChange('Take back a request nobody has taken yet.'),
    'request:finish': ownChange('End the own chat.'),
    'request:list': {
      summary:
        'Requests of the companies the technician has access to; new ones only while Available. Over a socket, changes are pushed as `request:changed` and `request:removed`.',
      http: { method: 'GET', path: '/api/requests' },
      input: z.object({
        /** Spam is in `spam` alone. */
        view: z.enum(['all', 'new', 'active', 'completed', 'mine', 'spam']),
        sort: z.enum(['number', 'createdAt', 'customer', 'company', 'status']).optional(),
        descending: z.boolean().optional(),
        search: optionalText(200).optional(),
        /** Rows to skip. */
        offset: z.int().nonnegative().optional(),
        limit: z.int().positive().max(200).optional(),
        /** Only of an answer to the same view, sort, search and page: it says nothing of another. */
        version: known,
      }),
      output: z.union([
        z.object({
          requests: z.array(request),
          /** Rows there are in all. */
          total: z.int(),
          /** New ones and own active ones, for badges. */
          counts: z.object({ new: z.int(), mine: z.int() }),
          version,
        }),
        same,
      ]),
      permission: 'request.work',
      scope: 'company',
      subscribes: 'technician',
    },
    'request:get': {
      summary: 'One request.',
      http: { method: 'GET', path: '/api/requests/:requestId' },
      input: z.object({ requestId: id }),
      output: z.object({ request }),
      errors: ['not_found'],
      permission: 'request.work',
      scope: 'company',
    },
    'request:take': change('Take a new request: it becomes active and one’s own.', [
      'already_taken',
      'closed',
      'portal_inactive',
    ]),
    'request:unassign': change('Give an own request back: it is New again.', ['not_assigned', 'closed']),
    'request:close': change('Close an own request: it is completed.', ['not_assigned', 'closed']),
    'request:set-due': {
      summary:
        'By when a request is to be worked on, or with `null` no date. Of one in progress only by whose it is. When the date comes they are told, or while it is nobody’s everybody who is Available.',
      input: z.object({ commandId, requestId: id, dueAt: time.nullable() }),
      output: z.object({ request }),
      errors: ['not_found', 'not_assigned', 'closed'],
      permission: 'request.work',
      scope: 'company',
      changes: 'once',
      audited: true,
    },
    'request:mark-spam': {
      summary:
        'Mark a request as spam: it is completed, listed apart, and what is named in `block` cannot open another in this company’s portal. One in progress only by whose it is. `spam: false` takes it back, with its blocks.',
      input: z.object({ commandId, requestId: id, spam: z.boolean(), block: z.array(blockKind).max(3) }),
      output: z.object({ request }),
      errors: ['not_found', 'not_assigned'],
      permission: 'request.work',
      scope: 'company',
      changes: 'once',
      audited: true,
    },
    'request:colleagues': {
      summary:
        'Who could take over a request: the other technicians with access to its company, those who are Available first.',
      http: { method: 'GET', path: '/api/requests/:requestId/colleagues' },
      input: z.object({ requestId: id }),
      output: z.object({
        colleagues: z.array(
          z.object({
            id,
            name,
            available: z.boolean(),
            /** Has a console open. */
            connected: z.boolean(),
            /** Requests in progress that are theirs. */
            chats: z.int(),
          }),
        ),
      }),
      errors: ['not_found'],
      permission: 'request.work',
      scope: 'company',
    },
    'request:transfer': {
      summary:
        'Hand an own request to a colleague, who has it at once. `stale`: they are not Available (any more), or have no access.',
      input: z.object({ commandId, requestId: id, technicianId: id }),
      output: z.object({ request }),
      errors: ['not_found', 'not_assigned', 'closed', 'stale'],
      permission: 'request.work',
      scope: 'company',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'request:queue-changed': {
      summary: 'The place in the queue, to everybody who waits in it.',
      payload: z.object({ requestId: id, queue }),
      room: 'visitor',
    },
    'request:own-changed': {
      summary: 'What the visitor sees of their request changed: the new snapshot.',
      payload: z.object({ request: ownRequest }),
      room: 'visitor',
    },
    'request:changed': {
      summary: 'A request the technician may see is new or changed.',
      payload: z.object({ request }),
      room: 'technician',
    },
    'request:removed': {
      summary: 'A request is no longer for this technician to see.',
      payload: z.object({ requestId: id }),
      room: 'technician',
    },
    'request:list-changed': {
      summary: 'Many rows may differ (access or availability changed): read the list again.',
      payload: z.object({ version }),
      room: 'technician',
    },
  },
});
