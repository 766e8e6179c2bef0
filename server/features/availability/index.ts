import { defineFeature, type PublishContext } from '../feature.ts';
import { findPortal } from '../portals/index.ts';
import { touchTechnicians, withAccess } from '../technicians/index.ts';
import { handlers } from './availability.handlers.ts';
import { availabilityView } from './availability.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** `switched`: Available / Unavailable may differ, not just the sound. */
    'availability.changed': { technicianId: string; switched: boolean };
  }
}

const tell = async (account: string, technicianId: string, { db, push }: PublishContext): Promise<void> => {
  const view = await availabilityView(db, account, technicianId);
  if (view) push.to('technician', technicianId, 'availability:changed', view);
};

/** A technician's own switch, and the Status menu around it. */
export const availability = defineFeature({
  name: 'availability',
  handlers,
  reactions: {
    'portal.created': ({ account }, { db }) => touchTechnicians(db, account),
  },
  actors: { 'availability.changed': ({ technicianId, switched }) => (switched ? technicianId : null) },
  publishers: {
    'availability.changed': ({ account, technicianId }, context) => tell(account, technicianId, context),
    'technician.changed': ({ account, technicianId }, context) => tell(account, technicianId, context),
    'portal.created': async ({ account, portalId }, context) => {
      const portal = await findPortal(context.db, account, portalId);
      if (!portal) return;
      for (const id of await withAccess(context.db, account, portal.company_id))
        await tell(account, id, context);
    },
  },
});
