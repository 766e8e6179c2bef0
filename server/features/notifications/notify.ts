import { z } from 'zod';
import { phrase } from '../../platform/texts.ts';
import {
  deliver,
  findMethod,
  findRecipient,
  mayBeSent,
  methodsInUse,
  removeMethod,
  tellChanged,
  type ContactMethodRow,
  type Message,
} from '../contact-methods/index.ts';
import type { Changing, Deps, Job } from '../feature.ts';
import { findRequest, type RequestRow } from '../requests/index.ts';
import { schedule } from '../schedule.ts';
import { withAccess } from '../technicians/index.ts';
import { announces, requestNotification, type RequestNotification } from './notifications.rules.ts';

const messageFor = (
  deps: Pick<Deps, 'urls'>,
  request: RequestRow,
  { now, assigned }: { now: number; assigned: boolean },
  language: string,
): Message => {
  const { id, number, name: customer, companyName: company, excerpt } = request;
  const url = `${deps.urls.console}/requests/${id}`;
  const say = phrase([language]);
  const subject = say('request_subject', { number, customer, company });
  const paragraphs = [
    assigned ? say('request_assigned', { customer, company }) : say('request_asks', { customer, company }),
    excerpt,
    say('request_open', { url }),
    say('request_why'),
  ];
  return {
    id,
    at: now,
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    line: `${subject}. ${url}`,
    hook: {
      type: assigned ? 'request.assigned' : 'request.opened',
      data: { requestId: id, number, customer, company, excerpt, url },
    },
    push: { tag: id, url },
  };
};

/**
 * Where a notification still goes when its turn comes: the request waits, or is theirs, and the technician is Available, has access,
 * and wants it there. What was late because a mail server was down would only disturb (G11, G12, G14).
 */
const destination = async (
  { database: { read } }: Pick<Deps, 'database'>,
  { account, requestId, methodId, assigned }: RequestNotification,
): Promise<{ method: ContactMethodRow; request: RequestRow } | null> => {
  const request = await findRequest(read, account, requestId);
  const method = await findMethod(read, account, methodId);
  if (!request || !method || !announces(request, assigned ? method.technician_id : undefined)) return null;
  const inUse = (await methodsInUse(read, account, [method.technician_id])).find(({ id }) => id === methodId);
  const available = await withAccess(read, account, request.company_id, true);
  return inUse && available.includes(inUse.technician_id) ? { method: inUse, request } : null;
};

/** Tells one technician of one request by one contact method. */
export const notifyJob: Job<RequestNotification> = {
  ...requestNotification,
  outside: async (notification, { deps, now, signal }) => {
    const to = await destination(deps, notification);
    if (!to) return 'obsolete';
    const { method, request } = to;
    const owner = await findRecipient(deps.database.read, method.account, method.technician_id);
    const message = messageFor(
      deps,
      request,
      { now, assigned: notification.assigned ?? false },
      owner?.language ?? 'en',
    );
    return deliver(
      deps,
      method,
      { ...message, id: `${request.id}.${notification.since}.${method.id}` },
      signal,
    );
  },
  run: async ({ account, methodId }, context, outcome) => {
    const method = outcome === 'gone' ? await findMethod(context.db, account, methodId) : null;
    if (!method) return;
    await removeMethod(context.db, account, methodId);
    await tellChanged(context, method);
  },
};

interface Announcement {
  account: string;
  requestId: string;
  /** Who gave it back, and need not be told. */
  by?: string | null | undefined;
  /** Whom it was assigned to, who alone is told. */
  to?: string | undefined;
}

/** A request came in, waits again, or was assigned: whoever is told of it, by every contact method they have ticked (G11, G14). */
export const announceJob: Job<Announcement & { since: number }> = {
  kind: 'notification.announce',
  payload: z.object({
    account: z.string(),
    requestId: z.string(),
    by: z.string().nullish(),
    to: z.string().optional(),
    since: z.number(),
  }),
  run: async ({ account, requestId, by, to, since }, context) => {
    const { db, now } = context;
    const request = await findRequest(db, account, requestId);
    if (!request || !announces(request, to)) return;
    const available = await withAccess(db, account, request.company_id, true);
    const told = available.filter((id) => (to === undefined ? id !== by : id === to));
    for (const method of await methodsInUse(db, account, told)) {
      if (!(await mayBeSent(context, method))) continue;
      const payload = { account, requestId, methodId: method.id, since, assigned: to !== undefined };
      await schedule(context, notifyJob, { account, key: `${requestId} ${method.id}`, payload, at: now });
    }
  },
};

/** In the transaction of the request one row, however many are told: who asks for help waits for nobody's mailbox. */
export const announceLater = (
  context: Changing,
  { account, requestId, by, to }: Announcement,
): Promise<void> => {
  const payload = { account, requestId, by, to, since: context.now };
  return schedule(context, announceJob, { account, key: requestId, payload, at: context.now });
};
