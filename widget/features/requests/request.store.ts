import type { CommandOutput, EventPayload } from '#protocol/index';
import { newId } from '../../core/ids.ts';
import { ok, type Problem, type Result } from '../../core/result.ts';
import type { Box } from '../../core/storage.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';
import { FormDraft, type RequestForm } from './form-draft.ts';
import { sentFrom, type Place } from './place.ts';
import type { Guest } from '../visitors/index.ts';

export type OwnRequest = EventPayload<'request:own-changed'>['request'];

export interface RequestState {
  readonly current:
    | { kind: 'loading' }
    | { kind: 'none' }
    | { kind: 'some'; request: OwnRequest }
    | { kind: 'failed'; code: Problem['code'] };
  /** What the last verb is doing or came to; typed text is never part of it, so never lost with it. */
  readonly action: { kind: 'idle' } | { kind: 'busy' } | { kind: 'failed'; error: Problem };
}

export interface RequestOptions {
  transport: Transport;
  portalId: string;
  guest: Guest;
  /** Where the form being filled in is kept. */
  tab: Box;
  /** Takes a question that met a request already in progress: it goes on there. */
  handOver(threadId: string, text: string): void;
  /** Where the visitor is when they send, told to the technician. */
  place?: () => Place;
}

const OVER: ReadonlySet<OwnRequest['kind']> = new Set(['completed', 'abandoned']);

/** A visitor's own request in one portal: opening it, following it, and taking leave of it. */
export class RequestStore implements Readable<RequestState> {
  readonly draft: FormDraft;
  readonly #options: RequestOptions;
  readonly #state: Store<RequestState>;
  /** A question that met a request already in progress, until that is here. */
  #homeless = '';
  /** The finished request the visitor has turned away from. */
  #dismissed: string | null = null;
  #attempt = { written: '', from: {}, commandId: '' };
  #stops: (() => void)[] = [];

  constructor(options: RequestOptions) {
    this.#options = options;
    this.draft = new FormDraft(options.tab, options.guest.name);
    const kind = options.guest.token ? 'loading' : 'none';
    this.#state = new Store<RequestState>({ current: { kind }, action: { kind: 'idle' } });
  }

  get(): RequestState {
    return this.#state.get();
  }

  subscribe(listener: (state: RequestState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  start(): void {
    const { transport, guest } = this.#options;
    this.#stops = [
      transport.on('request:own-changed', ({ request }) => this.#show(request)),
      transport.connection.subscribe((now) => {
        if (now === 'connected' || now === 'refused') void this.refresh();
      }),
      // Another tab sent something: this one is the same visitor from now on.
      guest.watch(() => this.#reconnect()),
    ];
    if (transport.connection.get() === 'connected') void this.refresh();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  async refresh(): Promise<void> {
    const { transport, guest } = this.#options;
    if (!guest.token) return this.#state.patch({ current: { kind: 'none' } });
    const result = await transport.call('request:current', {});
    if (result.ok) {
      if (!('same' in result.data)) this.#show(result.data.request);
    } else if (result.error.code === 'unauthenticated') {
      // The token is too old or was taken back: a visitor like any other.
      guest.forget();
      this.#reconnect();
    } else if (!result.error.retry && this.get().current.kind === 'loading') {
      this.#state.patch({ current: { kind: 'failed', code: result.error.code } });
    }
  }

  /** Fills in the form as far as given; `false` where a request is in progress. */
  fill(given: Partial<RequestForm>): boolean {
    if (this.#options.guest.open) return false;
    this.draft.set({ ...this.draft.get(), ...given });
    return true;
  }

  /** Sends the form. Trying again with the same words is the same command, whatever became of the first try. */
  async open(form: RequestForm): Promise<void> {
    if (this.get().action.kind === 'busy') return;
    this.#state.patch({ action: { kind: 'busy' } });
    const become = await this.#become();
    const result = become.ok ? await this.#send(form) : become;
    if (result.ok) {
      this.draft.clear();
      this.#show(result.data.request);
      this.#state.patch({ action: { kind: 'idle' } });
    } else {
      if (result.error.code === 'request_open') this.#homeless = form.text;
      this.#state.patch({ action: { kind: 'failed', error: result.error } });
    }
    // Reading joins the room of the pushes; and shows the request that stood in the way, if one did.
    await this.refresh();
  }

  /** Stop waiting; the request is kept. `phone`: to be called back. */
  leave(phone: string): Promise<void> {
    return this.#change('request:leave', phone ? { phone } : {});
  }

  /** Take back a request nobody has taken yet. */
  withdraw(): Promise<void> {
    return this.#change('request:withdraw');
  }

  /** End the chat. */
  finish(): Promise<void> {
    return this.#change('request:finish');
  }

  /** Turns from a request that is over to the form for the next one. */
  startNew(): void {
    const { current } = this.get();
    if (current.kind === 'some') this.#dismissed = current.request.id;
    this.#state.patch({ current: { kind: 'none' }, action: { kind: 'idle' } });
  }

  async #become(): Promise<Result<object>> {
    const { transport, portalId, guest } = this.#options;
    if (guest.token) return ok({});
    const result = await transport.call('visitor:create', { portalId });
    if (result.ok) guest.become(result.data.token);
    return result;
  }

  #send({ name, email, phone, text }: RequestForm): Promise<Result<CommandOutput<'request:open'>>> {
    const { transport, place } = this.#options;
    // A contact's are known.
    const words = { text, ...(name && { name }), ...(email && { email }), ...(phone && { phone }) };
    const written = JSON.stringify(words);
    if (this.#attempt.written !== written)
      this.#attempt = { written, from: place ? sentFrom(place()) : {}, commandId: newId() };
    const { commandId, from } = this.#attempt;
    return transport.call('request:open', { ...words, ...from }, { commandId });
  }

  async #change(
    name: 'request:leave' | 'request:withdraw' | 'request:finish',
    more: { phone?: string } = {},
  ): Promise<void> {
    const { current, action } = this.get();
    if (current.kind !== 'some' || action.kind === 'busy') return;
    this.#state.patch({ action: { kind: 'busy' } });
    const result = await this.#options.transport.call(name, { requestId: current.request.id, ...more });
    if (result.ok) this.#show(result.data.request);
    this.#state.patch({ action: result.ok ? { kind: 'idle' } : { kind: 'failed', error: result.error } });
  }

  #show(request: OwnRequest | null): void {
    const { current } = this.get();
    this.#options.guest.open = request !== null && !OVER.has(request.kind);
    if (!request) return this.#state.patch({ current: { kind: 'none' } });
    // Pushes and answers overtake each other.
    const older = current.kind === 'some' && current.request.id === request.id;
    if (older && request.version <= current.request.version) return;
    if (this.#dismissed === request.id) return;
    if (this.#homeless) {
      this.#options.handOver(request.threadId, this.#homeless);
      this.draft.clear();
    }
    this.#homeless = '';
    this.#state.patch({ current: { kind: 'some', request } });
  }

  #reconnect(): void {
    const { transport } = this.#options;
    transport.close();
    transport.connect();
  }
}
