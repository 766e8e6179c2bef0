import { serves, type Access } from './queue.rules.ts';

/** Who could be given a chat now. */
export interface Candidate {
  id: string;
  name: string;
  access: Access;
  /** Live chats in progress. */
  chats: number;
  /** The higher, the later they were given one; 0: never. */
  lastTurn: number;
}

export type Automatic = 'round-robin' | 'least-busy';

/**
 * Whose the next request is: of those who may work for its company, have room, and did not give it back themselves;
 * in turn, or the one with the fewest chats, and of several the one whose turn is longest ago. `undefined`: nobody's
 * yet.
 */
export const nextCandidate = (
  how: Automatic,
  candidates: readonly Candidate[],
  request: { companyId: string; returnedBy: string | null },
  capacity: number,
): Candidate | undefined => {
  const able = candidates.filter(
    ({ id, access, chats }) =>
      chats < capacity && id !== request.returnedBy && serves(access, request.companyId),
  );
  const before = (one: Candidate, other: Candidate): number =>
    (how === 'least-busy' ? one.chats - other.chats : 0) ||
    one.lastTurn - other.lastTurn ||
    (one.id < other.id ? -1 : 1);
  return able.sort(before)[0];
};
