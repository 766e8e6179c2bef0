import type { CommandOutput } from '#protocol/index';
import { Newest } from '../../core/newest.ts';
import type { Result } from '../../core/result.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Availability = CommandOutput<'availability:set'>;

/** The own switch and the Status menu around it. */
export class AvailabilityStore extends Newest<Availability> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super((known) => transport.call('availability:get', known));
    this.#transport = transport;
    onConnected(transport, () => void this.load());
    transport.on('availability:changed', (next) => this.accept(next));
    transport.on('availability:reminder', (next) => this.accept(next));
  }

  set(change: CallInput<'availability:set'>): Promise<Result<Availability>> {
    return this.change(this.#transport.call('availability:set', change));
  }

  /** Still there: the answer to a reminder. */
  confirm(): Promise<Result<Availability>> {
    return this.change(this.#transport.call('availability:confirm', {}));
  }
}
