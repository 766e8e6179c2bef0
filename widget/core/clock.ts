/** Time as stores see it, so that tests decide when it passes. */
export interface Clock {
  now(): number;
  /** Calls back once after `delay` milliseconds; the returned function cancels it. */
  after(delay: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delay, callback) => {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

/** A promise of `delay` milliseconds; `false` when the signal cut it short. */
export const pause = (clock: Clock, delay: number, signal?: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const cut = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(delay, () => {
      signal?.removeEventListener('abort', cut);
      resolve(true);
    });
    signal?.addEventListener('abort', cut);
  });
