import type { CommandName, CommandOutput } from '#protocol/index';
import { loading, ready, valueOf, type Loadable } from '../../core/loadable.ts';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Request } from './console-requests.store.ts';

/** What of whom a request came from can be kept from asking again. */
export const BLOCKABLE = ['customer', 'email', 'network'] as const;
export type Blockable = (typeof BLOCKABLE)[number];

type Act = Extract<CommandName, 'request:take' | 'request:unassign' | 'request:close'>;

/** One request as its page shows it, kept in step while it is open. Older news than what is shown is dropped. */
export class RequestStore implements Readable<Loadable<Request>> {
  readonly id: string;
  readonly #transport: Transport;
  readonly #state: Store<Loadable<Request>>;

  /** `known`: the row it was opened from, shown until the server has answered. */
  constructor(transport: Transport, id: string, known?: Request) {
    this.#transport = transport;
    this.id = id;
    this.#state = new Store<Loadable<Request>>(known ? ready(known) : loading);
  }

  get(): Loadable<Request> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<Request>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** From now on it follows the server, until the returned function stops it. */
  follow(): () => void {
    const transport = this.#transport;
    const stops = [
      onConnected(transport, () => void this.read()),
      transport.on('request:changed', ({ request }) => this.#accept(request)),
      transport.on('request:removed', ({ requestId }) => requestId === this.id && void this.read()),
      transport.on('request:list-changed', () => void this.read()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async read(): Promise<void> {
    const result = await this.#transport.call('request:get', { requestId: this.id });
    if (result.ok) this.#accept(result.data.request);
    // Out of reach for a moment: what is shown stays. Gone or no longer for these eyes: it goes.
    else if (!result.error.retry || this.get().kind !== 'ready')
      this.#state.set({ kind: 'failed', error: result.error });
  }

  take(): Promise<Result<unknown>> {
    return this.#act('request:take');
  }

  unassign(): Promise<Result<unknown>> {
    return this.#act('request:unassign');
  }

  close(): Promise<Result<unknown>> {
    return this.#act('request:close');
  }

  colleagues(): Promise<Result<CommandOutput<'request:colleagues'>>> {
    return this.#transport.call('request:colleagues', { requestId: this.id });
  }

  transfer(technicianId: string): Promise<Result<unknown>> {
    return this.#settle(this.#transport.call('request:transfer', { requestId: this.id, technicianId }));
  }

  markSpam(block: readonly Blockable[]): Promise<Result<unknown>> {
    return this.#mark({ spam: true, block: [...block] });
  }

  /** It was none: what was blocked with it may ask again. */
  unmarkSpam(): Promise<Result<unknown>> {
    return this.#mark({ spam: false, block: [] });
  }

  setDue(dueAt: number | null): Promise<Result<unknown>> {
    return this.#settle(this.#transport.call('request:set-due', { requestId: this.id, dueAt }));
  }

  #mark(mark: { spam: boolean; block: Blockable[] }): Promise<Result<unknown>> {
    return this.#settle(this.#transport.call('request:mark-spam', { requestId: this.id, ...mark }));
  }

  #act(name: Act): Promise<Result<unknown>> {
    return this.#settle(this.#transport.call(name, { requestId: this.id }));
  }

  async #settle(call: Promise<Result<{ request: Request }>>): Promise<Result<unknown>> {
    const result = await call;
    if (result.ok) this.#accept(result.data.request);
    // Refused because it is not as it is shown here.
    else if (!result.error.retry) void this.read();
    return result;
  }

  #accept(request: Request): void {
    if (request.id !== this.id) return;
    const current = valueOf(this.get());
    if (!current || request.version >= current.version) this.#state.set(ready(request));
  }
}
