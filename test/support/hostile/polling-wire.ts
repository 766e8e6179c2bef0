import { RawPolling } from './raw-polling.ts';
import type { Seeded } from './seeded.ts';
import { isJoined, noteAnswer, SENTINEL, type Tally, type Wire } from './wire.ts';

/** Of one body, in characters: below the server's limit for it, so that every packet is looked at. */
const BODY = 40_000;

const bodiesOf = (packets: readonly string[]): string[][] => {
  const bodies: string[][] = [[]];
  let size = 0;
  for (const packet of packets) {
    size += packet.length;
    if (size > BODY) bodies.push([]);
    if (size > BODY) size = packet.length;
    bodies.at(-1)!.push(packet);
  }
  return bodies;
};

/** HTTP long-polling: packets go out in one body and come back with the next poll. */
export class PollingWire implements Wire {
  readonly #polling: RawPolling;
  readonly #tally: Tally;

  private constructor(polling: RawPolling, tally: Tally) {
    this.#polling = polling;
    this.#tally = tally;
  }

  static async open(
    port: number,
    path: string,
    headers: Record<string, string>,
    tally: Tally,
  ): Promise<PollingWire> {
    return new PollingWire(await RawPolling.open(port, path, headers), tally);
  }

  async join(packet: string): Promise<void> {
    await this.#polling.send([packet]);
    for (;;) {
      const received = await this.#polling.poll();
      if (!received || received.some(isJoined)) return;
    }
  }

  async say(packets: readonly string[]): Promise<boolean> {
    for (const body of bodiesOf([...packets, SENTINEL]))
      if ((await this.#polling.send(body)) !== 200) return false;
    for (;;) {
      const received = await this.#polling.poll();
      if (!received) return false;
      if (received.map((packet) => noteAnswer(this.#tally, packet)).some(Boolean)) return true;
    }
  }

  spoil(next: Seeded): Promise<unknown> {
    const polling = this.#polling;
    return next.pick([
      () => Promise.all([polling.poll(), polling.poll()]),
      () => Promise.all([polling.send(['6']), polling.send(['6'])]),
      () => polling.send(['6'], { 'Content-Type': 'application/octet-stream' }),
      () => polling.send(['6'], { 'Content-Type': 'application/json; charset=utf-16' }),
      () => polling.send(['6'], { Upgrade: 'websocket', Connection: 'Upgrade' }),
      () => polling.send([`42${'x'.repeat(70_000)}`]),
      () => polling.send([]),
      () => polling.odd('DELETE'),
      () => polling.odd('PUT'),
      () => polling.odd('OPTIONS'),
    ])();
  }

  end(): void {
    this.#polling.end();
  }
}
