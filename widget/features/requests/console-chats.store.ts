import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';
import { unreadOf, type ThreadStore } from '../threads/index.ts';
import { MOST, type Request } from './console-requests.store.ts';

/** One of the technician's own chats in progress. */
export interface Chat {
  readonly request: Request;
  /** Messages of the customer after the last one that was read. */
  readonly unread: number;
}

export interface ChatsOptions {
  transport: Transport;
  /** The id of the signed-in technician. */
  me: () => string | undefined;
  makeThread: (threadId: string) => ThreadStore;
  /** A customer wrote in one of the own chats. */
  onMessage: (threadId: string) => void;
}

interface Held {
  thread: ThreadStore;
  holders: number;
  last: number;
  stop: () => void;
}

/**
 * The own chats, all connected at once: each keeps its thread, draft and unsent messages while another one is on
 * screen. A thread lives as long as somebody holds it, which is this store for the own chats and a page for any other.
 */
export class ChatsStore implements Readable<readonly Chat[]> {
  readonly #state = new Store<readonly Chat[]>([]);
  readonly #options: ChatsOptions;
  readonly #threads = new Map<string, Held>();
  #calls = 0;

  constructor(options: ChatsOptions) {
    this.#options = options;
    const { transport } = options;
    onConnected(transport, () => void this.#read());
    transport.on('request:list-changed', () => void this.#read());
    transport.on('request:changed', ({ request }) => this.#changed(request));
    transport.on('request:removed', ({ requestId }) => this.#show(this.#without(requestId)));
  }

  get(): readonly Chat[] {
    return this.#state.get();
  }

  subscribe(listener: (chats: readonly Chat[]) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** The thread, connected until `release`. */
  hold(threadId: string): ThreadStore {
    const held = this.#threads.get(threadId) ?? this.#open(threadId);
    held.holders++;
    return held.thread;
  }

  release(threadId: string): void {
    const held = this.#threads.get(threadId);
    if (!held || --held.holders > 0) return;
    this.#threads.delete(threadId);
    held.stop();
    held.thread.stop();
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#calls++;
    this.#show([]);
  }

  async #read(): Promise<void> {
    const call = ++this.#calls;
    const query = { view: 'mine', sort: 'createdAt', descending: false, limit: MOST } as const;
    const result = await this.#options.transport.call('request:list', query);
    if (call !== this.#calls || !result.ok || 'same' in result.data) return;
    this.#show(result.data.requests.filter((request) => this.#own(request)));
  }

  #changed(request: Request): void {
    const known = this.get().find((chat) => chat.request.id === request.id)?.request;
    if (known && known.version > request.version) return;
    const others = this.#without(request.id);
    this.#show(this.#own(request) ? [...others, request] : others);
  }

  #own({ status, technician }: Request): boolean {
    return status === 'active' && technician !== null && technician.id === this.#options.me();
  }

  #without(requestId: string): Request[] {
    return this.get().flatMap(({ request }) => (request.id === requestId ? [] : [request]));
  }

  #show(requests: readonly Request[]): void {
    const before = this.get().map(({ request }) => request.threadId);
    const after = requests.map(({ threadId }) => threadId);
    for (const threadId of after) if (!before.includes(threadId)) this.hold(threadId);
    for (const [threadId, { thread }] of this.#threads) thread.partaking = after.includes(threadId);
    const sorted = [...requests].sort((a, b) => a.number - b.number);
    this.#state.set(sorted.map((request) => ({ request, unread: this.#unread(request.threadId) })));
    for (const threadId of before) if (!after.includes(threadId)) this.release(threadId);
  }

  #open(threadId: string): Held {
    const thread = this.#options.makeThread(threadId);
    // Until it is known to be an own chat.
    thread.partaking = false;
    const held: Held = { thread, holders: 0, last: 0, stop: thread.subscribe(() => this.#heard(threadId)) };
    this.#threads.set(threadId, held);
    thread.start();
    return held;
  }

  #heard(threadId: string): void {
    const held = this.#threads.get(threadId);
    const chat = this.get().find(({ request }) => request.threadId === threadId);
    if (!held) return;
    const { entries } = held.thread.get();
    const fresh = entries.filter(({ sequence }) => sequence > held.last);
    const first = held.last === 0;
    held.last = entries.at(-1)?.sequence ?? held.last;
    if (!chat) return;
    const unread = this.#unread(threadId);
    if (unread !== chat.unread)
      this.#state.set(this.get().map((old) => (old === chat ? { ...chat, unread } : old)));
    if (!first && fresh.some(isCustomers)) this.#options.onMessage(threadId);
  }

  #unread(threadId: string): number {
    const thread = this.#threads.get(threadId)?.thread;
    return thread ? unreadOf(thread.get(), 'technician') : 0;
  }
}

const isCustomers = ({ kind, author }: { kind: string; author: { kind: string } }): boolean =>
  kind === 'message' && author.kind === 'visitor';
