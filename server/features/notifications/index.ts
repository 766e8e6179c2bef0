import { defineFeature, type PublishContext } from '../feature.ts';
import { countNew, findRequest } from '../requests/index.ts';
import { loadTechnician, withAccess, withPermission } from '../technicians/index.ts';
import { handlers } from './notifications.handlers.ts';
import { announces } from './notifications.rules.ts';
import { announceJob, announceLater, notifyJob } from './notify.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** Some could not be sent, or were dealt with. */
    'notification.failed': object;
  }
}

/** To the consoles of whoever it is for, but not of who gave it back. */
const announce = async (
  { account, requestId, by }: { account: string; requestId: string; by?: string | null },
  { db, push }: PublishContext,
): Promise<void> => {
  const request = await findRequest(db, account, requestId);
  if (!request || !announces(request)) return;
  const { number, name: customer, companyName: company } = request;
  const available = await withAccess(db, account, request.company_id, true);
  const told = available.filter((id) => id !== by);
  push.to('technician', told, 'notification:request', { requestId, number, customer, company });
};

/** What waits, to somebody who can answer from now on: one summary (G20). */
const summarize = async (
  account: string,
  technicianId: string,
  { db, push }: PublishContext,
): Promise<void> => {
  const me = await loadTechnician(db, { id: '', account, subjectId: technicianId });
  if (!me?.available) return;
  const found = await countNew(db, me);
  if (found.waiting + found.left > 0) push.to('technician', me.id, 'notification:summary', found);
};

/** Who is told of what. */
export const notifications = defineFeature({
  name: 'notifications',
  handlers,
  jobs: [announceJob, notifyJob],
  reactions: {
    'request.opened': (event, context) => announceLater(context, event),
    'request.returned': (event, context) => announceLater(context, event),
    'request.assigned': (event, context) => announceLater(context, event),
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
    'request.assigned': async ({ account, requestId, to, from }, { db, push }) => {
      const request = await findRequest(db, account, requestId);
      if (!request || !announces(request, to)) return;
      const { number, name: customer, companyName: company } = request;
      const told = { requestId, number, customer, company };
      if (from === null)
        push.to('technician', to, 'notification:assigned', { ...told, excerpt: request.excerpt });
      else push.to('technician', to, 'notification:transfer', { ...told, from });
    },
  },
});
