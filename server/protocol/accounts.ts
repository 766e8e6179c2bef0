import { z } from 'zod';
import { define } from './define.ts';
import {
  commandId,
  email,
  id,
  known,
  language,
  name,
  newPassword,
  password,
  same,
  token,
  version,
} from './fields.ts';
import { named } from './names.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** Who is signed in to the console and what they may do. */
export const session = named(
  'Session',
  z.object({
    technician: z.object({
      id,
      name,
      email,
      role: z.enum(['technician', 'admin']),
      language: language.nullable(),
    }),
    account: z.object({ id, name }),
    permissions: z.array(z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]])),
    /** The account asks for a second factor there is none of: nothing is allowed but to set one up. */
    mustSecure: z.boolean(),
    version,
  }),
);

/** Set-up of accounts, and the own profile of technicians and admins. */
export default define({
  commands: {
    'account:set-up': {
      summary: 'Create the first account and its admin with the one-time link the server printed.',
      input: z.object({ commandId, token, account: name, name, email, password: newPassword }),
      output: z.object({ email }),
      errors: ['link_invalid'],
      permission: 'anyone',
      scope: 'none',
      changes: 'once',
      audited: true,
      limit: { burst: 10, seconds: 60, by: 'address' },
      offered: ['rest'],
    },
    'session:get': {
      summary: 'The signed-in technician. Over a socket, changes are pushed as `session:changed`.',
      http: { method: 'GET', path: '/api/session' },
      input: z.object({ version: known }),
      output: z.union([session, same]),
      permission: 'session.own',
      scope: 'own',
      subscribes: 'technician',
    },
    'session:end': {
      summary: 'Sign out: ends the session, its cookie and its sockets. Repeating it changes nothing.',
      input: z.object({}),
      output: z.object({}),
      permission: 'session.own',
      scope: 'own',
      changes: 'freely',
      audited: true,
      offered: ['rest'],
    },
    'profile:update': {
      summary: 'Change the own name or language.',
      input: z.object({ commandId, name: name.optional(), language: language.nullable().optional() }),
      output: session,
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
    'profile:change-password': {
      summary: 'Set a new password; every other session of the technician ends.',
      input: z.object({ commandId, current: password, password: newPassword }),
      output: z.object({}),
      errors: ['too_many_attempts', 'busy'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
      limit: { burst: 10, seconds: 60, by: 'actor' },
    },
  },
  events: {
    'session:changed': {
      summary: 'Name, role, access or language of the signed-in technician changed: the new snapshot.',
      payload: session,
      room: 'technician',
    },
  },
});
