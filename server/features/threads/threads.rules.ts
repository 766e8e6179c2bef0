import type { Mark } from './threads.store.ts';

/** Marks only grow, never pass the last entry, and what was read was delivered. `null`: nothing new. */
export const advance = (
  before: Mark | undefined,
  said: { delivered: number; read: number },
  last: number,
): { delivered: number; read: number } | null => {
  const old = before ?? { delivered: 0, read: 0 };
  const read = Math.min(last, Math.max(old.read, said.read));
  const delivered = Math.min(last, Math.max(old.delivered, said.delivered, read));
  return read === old.read && delivered === old.delivered ? null : { delivered, read };
};
