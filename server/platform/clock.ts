/** The only source of time for everything behind `createApp`, so that tests can set it. UTC milliseconds. */
export interface Clock {
  now(): number;
  /**
   * Calls back once, when that time has come; soon, where it has passed. At most 24 days ahead. It keeps no process
   * alive. The answer stops it.
   */
  at(time: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (time, call) => {
    const timer = setTimeout(call, Math.max(0, time - Date.now()));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** To measure how long something takes: milliseconds since the process began. It is no time of day, and nobody sets it. */
export const uptime = (): number => performance.now();
