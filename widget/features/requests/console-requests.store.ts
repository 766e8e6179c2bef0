import type { CommandInput, CommandOutput } from '#protocol/index';
import { loading, ready, valueOf, type Loadable } from '../../core/loadable.ts';
import type { Problem, Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

export type Request = CommandOutput<'request:get'>['request'];
type Input = CommandInput<'request:list'>;
export type View = Input['view'];
export type Sort = NonNullable<Input['sort']>;
export type Query = Required<Pick<Input, 'view' | 'sort' | 'descending' | 'search' | 'limit'>>;
export type Page = { requests: readonly Request[]; total: number };

export interface RequestsState {
  query: Query;
  page: Loadable<Page>;
  /** For the badges: new ones, and own active ones. Kept while another page of the console is open. */
  counts: { new: number; mine: number };
  /** The last reading failed although there is something to show. */
  problem: Problem | null;
}

/** Rows a page shows at first, and more at a time. */
export const PAGE = 50;
/** The most rows one reading gives. */
export const MOST = 200;

const start: RequestsState = {
  query: { view: 'all', sort: 'createdAt', descending: true, search: '', limit: PAGE },
  page: loading,
  counts: { new: 0, mine: 0 },
  problem: null,
};

/**
 * The list of requests as the technician asked for it. A push changes a row that is shown at once; whether rows come,
 * go or move is the server's to say, so every push also makes the list read again, several in a row once.
 */
export class RequestsStore implements Readable<RequestsState> {
  readonly #state = new Store<RequestsState>(start);
  readonly #transport: Transport;
  #version: number | undefined;
  #calls = 0;
  #reading = false;
  #again = false;

  constructor(transport: Transport) {
    this.#transport = transport;
    onConnected(transport, () => void this.read());
    transport.on('request:changed', ({ request }) => this.#changed(request));
    transport.on('request:removed', ({ requestId }) => this.#removed(requestId));
    transport.on('request:list-changed', () => void this.read());
  }

  get(): RequestsState {
    return this.#state.get();
  }

  subscribe(listener: (state: RequestsState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Shows another view, order or search. Rows stay until the new ones are there, unless the view is another. */
  ask(change: Partial<Query>): void {
    const { query, page } = this.get();
    const next = { ...query, limit: PAGE, ...change };
    if (JSON.stringify(next) === JSON.stringify(query)) return;
    this.#version = undefined;
    this.#state.patch({ query: next, page: next.view === query.view ? page : loading });
    // At once, even if another reading is on its way: its answer will be late and lose.
    void this.#once();
  }

  /** Reads the list; a call while one is on its way makes one more afterwards. */
  async read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
    this.#reading = false;
  }

  /** Puts a request that a command answered into the rows, before its push arrives. */
  accept(request: Request): void {
    const { page } = this.get();
    if (page.kind !== 'ready') return;
    const requests = page.value.requests.map((row) =>
      row.id === request.id && row.version <= request.version ? request : row,
    );
    this.#state.patch({ page: ready({ ...page.value, requests }) });
  }

  async take(requestId: string): Promise<Result<{ request: Request }>> {
    return this.#act(this.#transport.call('request:take', { requestId }));
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#calls++;
    this.#version = undefined;
    this.#state.set(start);
  }

  async #act(call: Promise<Result<{ request: Request }>>): Promise<Result<{ request: Request }>> {
    const result = await call;
    if (result.ok) this.accept(result.data.request);
    void this.read();
    return result;
  }

  async #once(): Promise<void> {
    const call = ++this.#calls;
    const { query } = this.get();
    const known = this.#version;
    const search = query.search.trim();
    const input = { ...query, search, ...(known !== undefined && { version: known }) };
    const result = await this.#transport.call('request:list', input);
    // Signed out, or asked for something else meanwhile.
    if (call !== this.#calls || query !== this.get().query) return;
    if (!result.ok) {
      const { page } = this.get();
      const failed = page.kind === 'ready' ? page : { kind: 'failed' as const, error: result.error };
      this.#state.patch({ page: failed, problem: result.error });
    } else if ('same' in result.data) {
      this.#state.patch({ problem: null });
    } else {
      const { requests, total, counts, version } = result.data;
      this.#version = version;
      this.#state.patch({ page: ready({ requests, total }), counts, problem: null });
    }
  }

  #changed(request: Request): void {
    this.accept(request);
    void this.read();
  }

  #removed(requestId: string): void {
    const page = valueOf(this.get().page);
    if (page?.requests.some(({ id }) => id === requestId)) {
      const requests = page.requests.filter(({ id }) => id !== requestId);
      this.#state.patch({ page: ready({ requests, total: page.total - 1 }) });
    }
    void this.read();
  }
}
