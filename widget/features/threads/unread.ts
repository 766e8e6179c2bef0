import { AUTHOR, type ThreadState } from './thread.store.ts';
import type { Side } from './marks.ts';

/** How many messages of the others one side has not read yet. */
export const unreadOf = ({ entries, marks }: ThreadState, side: Side): number =>
  entries.filter(
    (entry) =>
      entry.kind === 'message' && entry.author.kind !== AUTHOR[side] && entry.sequence > marks[side].read,
  ).length;
