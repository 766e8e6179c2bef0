import type { CommandOutput } from '#protocol/index';
import { Latest } from '../../core/latest.ts';
import type { Result } from '../../core/result.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

type Answer = CommandOutput<'notification:failed'>;
export type FailedNotification = Answer['failed'][number];

/** Notifications of the account that could not be sent, for its admins; read while they are on screen. */
export class FailedStore extends Latest<Answer> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super();
    this.#transport = transport;
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
    return this.take(this.#transport.call('notification:failed', {}));
  }

  resend({ id }: FailedNotification): Promise<Result<Answer>> {
    return this.take(this.#transport.call('notification:resend', { notificationId: id }));
  }

  discard({ id }: FailedNotification): Promise<Result<Answer>> {
    return this.take(this.#transport.call('notification:discard', { notificationId: id }));
  }
}
