import { valueOf } from '../core/loadable.ts';
import type { AvailabilityStore } from '../features/availability/console-availability.store.ts';
import type { Transport } from '../transport/transport.ts';
import type { Sound } from './sound.ts';

/** Decides what is heard: the rules of G11, G12 and G16. */
export class Alerts {
  readonly #availability: AvailabilityStore;
  readonly #sound: Pick<Sound, 'request' | 'message'>;
  /** The thread on screen, if any. */
  looking: string | null = null;

  constructor(
    transport: Pick<Transport, 'on'>,
    availability: AvailabilityStore,
    sound: Pick<Sound, 'request' | 'message'>,
  ) {
    this.#availability = availability;
    this.#sound = sound;
    transport.on('notification:request', () => this.request());
    transport.on('notification:transfer', () => this.request());
    transport.on('notification:assigned', () => this.request());
    transport.on('notification:due', () => this.request());
  }

  /** A request came in: only somebody Available is told, even if one was on its way while they switched. */
  request(): void {
    const status = valueOf(this.#availability.get());
    if (status?.available && status.sound) this.#sound.request();
  }

  /** A customer wrote in an own chat; also while Unavailable, unless it is being read at this moment. */
  message(threadId: string): void {
    const reading = this.looking === threadId && document.hasFocus();
    if (!reading && valueOf(this.#availability.get())?.sound) this.#sound.message();
  }
}
