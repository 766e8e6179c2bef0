import type { FaultName } from './compare.ts';
import type { Outcome } from './run.ts';
import { POINTS } from './server/kill-points.ts';

type Columns = Pick<Outcome, 'database' | 'servers' | 'kills' | 'acked' | FaultName>;
interface Column {
  title: string;
  of(row: Columns): string | number;
}

const COLUMNS: readonly Column[] = [
  { title: 'database', of: ({ database }) => database.padEnd(8) },
  { title: 'servers', of: ({ servers }) => servers },
  ...[...POINTS, 'random' as const].map((point) => ({
    title: point,
    of: ({ kills }: Columns) => kills[point],
  })),
  { title: 'kills', of: ({ kills }) => Object.values(kills).reduce((sum, count) => sum + count, 0) },
  { title: 'acked', of: ({ acked }) => acked },
  { title: 'lost', of: ({ lost }) => lost },
  { title: 'duplicates', of: ({ duplicates }) => duplicates },
  { title: 'holes', of: ({ holes }) => holes },
  { title: 'order breaks', of: ({ orderBreaks }) => orderBreaks },
  { title: 'wrong views', of: ({ wrongViews }) => wrongViews },
  { title: 'unsent', of: ({ unsent }) => unsent },
];

const GAP = '  ';

/** What the rows have above them; `first` is about the first column, which each caller names by itself. */
export const header = (first = ''): string =>
  [...(first ? [first] : []), ...COLUMNS.map(({ title }) => title), 'verdict'].join(GAP);

/** One run in the columns of the header. */
export const row = (outcome: Columns, verdict: string, first = ''): string =>
  [
    ...(first ? [first] : []),
    ...COLUMNS.map(({ title, of }) => String(of(outcome)).padStart(title.length)),
    verdict,
  ].join(GAP);

/** The first of many: a failing run has them all in what it keeps. */
const SHOWN = 10;

/** What is wrong, in words. */
export const explain = ({ details, kept }: Pick<Outcome, 'details' | 'kept'>): string[] => [
  ...details.slice(0, SHOWN).map((line) => `  ${line}`),
  ...(details.length > SHOWN ? [`  and ${details.length - SHOWN} more`] : []),
  ...(kept ? [`  kept in ${kept}`] : []),
];
