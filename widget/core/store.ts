/** A value that can be watched. No DOM: stores are tested and used without a page. */
export interface Readable<S> {
  get(): S;
  /** Calls back after each change; the returned function stops it. */
  subscribe(listener: (state: S) => void): () => void;
}

/**
 * Holds one frozen state and tells its subscribers when it is replaced. Setting an equal reference is no change.
 * Stores expose it as `Readable` and keep `set` to themselves.
 */
export class Store<S> implements Readable<S> {
  #state: S;
  readonly #listeners = new Set<(state: S) => void>();

  constructor(initial: S) {
    this.#state = Object.freeze(initial);
  }

  get(): S {
    return this.#state;
  }

  set(next: S): void {
    if (Object.is(next, this.#state)) return;
    this.#state = Object.freeze(next);
    for (const listener of this.#listeners) listener(next);
  }

  /** Replaces some fields of an object state. */
  patch(part: Partial<S>): void {
    this.set({ ...this.#state, ...part });
  }

  subscribe(listener: (state: S) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
