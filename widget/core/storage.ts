/**
 * The browser's storage, or memory where it refuses (private windows, blocked third parties, a full disk).
 * Reading stores nothing; the first `write` is the first trace on somebody's machine.
 */
export class Box {
  readonly #area: () => Storage;
  readonly #memory = new Map<string, string>();
  /** Something could not be stored and would be lost with the page: the person is told. */
  forgetful = false;

  constructor(area: () => Storage) {
    this.#area = area;
  }

  read(key: string): string | null {
    try {
      return this.#memory.get(key) ?? this.#area().getItem(key);
    } catch {
      return null;
    }
  }

  /** What was written as JSON; `null` where there is nothing, or nothing readable. */
  readJson<T>(key: string): T | null {
    try {
      return JSON.parse(this.read(key) ?? 'null') as T | null;
    } catch {
      return null;
    }
  }

  write(key: string, value: string): void {
    try {
      this.#area().setItem(key, value);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
      this.forgetful = true;
    }
  }

  remove(key: string): void {
    this.#memory.delete(key);
    try {
      this.#area().removeItem(key);
    } catch {
      // What could not be stored need not be removed.
    }
  }

  keys(prefix: string): string[] {
    const found = new Set(this.#memory.keys());
    try {
      for (const key of Object.keys(this.#area())) found.add(key);
    } catch {
      // Only what is in memory, then.
    }
    return [...found].filter((key) => key.startsWith(prefix));
  }
}

/** Kept on this machine, for every tab of the site. */
export const lasting = new Box(() => localStorage);

/** Kept for one tab, through reloads. */
export const tab = new Box(() => sessionStorage);
