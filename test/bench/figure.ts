/** How thoroughly to measure. */
export interface Effort {
  /** Alternating rounds of a thing and its reference; the median counts. */
  rounds: number;
  /** Of one round. */
  seconds: number;
  /** A share of the usual numbers of rooms, messages and connections, 0 to 1. */
  scale: number;
}

export const THOROUGH: Effort = { rounds: 7, seconds: 3, scale: 1 };
/** Enough to see that the bench itself works; its figures mean little. */
export const QUICK: Effort = { rounds: 1, seconds: 0.3, scale: 0.1 };

/** One line of the answer. */
export interface Outcome {
  name: string;
  value: number;
  /** What it is measured against, in the same run, in words and numbers. */
  reference: string;
  /** The bound, and the figure to reach beyond it. */
  budget: number;
  beyond: number;
  /** Which side of the bound is good. */
  good: 'at least' | 'at most' | 'below';
  unit: '' | 'ms';
  /** Whatever helps to judge it. */
  details: Record<string, number | string>;
}

/** Something measured; one process may give several lines. */
export interface Figure {
  name: string;
  measure(effort: Effort): Promise<Outcome[]>;
}

export const holds = (value: number, good: Outcome['good'], bound: number): boolean =>
  good === 'at least' ? value >= bound : good === 'at most' ? value <= bound : value < bound;

/** The value below which this share of them lies. */
export const quantile = (values: readonly number[], share: number): number => {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
};

/** Of an even number of values the lower of the two in the middle. */
export const median = (values: readonly number[]): number =>
  quantile(values, 0.5 - 0.5 / Math.max(2, values.length));
