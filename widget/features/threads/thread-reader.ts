import { THREAD_PAGE } from '#protocol/version';
import type { CommandOutput } from '#protocol/index';
import type { Problem, Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Mark } from './marks.ts';
import { append, emptyLog, prepend, startingAfter, type Entry, type Log } from './thread-log.ts';

export interface Reading {
  readonly phase: { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; code: Problem['code'] };
  readonly log: Log;
}

type Page = Result<CommandOutput<'thread:entries'>>;

/**
 * Reads a thread and keeps it whole: entries come by pushes and by pages, out of order or twice, and leave here
 * gapless and once. A long thread is read from its end; `earlier` goes back a page.
 */
export class ThreadReader implements Readable<Reading> {
  readonly #transport: Transport;
  readonly #threadId: string;
  readonly #hearMark: (mark: Mark) => void;
  readonly #state = new Store<Reading>({ phase: { kind: 'loading' }, log: emptyLog });
  /** The highest number heard of; beyond the log's last one there is something to fetch. */
  #heard = 0;
  #running: AbortController | undefined;
  #fetching = false;
  #joined = false;

  constructor(transport: Transport, threadId: string, hearMark: (mark: Mark) => void) {
    this.#transport = transport;
    this.#threadId = threadId;
    this.#hearMark = hearMark;
  }

  get(): Reading {
    return this.#state.get();
  }

  subscribe(listener: (state: Reading) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Reads what there is; reading also joins the room of the pushes. */
  start(): void {
    this.#running ??= new AbortController();
    this.join();
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#fetching = false;
  }

  /** A new connection is in no room yet. */
  join(): void {
    this.#joined = false;
    void this.#catchUp();
  }

  receive(entry: Entry): void {
    this.#heard = Math.max(this.#heard, entry.sequence);
    this.#take([entry]);
    if (this.#heard > this.#last) void this.#catchUp();
  }

  async earlier(): Promise<void> {
    const first = this.get().log.entries[0]?.sequence ?? 1;
    const after = Math.max(0, first - 1 - THREAD_PAGE);
    const page = await this.#page(after, first - 1 - after);
    if (page.ok) this.#state.patch({ log: prepend(this.get().log, page.data.entries) });
  }

  get #last(): number {
    return this.get().log.last;
  }

  async #catchUp(): Promise<void> {
    const running = this.#running;
    if (!running || this.#fetching) return;
    this.#fetching = true;
    while (!running.signal.aborted && (!this.#joined || this.#heard > this.#last)) {
      this.#joined = true;
      const page = await this.#page(this.#last);
      if (running.signal.aborted) break;
      if (!page.ok) {
        this.#state.patch({ phase: { kind: 'failed', code: page.error.code } });
        break;
      }
      const before = this.#last;
      this.#show(page.data);
      // Not there for this reader after all: asking again at once would bring the same.
      if (this.#last === before) this.#heard = before;
    }
    if (running === this.#running) this.#fetching = false;
  }

  #page(after: number, limit?: number): Promise<Page> {
    const input = { threadId: this.#threadId, after, ...(limit && { limit }) };
    const signal = this.#running?.signal;
    return this.#transport.call('thread:entries', input, { patience: Infinity, ...(signal && { signal }) });
  }

  #show({ entries, last, marks }: CommandOutput<'thread:entries'>): void {
    this.#heard = Math.max(this.#heard, last);
    for (const mark of marks) this.#hearMark(mark);
    if (this.#last === 0 && last > THREAD_PAGE) {
      // The first page was only to learn how long the thread is.
      this.#state.patch({ log: startingAfter(last - THREAD_PAGE) });
      return;
    }
    this.#take(entries);
    if (this.#last >= last) this.#state.patch({ phase: { kind: 'ready' } });
  }

  #take(entries: readonly Entry[]): void {
    this.#state.patch({ log: append(this.get().log, entries) });
  }
}
