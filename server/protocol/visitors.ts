import { z } from 'zod';
import { define } from './define.ts';
import { commandId, email, id, name, time, token } from './fields.ts';
import { named } from './names.ts';

/** Somebody whose website has said who they are; what they may know of that themselves. */
export const knownAs = named('KnownAs', z.object({ id, name, email: email.nullable() }));

/** The people in a portal: guests, and how one goes on in another window of theirs. */
export default define({
  commands: {
    'visitor:create': {
      summary:
        'Start as a guest of a portal, before the first request. Answers a bearer token; over a socket, the connection is that visitor from then on. A repeat makes another guest without effect.',
      input: z.object({ portalId: id }),
      output: z.object({ token, visitorId: id }),
      errors: ['unknown_portal', 'origin_refused', 'portal_inactive'],
      permission: 'anyone',
      scope: 'portal',
      changes: 'freely',
      limit: { burst: 60, seconds: 600, by: 'address' },
    },
    'visitor:hand-over': {
      summary:
        'A code with which another window goes on as the same person; it works once, for a minute. A repeat makes another code.',
      input: z.object({}),
      output: z.object({ code: token, expiresAt: time }),
      permission: 'portal.visit',
      scope: 'own',
      changes: 'freely',
      limit: { burst: 20, seconds: 60, by: 'actor' },
    },
    'visitor:take-over': {
      summary:
        'Go on as the person of a hand-over code, in a session that ends with theirs. `contact`: who they are, where their website has said so; then only the portal’s own pages may ask.',
      input: z.object({ commandId, portalId: id, code: token }),
      output: z.object({ token, visitorId: id, contact: knownAs.nullable() }),
      errors: ['unknown_portal', 'origin_refused', 'link_invalid'],
      permission: 'anyone',
      scope: 'portal',
      changes: 'once',
      secret: true,
      limit: { burst: 60, seconds: 600, by: 'address' },
    },
    'visitor:end': {
      summary:
        'Ends the own session and those that went on from it: their tokens are worth nothing from then on. `everywhere`: all sessions of this person. A repeat finds no session.',
      input: z.object({ everywhere: z.boolean().optional() }),
      output: z.object({}),
      permission: 'portal.visit',
      scope: 'own',
      changes: 'freely',
      offered: ['rest'],
    },
  },
  events: {},
});
