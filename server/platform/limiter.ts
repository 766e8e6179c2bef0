import type { Clock } from './clock.ts';

interface Bucket {
  tokens: number;
  at: number;
  /** What the last one was taken for. */
  use: string | undefined;
}

/** Buckets kept before full ones are dropped. */
const KEPT = 50_000;

/** Token buckets: `burst` at once, refilled evenly over `seconds`. */
export class Limiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes one; 0 where it was there, else the milliseconds until the next. Where it says what it is for, the same use
   * again at once takes no other.
   */
  take(key: string, burst: number, seconds: number, use?: string): number {
    const now = this.#clock.now();
    const perMs = burst / (seconds * 1000);
    const old = this.#buckets.get(key);
    if (use !== undefined && old?.use === use) return 0;
    const tokens = old ? Math.min(burst, old.tokens + (now - old.at) * perMs) : burst;
    if (tokens < 1) return Math.ceil((1 - tokens) / perMs);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens - 1, at: now, use });
    if (this.#buckets.size > KEPT) this.#dropOldest();
    return 0;
  }

  #dropOldest(): void {
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size <= KEPT / 2) return;
      this.#buckets.delete(key);
    }
  }
}
