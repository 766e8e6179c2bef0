import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A WebSocket frame as it is written, faults included. */
export interface RawFrame {
  opcode: number;
  payload: Buffer;
  /** Default: a whole message. */
  isLast?: boolean;
  /** The three bits nobody agreed on. */
  reserved?: number;
  /** A client must mask; default: it does. */
  isMasked?: boolean;
  /** What the header says where that is not the truth. */
  claimedLength?: number;
}

export const TEXT = 1;
export const CLOSE = 8;

/** The key is zero, so that masking changes nothing: legal, and 100,000 frames cost little. */
export const encodeFrame = (frame: RawFrame): Buffer => {
  const length = frame.claimedLength ?? frame.payload.length;
  const masked = (frame.isMasked ?? true) ? 0x80 : 0;
  const first = ((frame.isLast ?? true) ? 0x80 : 0) | ((frame.reserved ?? 0) << 4) | frame.opcode;
  const head = Buffer.alloc(10);
  let size = 2;
  head[0] = first;
  if (length < 126) head[1] = masked | length;
  else if (length < 65_536) {
    head[1] = masked | 126;
    size = head.writeUInt16BE(length, 2);
  } else {
    head[1] = masked | 127;
    size = head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head.subarray(0, size), Buffer.alloc(masked ? 4 : 0), frame.payload]);
};

/** Whole frames at the start of what was received, and what is left over. Servers do not mask. */
const decodeFrames = (received: Buffer): { texts: string[]; isClosing: boolean; rest: Buffer } => {
  const texts: string[] = [];
  let isClosing = false;
  let rest = received;
  while (rest.length >= 2) {
    const short = rest[1]! & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < start) break;
    const length =
      short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
    if (rest.length < start + length) break;
    const opcode = rest[0]! & 0x0f;
    if (opcode === TEXT) texts.push(rest.toString('utf8', start, start + length));
    isClosing ||= opcode === CLOSE;
    rest = rest.subarray(start + length);
  }
  return { texts, isClosing, rest };
};

/** A WebSocket client without a library: it can say what none would. */
export class RawWebSocket {
  readonly #tcp: Socket;
  #received: Buffer = Buffer.alloc(0);
  readonly #close: () => void;
  /** The server said so, or the connection is gone; its closing frame is never answered. */
  readonly closed: Promise<void>;
  onText: (text: string) => void = () => undefined;

  private constructor(tcp: Socket) {
    this.#tcp = tcp;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#close = resolve;
    tcp.once('close', resolve);
  }

  /** The upgrade has been answered. */
  static async open(port: number, path: string, headers: Record<string, string>): Promise<RawWebSocket> {
    const tcp = connect(port, '127.0.0.1');
    tcp.setNoDelay().on('error', () => undefined);
    const client = new RawWebSocket(tcp);
    await once(tcp, 'connect');
    const lines = Object.entries({
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    tcp.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    const [head] = (await once(tcp, 'data')) as [Buffer];
    const end = head.indexOf('\r\n\r\n') + 4;
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(head.toString('latin1'));
    client.#receive(head.subarray(end));
    tcp.on('data', (chunk: Buffer) => client.#receive(chunk));
    return client;
  }

  #receive(chunk: Buffer): void {
    const { texts, isClosing, rest } = decodeFrames(Buffer.concat([this.#received, chunk]));
    this.#received = rest;
    for (const text of texts) this.onText(text);
    if (isClosing) this.#close();
  }

  write(frames: readonly RawFrame[]): void {
    if (this.#tcp.writable) this.#tcp.write(Buffer.concat(frames.map(encodeFrame)));
  }

  end(): void {
    this.#tcp.destroy();
  }
}
