import { z } from 'zod';
import { session } from './accounts.ts';
import { define, type CommandSpec } from './define.ts';
import { commandId, id, name, password, text, time, token } from './fields.ts';
import { named } from './names.ts';
import { assertion, creationOptions, registration, requestOptions } from './passkeys.ts';

/** Six digits, as every authenticator app shows them. */
const code = z.string().regex(/^\d{6}$/);
/** Two groups of five; hyphen, spaces and case do not matter. */
const recoveryCode = z.string().min(10).max(20);

const passkey = named(
  'Passkey',
  z.object({ id, name, createdAt: time, lastUsedAt: time.nullable() }),
  'A passkey of the signed-in technician.',
);

/** How somebody's sign-in is secured. */
const security = named(
  'Security',
  z.object({
    authenticatorApp: z.boolean(),
    passkeys: z.array(passkey),
    /** Recovery codes not used yet. */
    recoveryCodes: z.int().nonnegative(),
    /** The account asks for a second factor. */
    required: z.boolean(),
  }),
);

/** Shown once: for the first second factor of a person, and whenever they ask for new ones. */
const recoveryCodes = z.array(z.string());
/** After a second factor was added; with the first one come recovery codes. */
const secured = z.object({ security, recoveryCodes: recoveryCodes.nullable() });

/** The password was right; the second factor is next. */
const secondStep = named(
  'SecondStep',
  z.object({
    token,
    expiresAt: time,
    methods: z.array(z.enum(['totp', 'passkey', 'recovery'])),
    /** For the method `passkey`. */
    passkey: requestOptions.nullable(),
  }),
);

const own = { permission: 'session.own', scope: 'own' } as const satisfies Partial<CommandSpec>;
/** Changes how one signs in: says the password again, so that an open console alone is not enough. */
const sensitive = {
  ...own,
  errors: ['too_many_attempts', 'busy'],
  changes: 'once',
  audited: true,
  limit: { burst: 20, seconds: 60, by: 'actor' },
} as const satisfies Partial<CommandSpec>;
const signingIn = {
  permission: 'anyone',
  scope: 'none',
  changes: 'freely',
  audited: true,
  limit: { burst: 30, seconds: 60, by: 'address' },
  offered: ['rest'],
} as const satisfies Partial<CommandSpec>;
const managing = {
  permission: 'technician.manage',
  scope: 'account',
  changes: 'once',
  audited: true,
  errors: ['not_found'],
} as const satisfies Partial<CommandSpec>;

/** Password, second factor, passkeys, and the sessions that come of them. */
export default define({
  commands: {
    'session:create': {
      ...signingIn,
      summary:
        'Sign in to the console with e-mail address and password. Sets the session cookie, or answers that a second factor is next. Repeating it makes another session.',
      input: z.object({ email: text(254), password, accountId: id.optional() }),
      output: z.union([session, z.object({ secondStep })]),
      errors: ['wrong_credentials', 'choose_account', 'too_many_attempts', 'busy'],
    },
    'session:confirm': {
      ...signingIn,
      summary:
        'The second factor after the password, or a passkey alone after `session:challenge`; sets the session cookie. A token works once: repeating it is refused.',
      input: z.object({
        token,
        proof: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('totp'), code }),
          z.object({ kind: z.literal('recovery'), code: recoveryCode }),
          z.object({ kind: z.literal('passkey'), response: assertion }),
        ]),
      }),
      output: z.object({
        session,
        /** After a recovery code: how many are left. */
        recoveryCodesLeft: z.int().nonnegative().nullable(),
      }),
      errors: ['wrong_code', 'step_expired', 'too_many_attempts'],
    },
    'session:challenge': {
      ...signingIn,
      summary: 'What a passkey signs to sign in without a password. Repeating it makes another challenge.',
      input: z.object({}),
      output: z.object({ token, passkey: requestOptions }),
      audited: false,
    },
    'session:list': {
      ...own,
      summary: 'The own sessions, last used first.',
      http: { method: 'GET', path: '/api/sessions' },
      input: z.object({}),
      output: z.object({
        sessions: z.array(
          z.object({
            id,
            current: z.boolean(),
            createdAt: time,
            /** To the hour. */
            lastUsedAt: time,
            address: z.string().nullable(),
            /** The browser, as it calls itself. */
            agent: z.string().nullable(),
          }),
        ),
      }),
    },
    'session:end-other': {
      ...own,
      summary: 'Sign out elsewhere: one other session of the own ones, or all others.',
      input: z.object({ commandId, sessionId: id.optional() }),
      output: z.object({ ended: z.int().nonnegative() }),
      changes: 'once',
      audited: true,
      errors: ['not_found'],
    },
    'security:get': {
      ...own,
      summary: 'How the own sign-in is secured.',
      http: { method: 'GET', path: '/api/security' },
      input: z.object({}),
      output: security,
    },
    'totp:enrol': {
      ...sensitive,
      summary: 'A secret for an authenticator app, shown once; it counts when a first code confirmed it.',
      input: z.object({ commandId, current: password }),
      output: z.object({ secret: z.string(), uri: z.string() }),
      secret: true,
    },
    'totp:confirm': {
      ...sensitive,
      summary: 'The first code of an authenticator app; every other session of the technician ends.',
      input: z.object({ commandId, code }),
      output: secured,
      errors: ['wrong_code', 'too_many_attempts'],
      secret: true,
    },
    'totp:remove': {
      ...sensitive,
      summary: 'The authenticator app counts no longer.',
      input: z.object({ commandId, current: password }),
      output: security,
    },
    'passkey:offer': {
      ...sensitive,
      summary: 'What the browser needs to make a passkey.',
      input: z.object({ commandId, current: password }),
      output: z.object({ token, options: creationOptions }),
      secret: true,
    },
    'passkey:add': {
      ...sensitive,
      summary: 'A passkey the browser made; with the first second factor every other session ends.',
      input: z.object({ commandId, token, name, response: registration }),
      output: secured,
      errors: ['wrong_code', 'step_expired'],
      secret: true,
    },
    'passkey:remove': {
      ...sensitive,
      summary: 'A passkey counts no longer.',
      input: z.object({ commandId, passkeyId: id, current: password }),
      output: security,
      errors: ['not_found', 'too_many_attempts', 'busy'],
    },
    'recovery-codes:renew': {
      ...sensitive,
      summary: 'New recovery codes, shown once; those before stop working.',
      input: z.object({ commandId, current: password }),
      output: z.object({ security, recoveryCodes }),
      secret: true,
    },
    'technician:end-sessions': {
      ...managing,
      summary: 'Sign a technician out everywhere.',
      input: z.object({ commandId, technicianId: id }),
      output: z.object({ ended: z.int().nonnegative() }),
    },
    'technician:reset-second-factor': {
      ...managing,
      summary:
        'Take away second factor and recovery codes of a technician who lost them; their sessions end. Not for oneself.',
      input: z.object({ commandId, technicianId: id }),
      output: z.object({}),
    },
  },
  events: {},
});
