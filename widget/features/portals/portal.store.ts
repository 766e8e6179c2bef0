import type { EventPayload } from '#protocol/index';
import type { Problem } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';

/** The first look is short: a person is waiting, and the connection goes on trying. In milliseconds. */
const PATIENCE = 4000;

export type PortalView = EventPayload<'portal:changed'>;

export type PortalState =
  | { kind: 'loading' }
  | { kind: 'ready'; view: PortalView }
  | { kind: 'failed'; code: Problem['code']; retry: boolean };

/**
 * What a visitor without a request of their own sees, as the server decides it: read at each connection, pushed in
 * between. While the connection is lost the last view stays.
 */
export class PortalStore implements Readable<PortalState> {
  readonly #state = new Store<PortalState>({ kind: 'loading' });
  readonly #transport: Transport;
  readonly #look: Pick<Transport, 'call'>;
  readonly #portalId: string;
  #stops: (() => void)[] = [];

  /**
   * `look` asks without a connection: it is answered sooner than one is made, and says why where none is to be had
   * (a website that is not listed is refused before the handshake, without words).
   */
  constructor(transport: Transport, portalId: string, look: Pick<Transport, 'call'>) {
    this.#transport = transport;
    this.#portalId = portalId;
    this.#look = look;
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
      connection.subscribe((now) => {
        if (now === 'connected' || now === 'refused') void this.#ask(this.#transport);
      }),
    ];
    void this.refresh();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Asks once more; after a failure that shows, so that somebody who pressed a button sees it work. */
  refresh(): Promise<void> {
    if (this.get().kind === 'failed') this.#state.set({ kind: 'loading' });
    return this.#ask(this.#look);
  }

  async #ask(whom: Pick<Transport, 'call'>): Promise<void> {
    const state = this.get();
    const known = state.kind === 'ready' ? { version: state.view.version } : {};
    const result = await whom.call(
      'portal:view',
      { portalId: this.#portalId, ...known },
      { patience: PATIENCE },
    );
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

  /** A passing failure does not take away what is shown. */
  #fail({ code, retry }: Problem): void {
    if (retry && this.get().kind === 'ready') return;
    // A guest the server has forgotten: whoever keeps the token comes back without it.
    if (code === 'unauthenticated') return;
    // An id of the wrong form is as unknown as any other.
    this.#state.set({ kind: 'failed', code: code === 'validation' ? 'unknown_portal' : code, retry });
  }
}
