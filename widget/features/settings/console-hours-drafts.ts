import type { Box } from '../../core/storage.ts';
import type { HoursDraft } from './console-business-hours-draft.ts';

const KEY = 'support-console:hours';

/**
 * Business hours that were edited and not saved, by the company they are of (empty: the account). Kept while another
 * level or page is looked at, and through reloads of the tab: nothing typed is lost, and nobody is asked about it.
 */
export class HoursDrafts {
  readonly #storage: Box;

  constructor(storage: Box) {
    this.#storage = storage;
  }

  get(level: string): HoursDraft | null {
    return this.#all()[level] ?? null;
  }

  /** `null`: they were saved or discarded. */
  set(level: string, draft: HoursDraft | null): void {
    const { [level]: _before, ...others } = this.#all();
    this.#storage.write(KEY, JSON.stringify(draft === null ? others : { ...others, [level]: draft }));
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#storage.remove(KEY);
  }

  #all(): Record<string, HoursDraft> {
    return this.#storage.readJson<Record<string, HoursDraft>>(KEY) ?? {};
  }
}
