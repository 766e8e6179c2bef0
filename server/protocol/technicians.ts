import { z } from 'zod';
import { define } from './define.ts';
import { commandId, email, id, name, newPassword, time, token, version } from './fields.ts';
import { named } from './names.ts';

const role = named('Role', z.enum(['technician', 'admin']));
/** To which companies: all of the account, also later ones, or the chosen ones alone. */
export const access = named(
  'Access',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('chosen'), companyIds: z.array(id).max(5000) }),
  ]),
);

export const technician = named(
  'Technician',
  z.object({
    id,
    name,
    email,
    role,
    access,
    /** `invited` until the link was used. */
    state: z.enum(['invited', 'active', 'disabled']),
    available: z.boolean(),
    /** Has a console open; one that a dead server held is over within 30 s. */
    connected: z.boolean(),
    /** Of their last console; null while connected, or where there was none yet. */
    lastSeenAt: time.nullable(),
    /** Has an authenticator app or a passkey. */
    secondFactor: z.boolean(),
    createdAt: time,
    version,
  }),
);

const invitation = named('Invitation', z.object({ url: z.string(), expiresAt: time }));

/** The people who answer: invited by link, with a role and access to companies. */
export default define({
  commands: {
    'technician:list': {
      summary: 'Technicians and admins of the account, by name.',
      http: { method: 'GET', path: '/api/technicians' },
      input: z.object({}),
      output: z.object({ technicians: z.array(technician) }),
      permission: 'technician.manage',
      scope: 'account',
    },
    'technician:invite': {
      summary: 'Add a technician; answers a one-time link with which they choose a password.',
      input: z.object({ commandId, name, email, role, access }),
      output: z.object({ technician, invitation }),
      permission: 'technician.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
      secret: true,
    },
    'technician:renew-link': {
      summary:
        'A new one-time link for a technician who cannot sign in; earlier links stop working. It sets a new password and keeps the second factor. Not for oneself.',
      input: z.object({ commandId, technicianId: id }),
      output: invitation,
      errors: ['not_found'],
      permission: 'technician.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
      secret: true,
    },
    'technician:update': {
      summary: 'Change role, access or name, disable or enable. Open consoles follow at once.',
      input: z.object({
        commandId,
        technicianId: id,
        version,
        name: name.optional(),
        role: role.optional(),
        access: access.optional(),
        disabled: z.boolean().optional(),
      }),
      output: technician,
      errors: ['not_found', 'stale'],
      permission: 'technician.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
    'invitation:get': {
      summary: 'Whom a one-time link is for. The token travels in the body, never in a URL.',
      input: z.object({ token }),
      output: z.object({ name, email, account: name, purpose: z.enum(['invitation', 'reset']) }),
      errors: ['link_invalid'],
      permission: 'anyone',
      scope: 'none',
      limit: { burst: 20, seconds: 60, by: 'address' },
      offered: ['rest'],
    },
    'invitation:accept': {
      summary: 'Choose a password with a one-time link; then sign in with it.',
      input: z.object({ commandId, token, password: newPassword }),
      output: z.object({ email }),
      errors: ['link_invalid', 'busy'],
      permission: 'anyone',
      scope: 'none',
      changes: 'once',
      audited: true,
      limit: { burst: 10, seconds: 60, by: 'address' },
      offered: ['rest'],
    },
  },
  events: {
    'technician:changed': {
      summary:
        'A technician was edited, switched, connected or left; for admins, whose list is to be read again.',
      payload: z.object({ technicianId: id }),
      room: 'technician',
    },
  },
});
