import type { CommandOutput } from '#protocol/index';

export type Queue = NonNullable<CommandOutput<'request:queue'>['queue']>;

/** The companies a technician has access to. */
export type Access = 'all' | readonly string[];

export const serves = (access: Access, companyId: string): boolean =>
  access === 'all' || access.includes(companyId);

/** Of how many waits the estimate is made at least: fewer say nothing of the next one. */
const LEAST = 3;
/** The part of them that was no longer than what is told. */
const PART = 0.75;
const MINUTE = 60_000;

/**
 * Who is the how-manieth: of those who wait, in the order they arrived, only those count who could be served by the
 * same technician.
 *
 * @param reach To which companies each technician who is Available has access.
 */
export const queuePositions = (
  waiting: readonly { id: string; companyId: string }[],
  reach: readonly Access[],
): Map<string, number> => {
  const share = (one: string, other: string): boolean =>
    one === other || reach.some((access) => serves(access, one) && serves(access, other));
  return new Map(
    waiting.map(({ id, companyId }, index) => [
      id,
      1 + waiting.slice(0, index).filter((before) => share(before.companyId, companyId)).length,
    ]),
  );
};

/**
 * Minutes within which three of four customers were served lately, rounded up; `null` where there were too few. It is
 * said as what was, and no promise: how long this one takes nobody knows.
 *
 * @param waits In milliseconds.
 */
export const servedWithin = (waits: readonly number[]): number | null => {
  if (waits.length < LEAST) return null;
  const sorted = waits.toSorted((a, b) => a - b);
  return Math.max(1, Math.ceil(sorted[Math.ceil(sorted.length * PART) - 1]! / MINUTE));
};
