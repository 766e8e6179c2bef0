/** The pause after the first failed try, in milliseconds: a hiccup is over by then. */
const FIRST = 1000;
/** Each further pause is so many times the one before. */
const FACTOR = 4;
/** The longest pause, in milliseconds: whatever was down is tried again within the hour. */
const LONGEST = 3_600_000;

/** Tries before a job is given up: with the pauses above, about four hours. */
export const TRIES = 10;

/**
 * How long to wait after a failed try, in milliseconds: growing, and spread over the second half of it, so that what
 * failed together does not come back together.
 *
 * @param attempt The try that failed: 1 is the first.
 * @param chance From 0 to 1, drawn at random.
 */
export const pauseAfter = (attempt: number, chance: number): number => {
  const whole = Math.min(LONGEST, FIRST * FACTOR ** (attempt - 1));
  return Math.round((whole / 2) * (1 + chance));
};
