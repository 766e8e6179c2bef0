import type { EventPayload } from '#protocol/index';
import type { Clock } from '../../core/clock.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';

/** How often at most one says that one is typing, in milliseconds; half of what the other side shows. */
const SAY_EVERY = 3000;

/** How long after the last word the other side counts as typing, in milliseconds. */
const SHOW_FOR = 6000;

export interface Typist {
  readonly name: string | null;
}

/** Who is typing on the other side, and telling them that one is. Nothing of it is stored or retried. */
export class Typing implements Readable<Typist | null> {
  readonly #typist = new Store<Typist | null>(null);
  readonly #transport: Transport;
  readonly #threadId: string;
  readonly #clock: Clock;
  /** One only looks on: nobody is told. */
  silent = false;
  #saidAt = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(transport: Transport, threadId: string, clock: Clock) {
    this.#transport = transport;
    this.#threadId = threadId;
    this.#clock = clock;
  }

  get(): Typist | null {
    return this.#typist.get();
  }

  subscribe(listener: (typist: Typist | null) => void): () => void {
    return this.#typist.subscribe(listener);
  }

  hear({ name, typing }: EventPayload<'thread:typing'>): void {
    this.clear();
    if (!typing) return;
    this.#typist.set({ name });
    this.#cancel = this.#clock.after(SHOW_FOR, () => this.clear());
  }

  /** They stopped, or their message is here. */
  clear(): void {
    this.#cancel?.();
    this.#typist.set(null);
  }

  say(typing: boolean): void {
    const now = this.#clock.now();
    const known = now - this.#saidAt < SAY_EVERY;
    if (typing ? known : this.#saidAt === -Infinity) return;
    this.#saidAt = typing ? now : -Infinity;
    if (this.silent || this.#transport.connection.get() !== 'connected') return;
    void this.#transport.call('thread:type', { threadId: this.#threadId, typing }, { patience: 0 });
  }
}
