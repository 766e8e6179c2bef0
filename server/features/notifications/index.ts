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
  if (!request || request.status !== 'new' || !announces(request)) return;
  const { number, name: customer, companyName: company } = request;
  const available = await withAccess(db, account, request.company_id, true);
  const told = available.filter((id) => id !== by);
  push.to('technician', told, 'notification:request', { requestId, number, customer, company });
};

/** Who is told of what. */
export const notifications = defineFeature({
  name: 'notifications',
  handlers,
  jobs: [announceJob, notifyJob],
  reactions: {
    'request.opened': (event, context) => announceLater(context, event),
    'request.returned': (event, context) => announceLater(context, event),
    'job.given-up': async ({ account, kind }, { emit }) => {
      if (kind === notifyJob.kind) emit({ type: 'notification.failed', account });
    },
  },
  publishers: {
    'availability.changed': async ({ account, technicianId, switched }, { db, push }) => {
      const me = switched ? await loadTechnician(db, { id: '', account, subjectId: technicianId }) : null;
      if (!me?.available) return;
      const found = await countNew(db, me);
      if (found.waiting + found.left > 0) push.to('technician', me.id, 'notification:summary', found);
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
    'request.transferred': async ({ account, requestId, from }, { db, push }) => {
      const request = await findRequest(db, account, requestId);
      if (!request?.technician_id) return;
      const { number, name: customer, companyName: company } = request;
      const told = { requestId, number, customer, company, from };
      push.to('technician', request.technician_id, 'notification:transfer', told);
    },
  },
});
