import type { Db } from '../../platform/database/index.ts';
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
import {
  announcement,
  concerns,
  requestNotification,
  type About,
  type Announcement,
  type RequestNotification,
} from './notifications.rules.ts';

const HOOKS: Record<About, string> = {
  waits: 'request.opened',
  assigned: 'request.assigned',
  due: 'request.due',
};

const messageFor = (
  deps: Pick<Deps, 'urls'>,
  request: RequestRow,
  { now, about }: { now: number; about: About },
  language: string,
): Message => {
  const { id, number, name: customer, companyName: company, excerpt, phone } = request;
  const url = `${deps.urls.console}/requests/${id}`;
  const say = phrase([language]);
  const who = { customer, company };
  const said = {
    waits: say('request_asks', who),
    assigned: say('request_assigned', who),
    due: say('request_due', who),
  };
  const subject = say('request_subject', { number, ...who });
  const paragraphs = [
    said[about],
    excerpt,
    ...(phone === null ? [] : [say('request_call', { phone })]),
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
      type: HOOKS[about],
      data: { requestId: id, number, ...who, excerpt, url, ...(phone !== null && { phone }) },
    },
    push: { tag: id, url },
  };
};

/**
 * Where a notification still goes when its turn comes: it concerns the technician, who is Available, has access, and
 * wants it there. What was late because a mail server was down would only disturb (G11, G12, G14).
 */
const destination = async (
  { database: { read } }: Pick<Deps, 'database'>,
  { account, requestId, methodId, about }: RequestNotification,
): Promise<{ method: ContactMethodRow; request: RequestRow } | null> => {
  const request = await findRequest(read, account, requestId);
  const method = await findMethod(read, account, methodId);
  if (!request || !method || !concerns(about, request, method.technician_id)) return null;
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
    const { about, since } = notification;
    const owner = await findRecipient(deps.database.read, method.account, method.technician_id);
    const message = messageFor(deps, request, { now, about }, owner?.language ?? 'en');
    return deliver(deps, method, { ...message, id: `${request.id}.${since}.${method.id}` }, signal);
  },
  run: async ({ account, methodId }, context, outcome) => {
    const method = outcome === 'gone' ? await findMethod(context.db, account, methodId) : null;
    if (!method) return;
    await removeMethod(context.db, account, methodId);
    await tellChanged(context, method);
  },
};

/** Technicians who are told of a request now: it concerns them, they are Available and have access. */
export const whomToTell = async (
  db: Db,
  request: RequestRow,
  about: About,
  by?: string | null,
): Promise<string[]> => {
  const available = await withAccess(db, request.account, request.company_id, true);
  return available.filter((id) => id !== by && concerns(about, request, id));
};

/** Whoever is to be told, by every contact method they have ticked (G11, G14). */
export const announceJob: Job<Announcement> = {
  ...announcement,
  run: async ({ account, requestId, about, by, since }, context) => {
    const { db, now } = context;
    const request = await findRequest(db, account, requestId);
    const told = request ? await whomToTell(db, request, about, by) : [];
    for (const method of await methodsInUse(db, account, told)) {
      if (!(await mayBeSent(context, method))) continue;
      const payload = { account, requestId, methodId: method.id, about, since };
      await schedule(context, notifyJob, { account, key: `${requestId} ${method.id}`, payload, at: now });
    }
  },
};

/** In the transaction of its cause one row, however many are told: who asks for help waits for nobody's mailbox. */
export const announceLater = (
  context: Changing,
  { account, requestId, by }: { account: string; requestId: string; by?: string | null },
  about: About,
): Promise<void> => {
  const payload = { account, requestId, about, by, since: context.now };
  return schedule(context, announceJob, { account, key: requestId, payload, at: context.now });
};
