import { AppError } from '#protocol/errors';
import { THREAD_PAGE } from '#protocol/version';
import type { Context, Feature, Part, RecordPolicy } from '../feature.ts';
import { advance } from './threads.rules.ts';
import * as store from './threads.store.ts';

export type Records = ReadonlyMap<string, RecordPolicy>;

/** Stores an entry and says so; for features that write into their record's thread. */
export const append = async (
  { db, now, emit }: Pick<Context, 'db' | 'now' | 'emit'>,
  thread: { id: string; account: string },
  entry: store.NewEntry,
): Promise<store.Entry> => {
  const stored = await store.appendEntry(db, now, thread, entry);
  emit({ type: 'thread.appended', account: thread.account, threadId: thread.id, entry: stored });
  return stored;
};

/** Commands over the threads of these records. */
export const createHandlers = (records: Records): Feature<'threads'>['handlers'] => {
  /** The thread and the actor's part in it; foreign and missing are the same. */
  const enter = async (
    { db, actor }: Context,
    threadId: string,
  ): Promise<{ thread: store.ThreadRow; part: Part }> => {
    const thread = actor.account === null ? null : await store.findThread(db, actor.account, threadId);
    const part = thread && (await records.get(thread.record_kind)?.(db, actor, thread.record_id));
    if (!thread || !part) throw new AppError('not_found');
    return { thread, part };
  };

  return {
    'thread:entries': {
      handle: async ({ threadId, after, limit }, context) => {
        const { thread } = await enter(context, threadId);
        const last = await store.lastSequence(context.db, thread);
        return {
          entries: await store.entriesAfter(context.db, thread, after, limit ?? THREAD_PAGE),
          last,
          marks: await store.marksOf(context.db, thread),
        };
      },
    },

    'thread:send': {
      // Its number is taken by one statement; whether it may be sent is the record's, which no message changes.
      touches: ({ threadId }) => threadId,
      handle: async ({ threadId, text, commandId }, context) => {
        const { thread, part } = await enter(context, threadId);
        if (part.refusal) throw new AppError(part.refusal);
        const { kind, id } = context.actor;
        const entry = await append(context, thread, {
          kind: 'message',
          author: { kind: kind === 'technician' ? 'technician' : 'visitor', id, name: part.name },
          commandId,
          body: { text },
        });
        return { entry };
      },
      earlier: async ({ threadId, text, commandId }, { db, actor }) => {
        const sent = actor.id === null ? null : await store.findSent(db, actor, commandId);
        if (!sent) return null;
        const { entry } = sent;
        if (sent.threadId !== threadId || entry.kind !== 'message' || entry.body.text !== text)
          throw new AppError('conflict');
        return { entry };
      },
    },

    'thread:mark': {
      handle: async ({ threadId, delivered, read }, context) => {
        const { thread, part } = await enter(context, threadId);
        if (!part.speaks) return {};
        const before = (await store.marksOf(context.db, thread)).find((mark) => mark.side === part.side);
        const next = advance(before, { delivered, read }, await store.lastSequence(context.db, thread));
        if (!next) return {};
        const mark = { side: part.side, ...next };
        await store.storeMark(context.db, thread, mark);
        context.emit({ type: 'thread.marked', account: thread.account, threadId, mark });
        return {};
      },
    },

    'thread:type': {
      handle: async ({ threadId, typing }, context) => {
        const { thread, part } = await enter(context, threadId);
        if (part.refusal === null)
          context.emit({
            type: 'thread.typing',
            account: thread.account,
            threadId,
            side: part.side,
            name: part.name,
            typing,
            connection: context.connection,
          });
        return {};
      },
    },
  };
};
