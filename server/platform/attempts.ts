import { AppError } from '#protocol/errors';
import type { Clock } from './clock.ts';
import { networkOf } from './network.ts';

/** Failures that cost nothing: people mistype, and an office shares one address. */
const FREE = { login: 5, address: 30 };
/** Without a further failure for this long, in milliseconds, all is forgiven. */
const FORGIVEN = 3_600_000;
/** The longest wait, in milliseconds: a quarter of an hour stops guessing and is bearable for its owner. */
const LONGEST = 15 * 60_000;
/** To wait, in milliseconds, while as many tries of a login are under way as may fail. */
const UNDER_WAY = 1000;
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
  readonly #underWay = new Map<string, number>();

  static login(email: string): AttemptKey {
    return { kind: 'login', value: email };
  }

  static address(address: string): AttemptKey {
    return { kind: 'address', value: networkOf(address) };
  }

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * One try, which says itself whether it failed. Until it does it counts as if it had: many tries of one login at
   * once get no further than one after another.
   *
   * @throws AppError `too_many_attempts` while one of these keys has to wait.
   */
  async one<T>(keys: AttemptKey[], attempt: () => Promise<T>): Promise<T> {
    const retryAfter = Math.max(0, ...keys.map((key) => this.#wait(key)));
    if (retryAfter > 0) throw new AppError('too_many_attempts', { params: { retryAfter } });
    keys.forEach((key) => this.#count(key, 1));
    try {
      return await attempt();
    } finally {
      keys.forEach((key) => this.#count(key, -1));
    }
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

  #wait(key: AttemptKey): number {
    const { count = 0, until = 0 } = this.#failures.get(text(key)) ?? {};
    const rest = until - this.#clock.now();
    const underWay = this.#underWay.get(text(key)) ?? 0;
    // An address is many people: theirs are bounded by its rate.
    const full =
      key.kind === 'login' && underWay > 0 && (-rest < FORGIVEN ? count : 0) + underWay >= FREE.login;
    return full ? Math.max(rest, UNDER_WAY) : rest;
  }

  #count(key: AttemptKey, by: 1 | -1): void {
    const underWay = (this.#underWay.get(text(key)) ?? 0) + by;
    if (underWay > 0) this.#underWay.set(text(key), underWay);
    else this.#underWay.delete(text(key));
  }
}

const text = (key: AttemptKey): string => `${key.kind} ${key.value}`;
