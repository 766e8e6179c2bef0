import { AppError } from '#protocol/errors';
import {
  CONTACT_PERMISSIONS,
  GUEST_PERMISSIONS,
  ROLE_PERMISSIONS,
  type ContactSet,
  type Permission,
  type Role,
} from '#protocol/permissions';
import type { Actor, Anonymous, Customer, Scope, Technician } from './feature.ts';

/** Nobody in particular: may use the commands that need no session. */
export const ANONYMOUS: Anonymous = { kind: 'anonymous', id: null, account: null, grants: new Map() };

const OWN: Scope = { kind: 'own' };

/** What a role may do; `narrowed`: until they have the second factor their account asks for, next to nothing. */
export const permissionsOf = (role: Role, narrowed: boolean): readonly Permission[] =>
  narrowed ? ['session.own'] : ROLE_PERMISSIONS[role];

/** The built-in permission sets as grants; a technician's company access is the scope of their work. */
export const technicianGrants = (
  role: Role,
  access: 'all' | readonly string[],
  narrowed = false,
): Technician['grants'] => {
  const work: Scope = access === 'all' ? { kind: 'account' } : { kind: 'companies', ids: access };
  const scopes: Partial<Record<Permission, Scope>> = {
    'thread.take-part': work,
    'request.work': work,
    'session.own': OWN,
    'profile.own': OWN,
  };
  return new Map(
    permissionsOf(role, narrowed).map((permission) => [
      permission,
      scopes[permission] ?? { kind: 'account' },
    ]),
  );
};

const ownGrants = (permissions: readonly Permission[]): Customer['grants'] =>
  new Map(permissions.map((permission) => [permission, OWN]));

export const GUEST_GRANTS = ownGrants(GUEST_PERMISSIONS);
export const contactGrants = (set: ContactSet): Customer['grants'] => ownGrants(CONTACT_PERMISSIONS[set]);

/** What an actor is called in the answers kept for repeats. */
export const keyOf = ({ kind, id }: Pick<Actor, 'kind' | 'id'>): string =>
  id === null ? 'anonymous' : `${kind}:${id}`;

export const may = (actor: Actor, permission: Permission): boolean =>
  permission === 'anyone' || actor.grants.has(permission);

/** Whether a permission reaches a company. */
export const reaches = (actor: Actor, permission: Permission, companyId: string): boolean => {
  const scope = actor.grants.get(permission);
  return scope?.kind === 'account' || (scope?.kind === 'companies' && scope.ids.includes(companyId));
};

/** The actor as a technician; commands with a technician's permission reach handlers with no other. */
export const technician = (actor: Actor): Technician => {
  if (actor.kind !== 'technician') throw new AppError('forbidden');
  return actor;
};

export const isCustomer = (actor: Actor): actor is Customer =>
  actor.kind === 'visitor' || actor.kind === 'contact';

/** The same for whoever asks for help. */
export const customer = (actor: Actor): Customer => {
  if (!isCustomer(actor)) throw new AppError('forbidden');
  return actor;
};
