import type { Role } from '#protocol/permissions';
import type { Db } from '../../platform/database/index.ts';
import type { Session } from '../../platform/sessions.ts';
import { technicianGrants } from '../actor.ts';
import { defineFeature, type PublishContext, type Technician } from '../feature.ts';
import { handlers } from './technicians.handlers.ts';
import { accessOf, findActive, withPermission } from './technicians.store.ts';

export { anyLapsed, connectedAmong, LEASE, reportConnected } from './presence.store.ts';
export {
  availableReach,
  changeTechnician,
  findActive,
  findByEmail,
  findTechnician,
  insertTechnician,
  makeUnavailable,
  narrowing,
  touchTechnicians,
  withAccess,
  withPermission,
  type TechnicianRow,
} from './technicians.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** Role, access, name or state of a technician. */
    'technician.changed': { technicianId: string };
    /** Their first console has connected, or the last one is gone. */
    'presence.changed': { technicianId: string };
  }
}

/** A technician as an actor, with today's role and access; `null` where they or their account are disabled or gone. */
export const loadTechnician = async (
  db: Db,
  session: Pick<Session, 'id' | 'account' | 'subjectId'>,
): Promise<Technician | null> => {
  const row = await findActive(db, session.account, session.subjectId);
  if (!row) return null;
  return {
    kind: 'technician',
    id: row.id,
    account: row.account,
    sessionId: session.id,
    name: row.name,
    available: row.available === 1,
    reminded: row.available === 1 && row.idle_since !== null,
    grants: technicianGrants(row.role as Role, await accessOf(db, row), row.narrowed === 1),
  };
};

const tellAdmins = async (
  { account, technicianId }: { account: string; technicianId: string },
  { db, push }: PublishContext,
): Promise<void> => {
  const admins = await withPermission(db, account, 'technician.manage');
  push.to('technician', admins, 'technician:changed', { technicianId });
};

/** The people who answer: invited by link, with a role and access to companies. */
export const technicians = defineFeature({
  name: 'technicians',
  handlers,
  actors: { 'technician.changed': ({ technicianId }) => technicianId },
  publishers: {
    'technician.changed': tellAdmins,
    'presence.changed': tellAdmins,
    'availability.changed': tellAdmins,
  },
});
