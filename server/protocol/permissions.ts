/** Everything somebody can be allowed. A command names exactly one; kinds of actor are sets of them. */
export const PERMISSIONS = {
  anyone: 'Needs no session.',
  'portal.visit': 'Ask for help in one portal and follow the own request.',
  'thread.take-part': 'Read and write in the threads one has a part in.',
  'request.work': 'See, take, answer and close requests of the companies one has access to.',
  'session.own': 'See and end the own sessions; secure the own sign-in.',
  'profile.own': 'See and change the own profile and availability.',
  'portal.manage': 'Create and configure portals; see their codes and URLs.',
  'company.manage': 'Create and change companies.',
  'technician.manage': 'Invite technicians and change their role and access.',
  'setting.manage': 'Change settings of the account and of companies.',
  'report.view': 'See what was missed, and how long customers waited.',
} as const;
export type Permission = keyof typeof PERMISSIONS;

export const ROLE_PERMISSIONS = {
  technician: ['thread.take-part', 'request.work', 'session.own', 'profile.own'],
  admin: [
    'thread.take-part',
    'request.work',
    'session.own',
    'profile.own',
    'portal.manage',
    'company.manage',
    'technician.manage',
    'setting.manage',
    'report.view',
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof ROLE_PERMISSIONS;

/** A guest of a portal: both for their own requests alone. */
export const GUEST_PERMISSIONS = [
  'portal.visit',
  'thread.take-part',
] as const satisfies readonly Permission[];

/** A contact of a company, by the permission set they have. */
export const CONTACT_PERMISSIONS = {
  contact: ['portal.visit', 'thread.take-part'],
} as const satisfies Record<string, readonly Permission[]>;

export type ContactSet = keyof typeof CONTACT_PERMISSIONS;
