import type { Clock } from './clock.ts';

/** Failures that cost nothing: people mistype, and an office shares one address. */
const FREE = { login: 5, address: 30 };
/** Without a further failure for this long, in milliseconds, all is forgiven. */
const FORGIVEN = 3_600_000;
/** The longest wait, in milliseconds: a quarter of an hour stops guessing and is bearable for its owner. */
const LONGEST = 15 * 60_000;
/** Entries kept; the oldest go first, so that made-up names cannot fill the memory. */
const KEPT = 10_000;

interface AttemptKey {
  kind: keyof typeof FREE;
  value: string;
}

/**
 * A delay that doubles with each failed sign-in, per login and per address (contract S8). Kept in memory: a restart
 * forgives, which an attacker cannot cause.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { count: number; until: number }>();

  static login(email: string): AttemptKey {
    return { kind: 'login', value: email };
  }

  static address(address: string): AttemptKey {
    return { kind: 'address', value: address };
  }

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds the slowest of these keys still has to wait. */
  wait(keys: AttemptKey[]): number {
    return Math.max(0, ...keys.map((key) => (this.#failures.get(text(key))?.until ?? 0) - this.#clock.now()));
  }

  failed(keys: AttemptKey[]): void {
    const now = this.#clock.now();
    for (const key of keys) {
      const before = this.#failures.get(text(key));
      const count = before && now - before.until < FORGIVEN ? before.count + 1 : 1;
      const delay = count < FREE[key.kind] ? 0 : Math.min(LONGEST, 1000 * 2 ** (count - FREE[key.kind]));
      this.#failures.delete(text(key));
      this.#failures.set(text(key), { count, until: now + delay });
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= KEPT) break;
      this.#failures.delete(key);
    }
  }

  succeeded(key: AttemptKey): void {
    this.#failures.delete(text(key));
  }
}

const text = (key: AttemptKey): string => `${key.kind} ${key.value}`;
