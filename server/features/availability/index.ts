import type { EventName } from '#protocol/index';
import { defineFeature, type PublishContext } from '../feature.ts';
import { findPortal } from '../portals/index.ts';
import { touchTechnicians, withAccess } from '../technicians/index.ts';
import { handlers } from './availability.handlers.ts';
import { reminderAfter, reminderAtEnd } from './availability.settings.ts';
import { availabilityView, availableTechnicians } from './availability.store.ts';
import { answered, beginAnew, remind, remindAtEnd } from './reminder.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** `switched`: Available / Unavailable may differ, not just the sound. */
    'availability.changed': { technicianId: string; switched: boolean };
    /** Has been Available for long without doing anything, or still is when business hours are over. */
    'availability.reminded': { technicianId: string };
    /** Was reminded, and is there. */
    'availability.answered': { technicianId: string };
    /** Somebody who was reminded did something, whatever it is. */
    'technician.acted': { technicianId: string };
  }
}

type Own = Extract<EventName, 'availability:changed' | 'availability:reminder'>;

const tell = async (
  account: string,
  technicianId: string,
  { db, push }: PublishContext,
  event: Own = 'availability:changed',
): Promise<void> => {
  const view = await availabilityView(db, account, technicianId);
  // Who has answered meanwhile is not reminded any more.
  if (view && (event !== 'availability:reminder' || view.idleSince !== null))
    push.to('technician', technicianId, event, view);
};

/** A technician's own switch, and the Status menu around it. */
export const availability = defineFeature({
  name: 'availability',
  handlers,
  settings: [reminderAfter, reminderAtEnd],
  jobs: [remind],
  reactions: {
    'portal.created': ({ account }, { db }) => touchTechnicians(db, account),
    'availability.changed': async (event, context) => {
      if (event.switched) await beginAnew(context, event);
    },
    'availability.answered': (event, context) => beginAnew(context, event),
    'portal.hours-changed': (event, context) => remindAtEnd(context, event),
    'technician.acted': (event, context) => answered(context, event),
    'setting.changed': async ({ account, key }, context) => {
      if (key !== reminderAfter.key) return;
      for (const technicianId of await availableTechnicians(context.db, account))
        await beginAnew(context, { account, technicianId });
    },
  },
  actors: {
    'availability.changed': ({ technicianId, switched }) => (switched ? technicianId : null),
    'availability.reminded': ({ technicianId }) => technicianId,
    'availability.answered': ({ technicianId }) => technicianId,
  },
  publishers: {
    'availability.changed': ({ account, technicianId }, context) => tell(account, technicianId, context),
    'availability.reminded': ({ account, technicianId }, context) =>
      tell(account, technicianId, context, 'availability:reminder'),
    'availability.answered': ({ account, technicianId }, context) => tell(account, technicianId, context),
    'technician.changed': ({ account, technicianId }, context) => tell(account, technicianId, context),
    'portal.created': async ({ account, portalId }, context) => {
      const portal = await findPortal(context.db, account, portalId);
      if (!portal) return;
      for (const id of await withAccess(context.db, account, portal.company_id))
        await tell(account, id, context);
    },
  },
});
