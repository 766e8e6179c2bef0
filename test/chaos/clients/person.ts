import { Box } from '../../../widget/core/storage.ts';
import { ThreadStore } from '../../../widget/features/threads/thread.store.ts';
import type { Entry } from '../../../widget/features/threads/thread-log.ts';
import type { Outgoing } from '../../../widget/features/threads/outbox.ts';
import { SocketTransport } from '../../../widget/transport/socket.ts';
import type { Transport } from '../../../widget/transport/transport.ts';
import type { Line } from './proxy.ts';

export interface Sent {
  threadId: string;
  text: string;
}
export interface Acknowledged extends Sent {
  entry: Entry;
}

export interface PersonOptions {
  name: string;
  side: 'customer' | 'technician';
  line: Line;
  /** Which threads they see, and whether they take part or only look on. */
  threads: { id: string; partakes: boolean }[];
  /** A guest's portal and token; the console is known by its cookie. */
  guest?: { portal: string; token: string };
}

/** What a browser keeps through a reload; as with the real one, its keys are its own properties. */
const memory = (): Storage =>
  Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as Storage;

/** The product's own client for one person: its transport, and a store for each thread they see. */
export class Person {
  readonly name: string;
  readonly side: 'customer' | 'technician';
  readonly line: Line;
  /** Everything they wrote, in order. */
  readonly written: Sent[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly #options: PersonOptions;
  readonly #storage: { lasting: Box; tab: Box };
  #transport: SocketTransport | null = null;
  #stores = new Map<string, ThreadStore>();

  constructor(options: PersonOptions) {
    this.#options = options;
    this.name = options.name;
    this.side = options.side;
    this.line = options.line;
    const [lasting, tab] = [memory(), memory()];
    this.#storage = { lasting: new Box(() => lasting), tab: new Box(() => tab) };
  }

  /** The threads they write in. */
  get threads(): string[] {
    return this.#options.threads.flatMap(({ id, partakes }) => (partakes ? [id] : []));
  }

  get isConnected(): boolean {
    return this.#transport?.connection.get() === 'connected';
  }

  /** What they wrote and the server does not have, as far as they know. */
  get outbox(): Outgoing[] {
    return [...this.#stores.values()].flatMap((store) =>
      store.get().outgoing.filter(({ state }) => state.kind !== 'sent'),
    );
  }

  /** Opens the page. */
  open(): void {
    const { line, guest, threads, side } = this.#options;
    this.#transport = new SocketTransport({
      url: `http://127.0.0.1:${line.port}`,
      ...(guest && { portal: guest.portal, token: () => guest.token }),
    });
    const transport = this.#recorded(this.#transport);
    for (const { id, partakes } of threads) {
      const store = new ThreadStore({ transport, threadId: id, side, storage: this.#storage });
      store.partaking = partakes;
      this.#stores.set(id, store);
      store.start();
    }
    transport.connect();
  }

  /** Closes it; what is unsent stays in the browser's storage. */
  close(): void {
    for (const store of this.#stores.values()) store.stop();
    this.#stores.clear();
    this.#transport?.close();
    this.#transport = null;
  }

  /** The page is loaded anew, with whatever was on its way. */
  reload(): void {
    this.close();
    this.open();
  }

  /** Writes one more message, recognisable among all. */
  write(threadId: string): void {
    const text = `${this.name} ${this.written.length + 1}`;
    this.written.push({ threadId, text });
    this.#stores.get(threadId)!.send(text);
  }

  /** What they see of each thread. */
  get views(): Map<string, readonly Entry[]> {
    return new Map([...this.#stores].map(([id, store]) => [id, store.get().entries]));
  }

  /** Goes back to the beginning of each thread: after a reload a long one is read from its end. */
  async readBack(): Promise<void> {
    for (const store of this.#stores.values())
      for (let before = -1; store.get().earlier && before !== store.get().entries.length;) {
        before = store.get().entries.length;
        await store.earlier();
      }
  }

  #recorded(inner: Transport): Transport {
    return {
      connection: inner.connection,
      on: inner.on.bind(inner),
      connect: () => inner.connect(),
      close: () => inner.close(),
      call: async (name, input, options) => {
        const result = await inner.call(name, input, options);
        if (name === 'thread:send' && result.ok) {
          const { entry } = result.data as { entry: Entry };
          this.acknowledged.push({ ...(input as unknown as Sent), entry });
        }
        return result;
      },
    };
  }
}
