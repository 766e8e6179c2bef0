import type { CommandOutput } from '#protocol/index';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Availability = CommandOutput<'availability:set'>;

/** The own switch and the Status menu around it; `null` until the server has said. Older answers lose. */
export class AvailabilityStore implements Readable<Availability | null> {
  readonly #state = new Store<Availability | null>(null);
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    onConnected(transport, () => void this.#read());
    transport.on('availability:changed', (next) => this.#accept(next));
    transport.on('availability:reminder', (next) => this.#accept(next));
  }

  get(): Availability | null {
    return this.#state.get();
  }

  subscribe(listener: (state: Availability | null) => void): () => void {
    return this.#state.subscribe(listener);
  }

  async set(change: CallInput<'availability:set'>): Promise<Result<Availability>> {
    const result = await this.#transport.call('availability:set', change);
    if (result.ok) this.#accept(result.data);
    return result;
  }

  /** Still there: the answer to a reminder. */
  async confirm(): Promise<Result<Availability>> {
    const result = await this.#transport.call('availability:confirm', {});
    if (result.ok) this.#accept(result.data);
    return result;
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#state.set(null);
  }

  async #read(): Promise<void> {
    const version = this.get()?.version;
    const result = await this.#transport.call('availability:get', version === undefined ? {} : { version });
    if (result.ok && !('same' in result.data)) this.#accept(result.data);
  }

  #accept(next: Availability): void {
    const current = this.get();
    if (!current || next.version >= current.version) this.#state.set(next);
  }
}
