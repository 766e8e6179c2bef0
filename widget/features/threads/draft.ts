import type { Box } from '../../core/storage.ts';

/** What is being written into one thread, kept through reloads of its tab. */
export class Draft {
  readonly #storage: Box;
  readonly #key: string;

  constructor(storage: Box, threadId: string) {
    this.#storage = storage;
    this.#key = `support-portal:draft:${threadId}`;
  }

  get text(): string {
    return this.#storage.read(this.#key) ?? '';
  }

  set text(text: string) {
    if (text) this.#storage.write(this.#key, text);
    else this.#storage.remove(this.#key);
  }
}
