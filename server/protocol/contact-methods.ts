import { z } from 'zod';
import { define } from './define.ts';
import { commandId, email, id, known, name, optionalText, same, time, version } from './fields.ts';
import { named } from './names.ts';

export const CONTACT_KINDS = ['email', 'text', 'webhook', 'push'] as const;
const kind = named('ContactKind', z.enum(CONTACT_KINDS));

/** E.164: a plus sign, the country and the number. */
const phone = named('Phone', z.string().regex(/^\+[1-9]\d{6,14}$/), 'E.164, for example +4930123456.');
/** 2,000: longer ones do not pass every proxy. Whether its host may be reached is seen when it is (contract S12). */
const url = z.url({ protocol: /^https?$/ }).max(2000);
/** A key or a secret of a browser's subscription, base64url. */
const key = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/);

/** Where to, by kind. */
const address = named(
  'ContactAddress',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('email'), email }),
    z.object({ kind: z.literal('text'), phone }),
    z.object({ kind: z.literal('webhook'), url }),
    z.object({
      kind: z.literal('push'),
      /** What its owner knows the browser by. */
      browser: name,
      endpoint: url,
      keys: z.object({ p256dh: key, auth: key }),
    }),
  ]),
);

export const contactMethod = named(
  'ContactMethod',
  z.object({
    id,
    kind,
    /** A mail address, a number, a URL, or the name of a browser. */
    address: z.string(),
    /** The code that was sent to it was given; before that nothing else is sent. */
    verified: z.boolean(),
    /** Ticked in the Status menu (G14). */
    chosen: z.boolean(),
    createdAt: time,
  }),
);

const contactMethods = named(
  'ContactMethods',
  z.object({
    methods: z.array(contactMethod),
    /** What can be added here: e-mail and text messages only where the operator has set them up. */
    kinds: z.array(kind),
    /** What a browser subscribes to pushes with (VAPID, base64url). */
    pushKey: z.string(),
    version,
  }),
);

/** How a technician is told of requests, beside the console (G14, G15). */
export default define({
  commands: {
    'contact-method:list': {
      summary: 'The own contact methods. Over a socket, changes are pushed as `contact-method:changed`.',
      http: { method: 'GET', path: '/api/contact-methods' },
      input: z.object({ version: known }),
      output: z.union([contactMethods, same]),
      permission: 'profile.own',
      scope: 'own',
      subscribes: 'technician',
    },
    'contact-method:add': {
      summary:
        'Add a contact method; a code is sent to it. `secret`: for a webhook, what its messages are signed with, shown this once.',
      input: z.object({ commandId, address }),
      output: z.object({ method: contactMethod, secret: z.string().nullable() }),
      errors: ['too_many_attempts'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
      secret: true,
      limit: { burst: 20, seconds: 3600, by: 'actor' },
    },
    'contact-method:send-code': {
      summary: 'Send a new code to a contact method; the one before stops working. Five a day.',
      input: z.object({ commandId, methodId: id }),
      output: z.object({ expiresAt: time }),
      errors: ['not_found', 'too_many_attempts'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
    'contact-method:verify': {
      summary: 'Give the code that was sent: from now on requests are told by this contact method.',
      input: z.object({ commandId, methodId: id, code: optionalText(20) }),
      output: contactMethods,
      errors: ['not_found', 'wrong_code', 'step_expired'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
      limit: { burst: 30, seconds: 600, by: 'actor' },
    },
    'contact-method:choose': {
      summary: 'Tick a contact method in the Status menu, or untick it (G14).',
      input: z.object({ commandId, methodId: id, chosen: z.boolean() }),
      output: contactMethods,
      errors: ['not_found'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
    'contact-method:remove': {
      summary: 'Remove a contact method.',
      input: z.object({ commandId, methodId: id }),
      output: contactMethods,
      errors: ['not_found'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'contact-method:changed': {
      summary: 'The own contact methods changed, here or in another tab: the new snapshot.',
      payload: contactMethods,
      room: 'technician',
    },
  },
});
