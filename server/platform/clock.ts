/** The only source of time for everything behind `createApp`, so that tests can set it. UTC milliseconds. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
