import { loading, ready, valueOf, type Loadable } from './loadable.ts';
import type { Result } from './result.ts';
import { Store, type Readable } from './store.ts';

/**
 * A list of records that is read as a whole and changed one at a time: the settings pages of the console.
 * A record that changed under its editor (`stale`, `not_found`) makes the list read again, so that a second try
 * starts from what is true now. Late answers lose.
 */
export class Records<T extends { id: string }> implements Readable<Loadable<readonly T[]>> {
  readonly #state = new Store<Loadable<readonly T[]>>(loading);
  readonly #read: () => Promise<Result<readonly T[]>>;
  #calls = 0;
  /** Readings on their way. */
  #loads = 0;

  constructor(read: () => Promise<Result<readonly T[]>>) {
    this.#read = read;
  }

  get(): Loadable<readonly T[]> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<readonly T[]>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  find(id: string): T | undefined {
    return valueOf(this.get())?.find((record) => record.id === id);
  }

  /** Reads the list again; what is shown stays until the answer is there, and on a failure too. */
  async load(): Promise<void> {
    const call = ++this.#calls;
    this.#loads++;
    const result = await this.#read();
    this.#loads--;
    if (call !== this.#calls) return;
    if (result.ok) this.#state.set(ready(result.data));
    else if (this.get().kind !== 'ready') this.#state.set({ kind: 'failed', error: result.error });
  }

  /** Runs a change and puts the record it answers into the list. */
  async change<R extends Result<T>>(call: Promise<R>): Promise<R> {
    const result = await call;
    if (result.ok) this.put(result.data);
    else if (result.error.code === 'stale' || result.error.code === 'not_found') await this.load();
    return result;
  }

  put(record: T): void {
    const records = valueOf(this.get());
    const known = records?.some(({ id }) => id === record.id);
    if (records)
      this.#state.set(
        ready(known ? records.map((old) => (old.id === record.id ? record : old)) : [...records, record]),
      );
    // A list on its way may have been read before this change, and one record is no list.
    if (this.#loads > 0 || !records) void this.load();
  }

  /** Forgets everything: somebody else signs in. */
  clear(): void {
    this.#calls++;
    this.#state.set(loading);
  }
}
