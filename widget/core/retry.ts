import { pause, systemClock, type Clock } from './clock.ts';
import type { Problem, Result } from './result.ts';

/** How long somebody waits at a button before they want to know, in milliseconds. */
export const DEFAULT_PATIENCE = 15_000;

/** The first wait, in milliseconds; each further one doubles up to `LONGEST_WAIT`. */
const FIRST_WAIT = 300;
const LONGEST_WAIT = 10_000;

/**
 * How long to wait before another try: doubling, with jitter so that many clients do not come back at the same
 * moment, and never less than the server asked for.
 */
export function backOff(tries: number, error?: Problem, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + random() / 2);
  const asked = error?.params?.['retryAfter'];
  return typeof asked === 'number' ? Math.max(asked, wait) : wait;
}

/** Repeats `attempt` while its failure is a passing one and `patience` lasts; answers the last result. */
export async function retry<T>(
  attempt: () => Promise<Result<T>>,
  { patience = DEFAULT_PATIENCE, signal, clock = systemClock }: RetryOptions = {},
): Promise<Result<T>> {
  const end = clock.now() + patience;
  for (let tries = 0; ; tries++) {
    const result = await attempt();
    if (result.ok || !result.error.retry) return result;
    const wait = backOff(tries, result.error);
    if (clock.now() + wait > end) return result;
    if (!(await pause(clock, wait, signal))) return result;
  }
}

export interface RetryOptions {
  patience?: number | undefined;
  signal?: AbortSignal | undefined;
  clock?: Clock;
}
