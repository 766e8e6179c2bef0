import type { Box } from '../../core/storage.ts';
import { Store, type Readable } from '../../core/store.ts';

/** The sounds there are, by name. */
export const TUNE_NAMES = ['notes', 'bell', 'chord', 'knock'] as const;
export type Tune = (typeof TUNE_NAMES)[number];
export const VOLUMES = ['quiet', 'normal', 'loud'] as const;

/** What somebody chose at this browser, signed in or not; `null`: as the browser or the system is. */
export interface Preferences {
  language: string | null;
  scheme: 'light' | 'dark' | null;
  /** What is heard when a request comes in. */
  tune: Tune;
  volume: 'quiet' | 'normal' | 'loud';
}

const KEY = 'support-console:preferences';

/** Choices that stay with the browser. The language of a technician's own profile comes before the one here. */
export class PreferencesStore implements Readable<Preferences> {
  readonly #state: Store<Preferences>;
  readonly #storage: Box;

  constructor(storage: Box) {
    this.#storage = storage;
    const stored = storage.readJson<Partial<Preferences>>(KEY);
    this.#state = new Store<Preferences>({
      language: null,
      scheme: null,
      ...stored,
      // What another version of the console knew and this one does not is as if nothing was chosen.
      tune: TUNE_NAMES.find((name) => name === stored?.tune) ?? 'notes',
      volume: VOLUMES.find((name) => name === stored?.volume) ?? 'normal',
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
