import { defineFeature, type PublishContext } from '../feature.ts';
import { countArrival, findRequest } from '../requests/index.ts';
import { loadTechnician, withAccess, withPermission } from '../technicians/index.ts';
import { handlers } from './notifications.handlers.ts';
import type { About } from './notifications.rules.ts';
import { announceJob, announceLater, notifyJob, whomToTell } from './notify.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** Some could not be sent, or were dealt with. */
    'notification.failed': object;
  }
}

/** A request, and the consoles that are told of it. */
const find = async (
  { account, requestId, by }: { account: string; requestId: string; by?: string | null },
  about: About,
  { db }: PublishContext,
) => {
  const request = await findRequest(db, account, requestId);
  if (!request) return null;
  const { number, name: customer, companyName: company } = request;
  return {
    request,
    said: { requestId, number, customer, company },
    ids: await whomToTell(db, request, about, by),
  };
};

/** To the consoles of whoever it is for, but not of who gave it back. */
const announce = async (
  event: { account: string; requestId: string; by?: string | null },
  context: PublishContext,
): Promise<void> => {
  const found = await find(event, 'waits', context);
  if (found) context.push.to('technician', found.ids, 'notification:request', found.said);
};

/** What waits or is overdue, to somebody who can answer from now on: one summary (G20). */
const summarize = async (
  account: string,
  technicianId: string,
  { db, deps, push }: PublishContext,
): Promise<void> => {
  const me = await loadTechnician(db, { id: '', account, subjectId: technicianId });
  if (!me?.available) return;
  const found = await countArrival(db, me, deps.clock.now());
  if (found.waiting + found.left + found.overdue > 0)
    push.to('technician', me.id, 'notification:summary', found);
};

/** Who is told of what. */
export const notifications = defineFeature({
  name: 'notifications',
  handlers,
  jobs: [announceJob, notifyJob],
  reactions: {
    'request.opened': (event, context) => announceLater(context, event, 'waits'),
    'request.returned': (event, context) => announceLater(context, event, 'waits'),
    'request.assigned': (event, context) => announceLater(context, event, 'assigned'),
    'request.due': (event, context) => announceLater(context, event, 'due'),
    'job.given-up': async ({ account, kind }, { emit }) => {
      if (kind === notifyJob.kind) emit({ type: 'notification.failed', account });
    },
  },
  publishers: {
    'availability.changed': async ({ account, technicianId, switched }, context) => {
      if (switched) await summarize(account, technicianId, context);
    },
    'portal.hours-changed': async ({ account, opened }, context) => {
      const told = new Set<string>();
      for (const companyId of opened)
        for (const id of await withAccess(context.db, account, companyId, true)) told.add(id);
      for (const id of told) await summarize(account, id, context);
    },
    'notification.failed': async ({ account }, { db, push }) =>
      push.to(
        'technician',
        await withPermission(db, account, 'technician.manage'),
        'notification:failed-changed',
        {},
      ),
    'request.opened': announce,
    'request.returned': announce,
    'request.assigned': async (event, context) => {
      const found = await find(event, 'assigned', context);
      if (!found) return;
      const { request, said, ids } = found;
      if (event.from !== null)
        context.push.to('technician', ids, 'notification:transfer', { ...said, from: event.from });
      else context.push.to('technician', ids, 'notification:assigned', { ...said, excerpt: request.excerpt });
    },
    'request.due': async (event, context) => {
      const found = await find(event, 'due', context);
      if (!found || found.request.due_at === null) return;
      const { request, said, ids } = found;
      context.push.to('technician', ids, 'notification:due', { ...said, dueAt: request.due_at! });
    },
  },
});
