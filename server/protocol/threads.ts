import { z } from 'zod';
import { define } from './define.ts';
import { commandId, id, messageText, name, time } from './fields.ts';
import { named } from './names.ts';
import { THREAD_PAGE } from './version.ts';

const sequence = z.int().positive();
const author = named(
  'Author',
  z.object({
    kind: z.enum(['visitor', 'technician', 'system']),
    id: id.nullable(),
    name: name.nullable(),
  }),
);

/**
 * One entry of a thread. `sequence` is 1, 2, 3 … without holes (contract R3). Times are shown, never sorted by.
 * `commandId` is the sender's, so that a sender knows its own entry whichever of ack and push comes first.
 */
export const entry = named(
  'Entry',
  z.discriminatedUnion('kind', [
    z.object({
      sequence,
      at: time,
      author,
      commandId: commandId.nullable(),
      kind: z.literal('message'),
      body: z.object({ text: z.string() }),
    }),
    z.object({
      sequence,
      at: time,
      author,
      commandId: commandId.nullable(),
      kind: z.literal('status'),
      body: z.object({
        /**
         * `taken` (a technician joined), `returned` (back to New), `kept` (a waiting request became an offline one),
         * `completed`, `abandoned`.
         */
        status: z.enum(['taken', 'returned', 'kept', 'completed', 'abandoned']),
      }),
    }),
  ]),
);

/** How far one side has received and read. */
export const mark = named(
  'Mark',
  z.object({
    side: z.enum(['customer', 'technician']),
    delivered: z.int().nonnegative(),
    read: z.int().nonnegative(),
  }),
);

/** Ordered, append-only lists of entries; the one primitive under every conversation. */
export default define({
  commands: {
    'thread:entries': {
      summary: `Entries after a sequence number, at most ${THREAD_PAGE} a page. Over a socket, new ones are pushed as \`thread:appended\`.`,
      http: { method: 'GET', path: '/api/threads/:threadId/entries' },
      input: z.object({
        threadId: id,
        /** The last sequence number the reader has. */
        after: z.int().nonnegative(),
        limit: z.int().positive().max(THREAD_PAGE).optional(),
      }),
      output: z.object({
        entries: z.array(entry),
        /** The last sequence number there is; greater than the last entry's: ask again. */
        last: z.int().nonnegative(),
        marks: z.array(mark),
      }),
      errors: ['not_found'],
      permission: 'thread.take-part',
      scope: 'company',
      subscribes: 'thread',
    },
    'thread:send': {
      summary: 'Append a message. The answer comes after it is stored durably.',
      input: z.object({ commandId, threadId: id, text: messageText }),
      output: z.object({ entry }),
      errors: ['not_found', 'closed', 'portal_inactive', 'not_assigned'],
      permission: 'thread.take-part',
      scope: 'company',
      changes: 'once',
      limit: { burst: 30, seconds: 30, by: 'actor' },
    },
    'thread:mark': {
      summary: 'Say how far one has received and read. Numbers only grow, so a repeat changes nothing.',
      input: z.object({ threadId: id, delivered: z.int().nonnegative(), read: z.int().nonnegative() }),
      output: z.object({}),
      errors: ['not_found'],
      permission: 'thread.take-part',
      scope: 'company',
      changes: 'freely',
      limit: { burst: 120, seconds: 60, by: 'actor' },
    },
    'thread:type': {
      summary: 'Say that one is typing; shown for 6 seconds after the last one. Stores nothing.',
      input: z.object({ threadId: id, typing: z.boolean() }),
      output: z.object({}),
      errors: ['not_found'],
      permission: 'thread.take-part',
      scope: 'company',
      limit: { burst: 60, seconds: 60, by: 'actor' },
      offered: ['socket'],
    },
  },
  events: {
    'thread:appended': {
      summary: 'One entry was stored. Greater than last + 1: fetch the gap. At or below last: drop it.',
      payload: z.object({ threadId: id, entry }),
      room: 'thread',
    },
    'thread:marked': {
      summary: 'One side has received or read further.',
      payload: z.object({ threadId: id, mark }),
      room: 'thread',
    },
    'thread:typing': {
      summary: 'Someone is typing or stopped; not stored. Never sent back to the sender.',
      payload: z.object({ threadId: id, side: mark.shape.side, name: name.nullable(), typing: z.boolean() }),
      room: 'thread',
    },
  },
});
