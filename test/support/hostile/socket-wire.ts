import { brokenFrame, textFrame, unfinishedFrame } from './raw-frames.ts';
import { RawWebSocket } from './raw-web-socket.ts';
import type { Seeded } from './seeded.ts';
import { isJoined, noteAnswer, SENTINEL, type Tally, type Wire } from './wire.ts';

/** A WebSocket. */
export class SocketWire implements Wire {
  readonly #socket: RawWebSocket;
  #joined: () => void = () => undefined;
  #answered: () => void = () => undefined;

  private constructor(socket: RawWebSocket, tally: Tally) {
    this.#socket = socket;
    socket.onText = (text) => {
      if (isJoined(text)) this.#joined();
      if (noteAnswer(tally, text)) this.#answered();
    };
  }

  static async open(
    port: number,
    path: string,
    headers: Record<string, string>,
    tally: Tally,
  ): Promise<SocketWire> {
    return new SocketWire(await RawWebSocket.open(port, path, headers), tally);
  }

  join(packet: string): Promise<void> {
    const joined = new Promise<void>((resolve) => (this.#joined = resolve));
    this.#socket.write([textFrame(packet)]);
    return Promise.race([joined, this.#socket.closed]);
  }

  say(packets: readonly string[]): Promise<boolean> {
    const answered = new Promise<boolean>((resolve) => (this.#answered = () => resolve(true)));
    this.#socket.write([...packets, SENTINEL].map(textFrame));
    return Promise.race([answered, this.#socket.closed.then(() => false)]);
  }

  async spoil(next: Seeded): Promise<void> {
    // What is begun and never ended hangs until its client goes; everything else is closed by the server.
    if (next.below(4) === 0) return this.#socket.write([unfinishedFrame(next)]);
    this.#socket.write([brokenFrame(next)]);
    await this.say([]);
  }

  end(): void {
    this.#socket.end();
  }
}
