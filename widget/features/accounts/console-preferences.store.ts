import type { Box } from '../../core/storage.ts';
import { Store, type Readable } from '../../core/store.ts';

/** What somebody chose at this browser, signed in or not; `null`: as the browser or the system is. */
export interface Preferences {
  language: string | null;
  scheme: 'light' | 'dark' | null;
}

const KEY = 'support-console:preferences';

/** Choices that stay with the browser. The language of a technician's own profile comes before the one here. */
export class PreferencesStore implements Readable<Preferences> {
  readonly #state: Store<Preferences>;
  readonly #storage: Box;

  constructor(storage: Box) {
    this.#storage = storage;
    this.#state = new Store<Preferences>({
      language: null,
      scheme: null,
      ...storage.readJson<Partial<Preferences>>(KEY),
    });
  }

  get(): Preferences {
    return this.#state.get();
  }

  subscribe(listener: (preferences: Preferences) => void): () => void {
    return this.#state.subscribe(listener);
  }

  set(change: Partial<Preferences>): void {
    const next = { ...this.get(), ...change };
    this.#storage.write(KEY, JSON.stringify(next));
    this.#state.set(next);
  }
}
