import { isCustomer, reaches } from '../actor.ts';
import { defineFeature, type PublishContext, type RecordPolicy } from '../feature.ts';
import { findTechnician, loadTechnician, withAccess } from '../technicians/index.ts';
import { assignWaiting } from './assignment.ts';
import { changeAndTell, followPortal, presentOwn, returnToQueue } from './request-changes.ts';
import { technicianHandlers } from './requests.handlers.ts';
import { canSee, visitorRefusal, workRefusal } from './requests.rules.ts';
import {
  bumpQueue,
  findRequest,
  findStanding,
  inProgress,
  presentRequest,
  type RequestRow,
} from './requests.store.ts';
import { followDue, tellDue } from './due.ts';
import { listVersion } from './request-lists.store.ts';
import { tellQueue } from './queue.ts';
import { assignment, capacity, dueAfter, returnAfter } from './requests.settings.ts';
import { followPresence, returnChats } from './return-chats.ts';
import { visitorHandlers } from './visitor.handlers.ts';
import { followWaiting, offerToLeave } from './waiting-offer.ts';

export { countArrival } from './request-lists.store.ts';
export { findRequest, lastMessage, type RequestRow } from './requests.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'request.opened': { requestId: string };
    'request.changed': { requestId: string };
    /** A technician has it who did not take it. `from`: the name of who handed it over; null: it was their turn. */
    'request.assigned': { requestId: string; from: string | null };
    /** The date has come by which it was to be worked on. */
    'request.due': { requestId: string };
    /** Waits for a technician again; `by`: who gave it back. */
    'request.returned': { requestId: string; by: string | null };
  }
}

/** Who has a part in a request's thread (G26). */
const policy: RecordPolicy = async (db, actor, recordId) => {
  const row = actor.account === null ? null : await findStanding(db, actor.account, recordId);
  if (!row) return null;
  if (isCustomer(actor) && row.visitor_id === actor.id)
    return {
      side: 'customer',
      name: row.name,
      speaks: true,
      refusal: visitorRefusal(row, row.portalStatus),
    };
  if (actor.kind === 'technician' && canSee(actor, row))
    return {
      side: 'technician',
      name: actor.name,
      speaks: row.technician_id === actor.id,
      refusal: workRefusal(actor, row),
    };
  return null;
};

/** The request to the visitor and to each technician who may see it; to the others, that it is gone. */
const tell = async (account: string, requestId: string, { db, push }: PublishContext): Promise<void> => {
  const row = await findRequest(db, account, requestId);
  if (!row) return;
  push.to('visitor', row.visitor_id, 'request:own-changed', { request: presentOwn(row) });
  const available = await withAccess(db, account, row.company_id, true);
  const others = await withAccess(db, account, row.company_id, false);
  const seeing = row.status === 'new' ? available : [...available, ...others];
  push.to('technician', seeing, 'request:changed', { request: presentRequest(row) });
  if (row.status !== 'new') return;
  push.to('technician', others, 'request:removed', { requestId });
  // Back in the queue it is not for those who looked on while Unavailable (G12).
  await push.recheck('thread', row.thread_id);
};

/** A technician's own access or availability changed: their lists are to be read again. */
const tellList = async (
  account: string,
  technicianId: string,
  { db, push }: PublishContext,
): Promise<void> => {
  const me = await loadTechnician(db, { id: '', account, subjectId: technicianId });
  if (me) push.to('technician', me.id, 'request:list-changed', { version: await listVersion(db, me) });
};

/** Customers' requests: opened from a portal, taken, answered and closed by technicians. */
export const requests = defineFeature({
  name: 'requests',
  handlers: { ...visitorHandlers, ...technicianHandlers },
  records: { request: policy },
  settings: [returnAfter, assignment, capacity, dueAfter],
  jobs: [offerToLeave, returnChats, tellDue],
  reactions: {
    'request.changed': async (event, context) => {
      await assignWaiting(context, event);
      await followWaiting(context, event);
      await followDue(context, event);
    },
    'presence.changed': async ({ account, technicianId }, context) => {
      await followPresence(context, { account, technicianId });
      await assignWaiting(context, { account });
    },
    'availability.changed': async (event, context) => {
      if (event.switched) await assignWaiting(context, event);
    },
    'setting.changed': async (event, context) => {
      if (event.key === assignment.key || event.key === capacity.key) await assignWaiting(context, event);
    },
    'portal.changed': async ({ account, portalId, closing }, context) =>
      followPortal(context, await inProgress(context.db, account, { portalId }), closing),
    'technician.changed': async ({ account, technicianId }, context) => {
      const row = await findTechnician(context.db, account, technicianId);
      const me = row && (await loadTechnician(context.db, { id: '', account, subjectId: technicianId }));
      const own = await inProgress(context.db, account, { technicianId });
      const isTheirs = (request: RequestRow) => me && reaches(me, 'request.work', request.company_id);
      await returnToQueue(
        context,
        own.filter((request) => !isTheirs(request)),
      );
      // Their name may be another: customers see it in the chat.
      for (const request of own.filter(isTheirs)) await changeAndTell(context, request, {}, null);
      await assignWaiting(context, { account });
    },
    'company.renamed': ({ account }, { db }) => bumpQueue(db, account),
  },
  publishers: {
    'request.changed': async ({ account, requestId }, context) => {
      await tell(account, requestId, context);
      await tellQueue(account, context);
    },
    'technician.changed': ({ account, technicianId }, context) => tellList(account, technicianId, context),
    'availability.changed': async ({ account, technicianId, switched }, context) => {
      if (!switched) return;
      await tellList(account, technicianId, context);
      await tellQueue(account, context);
    },
  },
});
