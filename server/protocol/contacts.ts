import { z } from 'zod';
import { define } from './define.ts';
import { commandId, id, name, optionalText, time, token } from './fields.ts';
import { named } from './names.ts';
import { knownAs } from './visitors.ts';

/** How an identity token may be signed. `HS256`: with a secret both sides know; the others: with a key pair. */
export const algorithm = named('IdentityAlgorithm', z.enum(['HS256', 'EdDSA', 'ES256']));

/** A key a website signs its customers' identity tokens with; its id is the token's `kid`. */
export const identityKey = named(
  'IdentityKey',
  z.object({
    id,
    name,
    algorithm,
    createdAt: time,
    /** By about an hour. */
    lastUsedAt: time.nullable(),
  }),
);

/** Contacts of the clients' companies, and how their websites say who they are (contract S11). */
export default define({
  commands: {
    'contact:identify': {
      summary:
        'Start as the contact a website says it is: a signed token (`kid`, `sub`, `aud`: the portal, `exp` within five minutes, `jti`, `name`, perhaps `email`), which works once. Answers a bearer token for the portal’s own pages; over a socket, the connection is that contact from then on. What is refused is never a guest instead.',
      // 4096: several times what the claims need.
      input: z.object({ commandId, portalId: id, token: z.string().min(1).max(4096) }),
      output: z.object({ token, contact: knownAs }),
      errors: ['unknown_portal', 'origin_refused', 'identity_refused', 'portal_inactive'],
      permission: 'anyone',
      scope: 'portal',
      changes: 'once',
      audited: true,
      secret: true,
      limit: { burst: 300, seconds: 300, by: 'address' },
    },
    'identity-key:list': {
      summary:
        'The keys of a portal, newest first, and programs for a website’s server that sign a token with the newest secret (`HS256`).',
      http: { method: 'GET', path: '/api/portals/:portalId/identity-keys' },
      input: z.object({ portalId: id }),
      output: z.object({
        keys: z.array(identityKey),
        examples: z.object({ node: z.string(), php: z.string(), python: z.string(), dotnet: z.string() }),
      }),
      errors: ['not_found'],
      permission: 'portal.manage',
      scope: 'account',
    },
    'identity-key:create': {
      summary:
        'Add a key. For `HS256` the server makes the secret and shows it once; for the others `publicKey` is given, as PEM or JWK.',
      // 2000: any public key of these kinds is a tenth of it.
      input: z.object({ commandId, portalId: id, name, algorithm, publicKey: optionalText(2000).optional() }),
      output: z.object({ key: identityKey, secret: z.string().nullable() }),
      errors: ['not_found'],
      permission: 'portal.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
      secret: true,
    },
    'identity-key:delete': {
      summary: 'Take a key away: tokens signed with it are refused, and sessions it vouched for end at once.',
      input: z.object({ commandId, keyId: id }),
      output: z.object({}),
      errors: ['not_found'],
      permission: 'portal.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
  },
  events: {},
});
