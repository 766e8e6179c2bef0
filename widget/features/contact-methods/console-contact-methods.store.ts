import type { CommandInput, CommandOutput, EventPayload } from '#protocol/index';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

export type ContactMethods = EventPayload<'contact-method:changed'>;
export type ContactMethod = ContactMethods['methods'][number];
export type ContactKind = ContactMethod['kind'];
export type Address = CommandInput<'contact-method:add'>['address'];
export type Added = CommandOutput<'contact-method:add'>;

/** The own contact methods, for the Status menu and their page; `null` until the server has said. Older answers lose. */
export class ContactMethodsStore implements Readable<ContactMethods | null> {
  readonly #state = new Store<ContactMethods | null>(null);
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    onConnected(transport, () => void this.#read());
    transport.on('contact-method:changed', (next) => this.#accept(next));
  }

  get(): ContactMethods | null {
    return this.#state.get();
  }

  subscribe(listener: (state: ContactMethods | null) => void): () => void {
    return this.#state.subscribe(listener);
  }

  add(address: Address): Promise<Result<Added>> {
    return this.#transport.call('contact-method:add', { address });
  }

  sendCode({ id }: Pick<ContactMethod, 'id'>): Promise<Result<unknown>> {
    return this.#transport.call('contact-method:send-code', { methodId: id });
  }

  verify({ id }: Pick<ContactMethod, 'id'>, code: string): Promise<Result<ContactMethods>> {
    return this.#accepting(this.#transport.call('contact-method:verify', { methodId: id, code }));
  }

  choose({ id }: Pick<ContactMethod, 'id'>, chosen: boolean): Promise<Result<ContactMethods>> {
    return this.#accepting(this.#transport.call('contact-method:choose', { methodId: id, chosen }));
  }

  remove({ id }: Pick<ContactMethod, 'id'>): Promise<Result<ContactMethods>> {
    return this.#accepting(this.#transport.call('contact-method:remove', { methodId: id }));
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#state.set(null);
  }

  async #read(): Promise<void> {
    const version = this.get()?.version;
    const result = await this.#transport.call(
      'contact-method:list',
      version === undefined ? {} : { version },
    );
    if (result.ok && !('same' in result.data)) this.#accept(result.data);
  }

  async #accepting(call: Promise<Result<ContactMethods>>): Promise<Result<ContactMethods>> {
    const result = await call;
    if (result.ok) this.#accept(result.data);
    return result;
  }

  #accept(next: ContactMethods): void {
    const current = this.get();
    if (!current || next.version >= current.version) this.#state.set(next);
  }
}
