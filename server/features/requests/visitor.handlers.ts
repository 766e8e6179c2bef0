import { AppError, fieldError } from '#protocol/errors';
import type { CommandInput, CommandOutput } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { customer } from '../actor.ts';
import type { Contact, Context, Customer, Feature } from '../feature.ts';
import { emailRequired, findPortal, isLive, type PortalRow } from '../portals/index.ts';
import { resolveSetting } from '../settings/index.ts';
import { append, insertThread, type Entry } from '../threads/index.ts';
import { assignWaiting } from './assignment.ts';
import { dueDate } from './due.ts';
import { placesIn } from './queue.ts';
import { changeAndTell, leftWaiting, presentOwn } from './request-changes.ts';
import { ownRequest } from './requests.handlers.ts';
import { excerptOf, isOver, needsEmail } from './requests.rules.ts';
import { networkHash, refuseBlocked } from './spam.ts';
import * as store from './requests.store.ts';

type OwnAnswer = CommandOutput<'request:leave'>;
type Opening = CommandInput<'request:open'>;
type Asker = Pick<Contact, 'name' | 'email'>;

const visitorAuthor = (row: { visitor_id: string; name: string }): Entry['author'] => ({
  kind: 'visitor',
  id: row.visitor_id,
  name: row.name,
});

/** Ends or changes the own request where its status allows it. */
const change =
  (
    from: 'new' | 'active',
    status: 'kept' | 'abandoned' | 'completed',
    to: (context: Context, row: store.RequestRow) => Promise<store.RequestChange> | store.RequestChange,
  ) =>
  async (input: CommandInput<'request:leave'>, context: Context): Promise<OwnAnswer> => {
    const row = await ownRequest(context, input.requestId);
    if (row.status !== from) throw new AppError('closed');
    // It is a message already.
    if (status === 'kept' && row.origin === 'offline') return { request: presentOwn(row) };
    const line = { status, author: visitorAuthor(row), commandId: input.commandId };
    return { request: presentOwn(await changeAndTell(context, row, await to(context, row), line)) };
  };

/** Who asks: a contact as their website describes them, whatever was typed; a guest by what they typed. */
const askerOf = async (
  db: Db,
  me: Customer,
  { portal, live }: { portal: PortalRow; live: boolean },
  input: Opening,
): Promise<Asker> => {
  if (me.kind === 'contact') return me;
  const { name, email = null } = input;
  if (name === undefined) throw fieldError('name', 'required');
  const asked = await resolveSetting(db, emailRequired, portal.account, portal.company_id);
  if (email === null && needsEmail({ live, emailRequired: asked.value }))
    throw fieldError('email', 'required');
  return { name, email };
};

/** The server decides on every submit, whatever the widget last saw (G22). */
const checkOpening = async (
  context: Context,
  input: Opening,
): Promise<{ portal: PortalRow; live: boolean; previous: store.RequestRow | null; asker: Asker }> => {
  const { db, now } = context;
  const me = customer(context.actor);
  const portal = await findPortal(db, me.account, me.portalId);
  if (!portal) throw new AppError('unknown_portal');
  if (portal.status === 'inactive') throw new AppError('portal_inactive');
  const previous = await store.currentRequest(db, me.account, me.id);
  if (previous && !isOver(previous)) throw new AppError('request_open');
  const live = isLive(portal, now);
  const asker = await askerOf(db, me, { portal, live }, input);
  const company = { account: me.account, companyId: portal.company_id };
  await refuseBlocked(context, company, { id: me.id, email: asker.email });
  return { portal, live, previous, asker };
};

const open = async (context: Context, input: Opening): Promise<OwnAnswer> => {
  const { db, now, actor, emit } = context;
  const me = customer(actor);
  const { portal, live, previous, asker } = await checkOpening(context, input);
  const { account, company_id } = portal;
  const id = newId();
  const threadId = newId();
  await insertThread(db, {
    id: threadId,
    account,
    owner: account,
    company_id,
    record_kind: 'request',
    record_id: id,
    audience: 'public',
    created_at: now,
  });
  await store.insertRequest(db, {
    id,
    account,
    owner: account,
    company_id,
    portal_id: portal.id,
    visitor_id: me.id,
    thread_id: threadId,
    number: await store.nextNumber(db, account),
    status: 'new',
    origin: live ? 'live' : 'offline',
    name: asker.name,
    email: asker.email,
    excerpt: excerptOf(input.text),
    website: input.website ?? null,
    phone: input.phone ?? null,
    due_at: live ? null : await dueDate(context, portal),
    network_hash: networkHash(context.deps.secrets, context.address),
    context: input.context ? JSON.stringify(input.context) : null,
    created_at: now,
    changed_at: now,
    // Goes on from the visitor's last request, so that one number orders all they see.
    version: (previous?.version ?? 0) + 1,
  });
  const author = visitorAuthor({ visitor_id: me.id, name: asker.name });
  const body = { text: input.text };
  await append(
    context,
    { id: threadId, account },
    { kind: 'message', author, commandId: input.commandId, body },
  );
  await store.bumpQueue(db, account);
  emit({ type: 'request.opened', account, requestId: id });
  emit({ type: 'request.changed', account, requestId: id });
  // Here already, so that the answer says it: nobody is shown a queue they do not wait in.
  await assignWaiting(context, { account });
  return { request: presentOwn((await store.findRequest(db, account, id))!) };
};

/** The customers' side of requests. */
export const visitorHandlers: Pick<
  Feature<'requests'>['handlers'],
  | 'request:open'
  | 'request:current'
  | 'request:queue'
  | 'request:leave'
  | 'request:withdraw'
  | 'request:finish'
> = {
  'request:open': { handle: (input, context) => open(context, input) },

  'request:current': {
    handle: async ({ version }, { db, actor }) => {
      const me = customer(actor);
      const row = await store.currentRequest(db, me.account, me.id);
      if (row && row.version === version) return { same: true, version };
      return { request: row && presentOwn(row) };
    },
  },

  'request:queue': {
    handle: async (_input, { db, actor, now }) => {
      const me = customer(actor);
      const places = await placesIn(db, me.account, now);
      return { queue: places.find(({ visitorId }) => visitorId === me.id)?.queue ?? null };
    },
  },

  'request:leave': {
    handle: (input, context) =>
      change('new', 'kept', async (_context, row) => ({
        ...(await leftWaiting(context, row)),
        ...(input.phone !== undefined && { phone: input.phone }),
      }))(input, context),
  },
  'request:withdraw': {
    handle: change('new', 'abandoned', ({ now }, { origin }) => ({
      status: 'abandoned',
      ...(origin === 'live' && { gave_up_at: now }),
    })),
  },
  'request:finish': { handle: change('active', 'completed', () => ({ status: 'completed' })) },
};
