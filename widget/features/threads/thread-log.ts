import type { EventPayload } from '#protocol/index';

export type Entry = EventPayload<'thread:appended'>['entry'];

/** A run of entries without holes: `first` … `last`. Empty: `last` is what is known to be before it. */
export interface Log {
  readonly entries: readonly Entry[];
  readonly last: number;
}

export const emptyLog: Log = { entries: [], last: 0 };

/** A long thread is read from its end: a log that starts after `sequence`. */
export const startingAfter = (sequence: number): Log => ({ entries: [], last: sequence });

/**
 * Adds what follows on directly, in order; drops what is at or below the last; keeps out what lies beyond a gap,
 * which the caller fetches (contract R5).
 */
export function append(log: Log, incoming: readonly Entry[]): Log {
  const fresh: Entry[] = [];
  let { last } = log;
  for (const entry of incoming) {
    if (entry.sequence !== last + 1) continue;
    fresh.push(entry);
    last++;
  }
  return fresh.length === 0 ? log : { entries: [...log.entries, ...fresh], last };
}

/** Puts a page of earlier entries in front. */
export function prepend(log: Log, earlier: readonly Entry[]): Log {
  const first = log.entries[0]?.sequence ?? log.last + 1;
  const fitting = earlier.filter((entry) => entry.sequence < first);
  if (fitting.at(-1)?.sequence !== first - 1) return log;
  return { ...log, entries: [...fitting, ...log.entries] };
}
