import type { CommandOutput } from '#protocol/index';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Transport } from '../../transport/transport.ts';

type Queue = CommandOutput<'request:queue'>['queue'];

/** The own place in the queue, as the server tells it. Who does not wait is told nothing. */
export class QueueController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #transport: () => Transport;
  #stops: (() => void)[] = [];

  value: Queue = null;

  constructor(host: ReactiveControllerHost, transport: () => Transport) {
    this.#host = host;
    this.#transport = transport;
    host.addController(this);
  }

  hostConnected(): void {
    const transport = this.#transport();
    const read = async (): Promise<void> => {
      if (transport.connection.get() !== 'connected') return;
      const result = await transport.call('request:queue', {});
      if (result.ok) this.#show(result.data.queue);
    };
    this.#stops = [
      transport.on('request:queue-changed', ({ queue }) => this.#show(queue)),
      transport.connection.subscribe(read),
    ];
    void read();
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop();
  }

  #show(queue: Queue): void {
    this.value = queue;
    this.#host.requestUpdate();
  }
}
