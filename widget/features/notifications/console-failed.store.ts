import type { CommandOutput } from '#protocol/index';
import { loading, ready, type Loadable } from '../../core/loadable.ts';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

type Answer = CommandOutput<'notification:failed'>;
export type FailedNotification = Answer['failed'][number];

/** Notifications of the account that could not be sent, for its admins; read while they are on screen. */
export class FailedStore implements Readable<Loadable<readonly FailedNotification[]>> {
  readonly #state = new Store<Loadable<readonly FailedNotification[]>>(loading);
  readonly #transport: Transport;
  #calls = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(): Loadable<readonly FailedNotification[]> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<readonly FailedNotification[]>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Keeps the list current; the answer stops it. */
  follow(): () => void {
    const stops = [
      onConnected(this.#transport, () => void this.load()),
      this.#transport.on('notification:failed-changed', () => void this.load()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  load(): Promise<Result<Answer>> {
    return this.#take(this.#transport.call('notification:failed', {}));
  }

  resend({ id }: FailedNotification): Promise<Result<Answer>> {
    return this.#take(this.#transport.call('notification:resend', { notificationId: id }));
  }

  discard({ id }: FailedNotification): Promise<Result<Answer>> {
    return this.#take(this.#transport.call('notification:discard', { notificationId: id }));
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#calls += 1;
    this.#state.set(loading);
  }

  /** The answer to what was asked last counts. */
  async #take(call: Promise<Result<Answer>>): Promise<Result<Answer>> {
    const number = ++this.#calls;
    const result = await call;
    if (number !== this.#calls) return result;
    if (result.ok) this.#state.set(ready(result.data.failed));
    else if (this.get().kind !== 'ready') this.#state.set({ kind: 'failed', error: result.error });
    return result;
  }
}
