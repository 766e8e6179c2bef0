import { loading, ready, valueOf, type Loadable } from './loadable.ts';
import type { Result } from './result.ts';
import { Store, type Readable } from './store.ts';

/** What the server answers whoever knows its version already. */
interface Same {
  same: true;
}

/**
 * One record that answers and pushes bring in any order: the newest version is shown, older ones are dropped. A reading
 * says which version is known, and the server answers no more than that it still stands.
 */
export class Newest<T extends { version: number }> implements Readable<Loadable<T>> {
  readonly #state = new Store<Loadable<T>>(loading);
  readonly #read: (known: { version?: number }) => Promise<Result<T | Same>>;
  /** How many were signed in before: what they asked for is not shown to the next one. */
  #cleared = 0;

  constructor(read: (known: { version?: number }) => Promise<Result<T | Same>>) {
    this.#read = read;
  }

  get(): Loadable<T> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<T>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Reads it again; what is shown stays until the answer is there, and on a failure too. */
  async load(): Promise<void> {
    const cleared = this.#cleared;
    const version = valueOf(this.get())?.version;
    const result = await this.#read(version === undefined ? {} : { version });
    if (cleared !== this.#cleared) return;
    if (result.ok) {
      if (!('same' in result.data)) this.accept(result.data);
    } else if (this.get().kind !== 'ready') this.#state.set({ kind: 'failed', error: result.error });
  }

  /** Runs a change and shows the record it answers. */
  async change(call: Promise<Result<T>>): Promise<Result<T>> {
    const cleared = this.#cleared;
    const result = await call;
    if (result.ok && cleared === this.#cleared) this.accept(result.data);
    return result;
  }

  accept(next: T): void {
    if (next.version >= (valueOf(this.get())?.version ?? 0)) this.#state.set(ready(next));
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#cleared += 1;
    this.#state.set(loading);
  }
}
