import type { CommandInput, CommandOutput, EventPayload } from '#protocol/index';
import { Newest } from '../../core/newest.ts';
import type { Result } from '../../core/result.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

export type ContactMethods = EventPayload<'contact-method:changed'>;
export type ContactMethod = ContactMethods['methods'][number];
export type ContactKind = ContactMethod['kind'];
export type Address = CommandInput<'contact-method:add'>['address'];
export type Added = CommandOutput<'contact-method:add'>;

/** The own contact methods, for the Status menu and their page. */
export class ContactMethodsStore extends Newest<ContactMethods> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super((known) => transport.call('contact-method:list', known));
    this.#transport = transport;
    onConnected(transport, () => void this.load());
    transport.on('contact-method:changed', (next) => this.accept(next));
  }

  add(address: Address): Promise<Result<Added>> {
    return this.#transport.call('contact-method:add', { address });
  }

  sendCode({ id }: Pick<ContactMethod, 'id'>): Promise<Result<unknown>> {
    return this.#transport.call('contact-method:send-code', { methodId: id });
  }

  verify({ id }: Pick<ContactMethod, 'id'>, code: string): Promise<Result<ContactMethods>> {
    return this.change(this.#transport.call('contact-method:verify', { methodId: id, code }));
  }

  choose({ id }: Pick<ContactMethod, 'id'>, chosen: boolean): Promise<Result<ContactMethods>> {
    return this.change(this.#transport.call('contact-method:choose', { methodId: id, chosen }));
  }

  remove({ id }: Pick<ContactMethod, 'id'>): Promise<Result<ContactMethods>> {
    return this.change(this.#transport.call('contact-method:remove', { methodId: id }));
  }
}
