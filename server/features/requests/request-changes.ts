import { AppError } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import type { Context } from '../feature.ts';
import { findPortal, requestView } from '../portals/index.ts';
import { append, type Entry } from '../threads/index.ts';
import { dueDate } from './due.ts';
import { isDraining, isWaiting, visitorRefusal } from './requests.rules.ts';
import {
  bumpQueue,
  changeRequest,
  findRequest,
  type RequestChange,
  type RequestRow,
} from './requests.store.ts';

type Writing = Pick<Context, 'db' | 'now' | 'emit'>;
export type OwnRequest = NonNullable<
  Extract<CommandOutput<'request:current'>, { request: unknown }>['request']
>;
type Status = Extract<Entry, { kind: 'status' }>['body']['status'];

/** What the visitor sees of their own request. */
export const presentOwn = (row: RequestRow): OwnRequest => {
  const situation = { status: row.portalStatus, live: row.portalLive === 1 };
  return {
    id: row.id,
    threadId: row.thread_id,
    number: row.number,
    status: row.status,
    origin: row.origin,
    kind: requestView(situation, row),
    live: situation.live,
    offered: row.offered_at !== null && isWaiting(row, row.portalStatus),
    draining: isDraining(row, row.portalStatus),
    writable: visitorRefusal(row, row.portalStatus) === null,
    technician: row.technicianName === null ? null : { name: row.technicianName },
    name: row.name,
    createdAt: row.created_at,
    version: row.version,
  };
};

const SYSTEM = { kind: 'system', id: null, name: null } as const;

export const technicianAuthor = ({ id, name }: { id: string; name: string }): Entry['author'] => ({
  kind: 'technician',
  id,
  name,
});

/**
 * Changes a request, writes the status line into its thread, and tells everybody concerned; the one way a request
 * changes. Answers the new row.
 *
 * @throws AppError `already_taken` or `closed` where somebody was first.
 */
export const changeAndTell = async (
  context: Writing,
  row: RequestRow,
  change: RequestChange,
  line: { status: Status; author?: Entry['author']; commandId?: string } | null,
): Promise<RequestRow> => {
  if (!(await changeRequest(context.db, context.now, row, change)))
    throw new AppError(row.status === 'new' ? 'already_taken' : 'closed');
  if (line)
    await append(
      context,
      { id: row.thread_id, account: row.account },
      {
        kind: 'status',
        author: line.author ?? SYSTEM,
        commandId: line.commandId ?? null,
        body: { status: line.status },
      },
    );
  await bumpQueue(context.db, row.account);
  context.emit({ type: 'request.changed', account: row.account, requestId: row.id });
  return (await findRequest(context.db, row.account, row.id))!;
};

/** A request is this technician's from now on: they take it, it was handed to them, or it was assigned to them. */
export const giveTo = (
  context: Writing,
  row: RequestRow,
  to: { id: string; name: string },
  commandId?: string,
): Promise<RequestRow> => {
  // Should it ever wait again, it waits anew.
  const taken_at = row.taken_at ?? context.now;
  const change = { status: 'active', technician_id: to.id, offered_at: null, taken_at } as const;
  const author = technicianAuthor(to);
  return changeAndTell(context, row, change, {
    status: 'taken',
    author,
    ...(commandId === undefined ? {} : { commandId }),
  });
};

/** What becomes of a live request when its customer waits no more, or there is nothing to wait for: a message. */
export const leftWaiting = async (
  context: Pick<Context, 'db' | 'now'>,
  row: RequestRow,
): Promise<RequestChange> => {
  const portal = (await findPortal(context.db, row.account, row.portal_id))!;
  return { origin: 'offline', gave_up_at: context.now, due_at: await dueDate(context, portal) };
};

/** The portal changed: waiting requests are kept or see it, chats finish or are closed (G23). */
export const followPortal = async (
  context: Writing,
  rows: RequestRow[],
  closing: { chats: 'finish' | 'close'; message: string | null } | null,
): Promise<void> => {
  for (const row of rows) {
    if (closing && row.status === 'new' && row.origin === 'live')
      await changeAndTell(context, row, await leftWaiting(context, row), { status: 'kept' });
    else if (closing?.chats === 'close' && row.status === 'active') {
      const thread = { id: row.thread_id, account: row.account };
      if (closing.message !== null)
        await append(context, thread, {
          kind: 'message',
          author: SYSTEM,
          commandId: null,
          body: { text: closing.message },
        });
      await changeAndTell(context, row, { status: 'completed' }, { status: 'completed' });
    } else await changeAndTell(context, row, {}, null);
  }
};

/** A technician lost access, was disabled, or is gone: what they had is New again for the others. */
export const returnToQueue = async (context: Writing, rows: RequestRow[]): Promise<void> => {
  for (const row of rows) {
    await changeAndTell(context, row, { status: 'new', technician_id: null }, { status: 'returned' });
    context.emit({ type: 'request.returned', account: row.account, requestId: row.id, by: null });
  }
};
