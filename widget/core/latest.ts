import { loading, ready, type Loadable } from './loadable.ts';
import type { Result } from './result.ts';
import { Store, type Readable } from './store.ts';

/**
 * What the server said last, where every call answers with the whole: of several under way, the answer to the one that
 * was made last counts. What is shown stays until then, and when a later call fails, unless that asked for something
 * else than what is shown.
 */
export class Latest<T> implements Readable<Loadable<T>> {
  readonly #state = new Store<Loadable<T>>(loading);
  readonly #same: boolean;
  #calls = 0;

  /** `same`: every call asks for the same. */
  constructor({ same = true } = {}) {
    this.#same = same;
  }

  get(): Loadable<T> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<T>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  async take(call: Promise<Result<T>>): Promise<Result<T>> {
    const number = ++this.#calls;
    const result = await call;
    if (number !== this.#calls) return result;
    if (result.ok) this.#state.set(ready(result.data));
    else if (!this.#same || this.get().kind !== 'ready')
      this.#state.set({ kind: 'failed', error: result.error });
    return result;
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#calls += 1;
    this.#state.set(loading);
  }
}
