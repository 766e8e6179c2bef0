import { systemClock, type Clock } from '../../../server/platform/clock.ts';

/**
 * Times real time: limits for each actor stay in the path and never bite, and a technician's session still outlives a
 * figure (four days are six minutes).
 */
const HASTE = 1000;

/** Only what is read hurries; what waits for a time waits as long as ever, or its work would be measured too. */
export const hastyClock = (): Clock => {
  const start = systemClock.now();
  const now = () => start + (systemClock.now() - start) * HASTE;
  return { now, at: (time, call) => systemClock.at(systemClock.now() + time - now(), call) };
};
