import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../../widget/features/threads/thread-log.ts';
import type { Acknowledged, Sent } from './clients/person.ts';

/** What one person has at the end. */
export interface Record {
  name: string;
  written: readonly Sent[];
  acknowledged: readonly Acknowledged[];
  /** Texts that are still on their way, or refused. */
  outbox: readonly string[];
  views: ReadonlyMap<string, readonly Entry[]>;
}

/** What the database has: the entries of each thread, by their numbers. */
export type Truth = ReadonlyMap<string, readonly Entry[]>;

export interface Findings {
  /** Answers that senders got. */
  acked: number;
  /** Messages that are no longer in their sender's outbox and not in the database as the answer said. */
  lost: number;
  /** Messages that are in a thread or in a view more than once. */
  duplicates: number;
  /** Numbers that are missing in a thread or in a view. */
  holes: number;
  /** Messages that come before one their sender sent earlier. */
  orderBreaks: number;
  /** Views that differ from the database in anything. */
  wrongViews: number;
  /** Messages that nobody has taken although everybody had the time. */
  unsent: number;
  /** Each finding in words. */
  details: string[];
}

const textOf = (entry: Entry): string | null => (entry.kind === 'message' ? entry.body.text : null);
const numberIn = (text: string): number => Number(/\d+$/.exec(text)![0]);
const times = <T>(list: readonly T[], one: T): number => list.filter((other) => other === one).length;

const repeated = (entries: readonly Entry[]): string[] => {
  const texts = entries.flatMap((entry) => textOf(entry) ?? []);
  return [...new Set(texts)].filter((text) => times(texts, text) > 1);
};

const holesIn = (entries: readonly Entry[]): number[] => {
  const there = new Set(entries.map(({ sequence }) => sequence));
  const last = Math.max(0, ...there);
  return Array.from({ length: last }, (_, index) => index + 1).filter((number) => !there.has(number));
};

/** Messages of one sender, by the numbers in their texts, that follow a later one. */
const outOfOrder = (entries: readonly Entry[]): string[] => {
  const latest = new Map<string | null, number>();
  return entries.flatMap((entry) => {
    const text = textOf(entry);
    if (text === null || !/ \d+$/.test(text)) return [];
    const before = latest.get(entry.author.id) ?? 0;
    latest.set(entry.author.id, Math.max(before, numberIn(text)));
    return numberIn(text) < before ? [text] : [];
  });
};

/** Holds what clients were told, what they show and what they keep against the database. */
export const compare = (truth: Truth, records: readonly Record[]): Findings => {
  const details: string[] = [];
  const note = (what: string, where: string, found: readonly unknown[]): number => {
    if (found.length > 0) details.push(`${what}: ${where}: ${found.join(', ')}`);
    return found.length;
  };
  const stored = (threadId: string): readonly Entry[] => truth.get(threadId) ?? [];
  const isStored = ({ threadId, entry }: Acknowledged): boolean =>
    stored(threadId).some((one) => isDeepStrictEqual(one, entry));
  const findings: Findings = {
    acked: 0,
    lost: 0,
    duplicates: 0,
    holes: 0,
    orderBreaks: 0,
    wrongViews: 0,
    unsent: 0,
    details,
  };

  for (const [id, entries] of truth) {
    findings.duplicates += note('duplicates', `thread ${id}`, repeated(entries));
    findings.holes += note('holes', `thread ${id}`, holesIn(entries));
    findings.orderBreaks += note('order breaks', `thread ${id}`, outOfOrder(entries));
  }
  for (const { name, written, acknowledged, outbox, views } of records) {
    findings.acked += acknowledged.length;
    const lost = acknowledged.filter((one) => !isStored(one)).map(({ text }) => text);
    const gone = written
      .filter(({ threadId, text }) => !stored(threadId).some((entry) => textOf(entry) === text))
      .map(({ text }) => text)
      .filter((text) => !outbox.includes(text));
    findings.lost += note('lost', name, [...new Set([...lost, ...gone])]);
    findings.unsent += note('unsent', name, outbox);
    for (const [id, view] of views) {
      findings.duplicates += note('duplicates', `${name}’s view of ${id}`, repeated(view));
      findings.holes += note('holes', `${name}’s view of ${id}`, holesIn(view));
      const isRight = isDeepStrictEqual(view, stored(id));
      const differing = stored(id).length - view.length;
      findings.wrongViews += note(
        'wrong view',
        `${name}’s of ${id}`,
        isRight ? [] : [`${differing} missing`],
      );
    }
  }
  return findings;
};

/** The numbers that must be 0. */
export const FAULTS = ['lost', 'duplicates', 'holes', 'orderBreaks', 'wrongViews', 'unsent'] as const;
export type FaultName = (typeof FAULTS)[number];
