import { AppError, fieldError } from '#protocol/errors';
import type { CommandInput, CommandOutput } from '#protocol/index';
import { newId } from '../../platform/ids.ts';
import { startSession } from '../../platform/sessions.ts';
import { visitor } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { emailRequired, enterPortal, findPortal, type PortalRow } from '../portals/index.ts';
import { resolveSetting } from '../settings/index.ts';
import { append, insertThread, type Entry } from '../threads/index.ts';
import { changeAndTell, presentOwn } from './request-changes.ts';
import { ownRequest } from './requests.handlers.ts';
import { excerptOf, needsEmail } from './requests.rules.ts';
import * as store from './requests.store.ts';
import { insertVisitor } from './visitors.store.ts';

type OwnAnswer = CommandOutput<'request:leave'>;
type Opening = CommandInput<'request:open'>;

const visitorAuthor = (row: { visitor_id: string; name: string }): Entry['author'] => ({
  kind: 'visitor',
  id: row.visitor_id,
  name: row.name,
});

/** Ends or changes the own request where its status allows it. */
const change =
  (from: 'new' | 'active', to: store.RequestChange, status: 'kept' | 'abandoned' | 'completed') =>
  async (input: CommandInput<'request:leave'>, context: Context): Promise<OwnAnswer> => {
    const row = await ownRequest(context, input.requestId);
    if (row.status !== from) throw new AppError('closed');
    if (to.origin === row.origin) return { request: presentOwn(row) };
    const line = { status, author: visitorAuthor(row), commandId: input.commandId };
    return { request: presentOwn(await changeAndTell(context, row, to, line)) };
  };

/** The server decides on every submit, whatever the widget last saw (G22). */
const checkOpening = async (
  { db, actor }: Context,
  input: Opening,
): Promise<{ portal: PortalRow; previous: store.RequestRow | null }> => {
  const me = visitor(actor);
  const portal = await findPortal(db, me.account, me.portalId);
  if (!portal) throw new AppError('unknown_portal');
  if (portal.status === 'inactive') throw new AppError('portal_inactive');
  const asked = await resolveSetting(db, emailRequired, portal.account, portal.company_id);
  if (input.email === undefined && needsEmail({ live: portal.live === 1, emailRequired: asked.value }))
    throw fieldError('email', 'required');
  const previous = await store.currentRequest(db, me.account, me.id);
  if (previous?.status === 'new' || previous?.status === 'active') throw new AppError('request_open');
  return { portal, previous };
};

const open = async (context: Context, input: Opening): Promise<OwnAnswer> => {
  const { db, now, actor, emit } = context;
  const me = visitor(actor);
  const { portal, previous } = await checkOpening(context, input);
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
    origin: portal.live === 1 ? 'live' : 'offline',
    name: input.name,
    email: input.email ?? null,
    excerpt: excerptOf(input.text),
    website: input.website ?? null,
    created_at: now,
    changed_at: now,
    // Goes on from the visitor's last request, so that one number orders all they see.
    version: (previous?.version ?? 0) + 1,
  });
  const author = visitorAuthor({ visitor_id: me.id, name: input.name });
  const body = { text: input.text };
  await append(
    context,
    { id: threadId, account },
    { kind: 'message', author, commandId: input.commandId, body },
  );
  await store.bumpQueue(db, account);
  emit({ type: 'request.opened', account, requestId: id });
  emit({ type: 'request.changed', account, requestId: id });
  return { request: presentOwn((await store.findRequest(db, account, id))!) };
};

/** The visitors' side of requests. */
export const visitorHandlers: Pick<
  Feature<'requests'>['handlers'],
  | 'visitor:create'
  | 'request:open'
  | 'request:current'
  | 'request:leave'
  | 'request:withdraw'
  | 'request:finish'
> = {
  'visitor:create': {
    handle: async ({ portalId }, context) => {
      const portal = await enterPortal(context, portalId);
      if (portal.status === 'inactive') throw new AppError('portal_inactive');
      const id = newId();
      const { account } = portal;
      await insertVisitor(context.db, context.now, { id, account, portalId });
      const session = { kind: 'visitor', account, subjectId: id } as const;
      const { token } = await startSession(context.db, context.deps.secrets, context.now, session);
      context.session.start('visitor', token);
      return { token, visitorId: id };
    },
  },

  'request:open': { handle: (input, context) => open(context, input) },

  'request:current': {
    handle: async ({ version }, { db, actor }) => {
      const me = visitor(actor);
      const row = await store.currentRequest(db, me.account, me.id);
      if (row && row.version === version) return { same: true, version };
      return { request: row && presentOwn(row) };
    },
  },

  'request:leave': { handle: change('new', { origin: 'offline' }, 'kept') },
  'request:withdraw': { handle: change('new', { status: 'abandoned' }, 'abandoned') },
  'request:finish': { handle: change('active', { status: 'completed' }, 'completed') },
};
