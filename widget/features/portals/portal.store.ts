import type { EventPayload } from '#protocol/index';
import type { Problem } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';

export type PortalView = EventPayload<'portal:changed'>;

export type PortalState =
  { kind: 'loading' } | { kind: 'ready'; view: PortalView } | { kind: 'failed'; code: Problem['code'] };

/**
 * What a visitor without a request of their own sees, as the server decides it: read at each connection, pushed in
 * between. While the connection is lost the last view stays.
 */
export class PortalStore implements Readable<PortalState> {
  readonly #state = new Store<PortalState>({ kind: 'loading' });
  readonly #transport: Transport;
  readonly #portalId: string;
  #stops: (() => void)[] = [];

  constructor(transport: Transport, portalId: string) {
    this.#transport = transport;
    this.#portalId = portalId;
  }

  get(): PortalState {
    return this.#state.get();
  }

  subscribe(listener: (state: PortalState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  start(): void {
    const { connection } = this.#transport;
    this.#stops = [
      this.#transport.on('portal:changed', (view) => this.#show(view)),
      // Refused, too: the answer then says why.
      connection.subscribe((now) => void ((now === 'connected' || now === 'refused') && this.refresh())),
    ];
    void this.refresh();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  async refresh(): Promise<void> {
    const state = this.get();
    const known = state.kind === 'ready' ? { version: state.view.version } : {};
    const result = await this.#transport.call('portal:view', { portalId: this.#portalId, ...known });
    if (!result.ok) this.#fail(result.error);
    else if (!('same' in result.data)) this.#show(result.data);
  }

  #show(view: PortalView): void {
    const state = this.get();
    if (view.portalId !== this.#portalId) return;
    // An answer that was overtaken by a push is older.
    if (state.kind === 'ready' && view.version <= state.view.version) return;
    this.#state.set({ kind: 'ready', view });
  }

  #fail({ code, retry }: Problem): void {
    if (retry && this.get().kind === 'ready') return;
    this.#state.set({ kind: 'failed', code });
  }
}
