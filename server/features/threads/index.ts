import { defineFeature, type AnyFeature, type Feature } from '../feature.ts';
import { createHandlers, type Records } from './threads.handlers.ts';
import type { Entry, Mark } from './threads.store.ts';

export { append } from './threads.handlers.ts';
export { insertThread, type Entry } from './threads.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'thread.appended': { threadId: string; entry: Entry };
    'thread.marked': { threadId: string; mark: Mark };
    'thread.typing': {
      threadId: string;
      side: Mark['side'];
      name: string;
      typing: boolean;
      connection: string | undefined;
    };
  }
}

/**
 * The one primitive under every conversation. It knows no requests: which records have threads, and who has a part
 * in them, is what the other features say in their manifests.
 */
export const createThreads = (others: readonly AnyFeature[]): Feature<'threads'> => {
  const records: Records = new Map(others.flatMap((feature) => Object.entries(feature.records ?? {})));
  return defineFeature({
    name: 'threads',
    handlers: createHandlers(records),
    publishers: {
      'thread.appended': ({ threadId, entry }, { push }) =>
        push.to('thread', threadId, 'thread:appended', { threadId, entry }),
      'thread.marked': ({ threadId, mark }, { push }) =>
        push.to('thread', threadId, 'thread:marked', { threadId, mark }),
      'thread.typing': ({ threadId, side, name, typing, connection }, { push }) =>
        push.to('thread', threadId, 'thread:typing', { threadId, side, name, typing }, connection),
    },
  });
};
