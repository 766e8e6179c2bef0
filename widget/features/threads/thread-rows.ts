import { AUTHOR, type ThreadState } from './thread.store.ts';
import type { Side } from './marks.ts';
import type { Outgoing } from './outbox.ts';
import type { Entry } from './thread-log.ts';

export type StatusEntry = Extract<Entry, { kind: 'status' }>;
export type Delivery = 'sending' | 'sent' | 'delivered' | 'read';

/** One line of a conversation on screen. */
export type Row =
  { kind: 'day'; key: string; at: number } | { kind: 'status'; key: string; entry: StatusEntry } | MessageRow;

export interface MessageRow {
  kind: 'message';
  /** The same while a message is on its way and afterwards, so that its element stays. */
  key: string;
  own: boolean;
  author: Entry['author'] | null;
  /** First of several in a row by one author: the name is shown above it. */
  first: boolean;
  text: string;
  at: number;
  /** Shown under the last own message, and under each that is still on its way. */
  delivery: Delivery | null;
  /** Refused for good. */
  failed: (Outgoing & { state: { kind: 'failed' } }) | null;
}

/** What a thread looks like to one side: day separators, groups by author, and where own messages are. */
export function rowsOf(state: ThreadState, side: Side): Row[] {
  const rows: Row[] = [];
  const own = (entry: Entry): boolean => entry.author.kind === AUTHOR[side];
  const lastOwn = state.entries.findLast((entry) => entry.kind === 'message' && own(entry));
  let day = '';
  let group: string | null = null;
  const separate = (at: number): void => {
    const next = new Date(at).toDateString();
    if (next !== day) rows.push({ kind: 'day', key: next, at });
    if (next !== day) group = null;
    day = next;
  };
  for (const entry of state.entries) {
    separate(entry.at);
    const key = entry.commandId ?? String(entry.sequence);
    if (entry.kind === 'status') {
      rows.push({ kind: 'status', key, entry });
      group = null;
      continue;
    }
    const by = `${entry.author.kind}:${entry.author.id}`;
    const delivery = entry === lastOwn && !state.outgoing.length ? reached(entry, state, side) : null;
    const { author, at, body } = entry;
    const first = by !== group;
    rows.push({
      kind: 'message',
      key,
      own: own(entry),
      author,
      first,
      text: body.text,
      at,
      delivery,
      failed: null,
    });
    group = by;
  }
  for (const message of state.outgoing) {
    separate(message.at);
    rows.push(onItsWay(message, group !== 'outgoing'));
    group = 'outgoing';
  }
  return rows;
}

function onItsWay(message: Outgoing, first: boolean): MessageRow {
  const { commandId: key, text, at, state } = message;
  return {
    kind: 'message',
    key,
    own: true,
    author: null,
    first,
    text,
    at,
    delivery: state.kind === 'failed' ? null : state.kind,
    failed: state.kind === 'failed' ? { ...message, state } : null,
  };
}

/** How far the other side has got with an own entry. */
function reached({ sequence }: Entry, { marks }: ThreadState, side: Side): Delivery {
  const other = marks[side === 'customer' ? 'technician' : 'customer'];
  if (sequence <= other.read) return 'read';
  return sequence <= other.delivered ? 'delivered' : 'sent';
}
