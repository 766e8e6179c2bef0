import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { Envelope } from '#protocol/errors';

export interface Connecting {
  host: string;
  query?: Record<string, string>;
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
}

const EVENT = 0x32; // '2', after the '4' of an Engine.IO message
const ACK = 0x33;
const CONNECT_ERROR = 0x34;

/**
 * The least a Socket.IO client can be: WebSocket frames by hand, and only what a test of speed looks at is read. The
 * usual client costs more than the server it would measure.
 */
export class WireClient {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #nextId = 0;
  readonly #acks = new Map<number, (frame: Buffer) => void>();
  #connected: (() => void) | undefined;
  #handleNothing = false;
  /** Called with every push as it came: `42["name",{…}]`. */
  onPush: (frame: Buffer) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  static async connect(port: number, { host, query, auth, headers }: Connecting): Promise<WireClient> {
    const path = `/socket.io/?${new URLSearchParams({ EIO: '4', transport: 'websocket', ...query })}`;
    const socket = await upgrade(port, path, { Host: `${host}:${port}`, ...headers });
    const client = new WireClient(socket);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    client.#connected = resolve;
    socket.once('close', () => reject(new Error(`the connection to ${host} was refused`)));
    client.#write(`40${JSON.stringify(auth ?? {})}`);
    await promise;
    return client;
  }

  /** Sends a command; `answered` gets the frame of the answer, unread. */
  send(name: string, input: string, answered: (frame: Buffer) => void): void {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#acks.set(id, answered);
    this.#write(`42${id}["${name}",${input}]`);
  }

  /** One whole call, its answer read and checked; for setting the scene. */
  async must(name: string, input: object): Promise<unknown> {
    const frame = await new Promise<Buffer>((resolve) => this.send(name, JSON.stringify(input), resolve));
    const text = frame.toString();
    const [answer] = JSON.parse(text.slice(text.indexOf('['))) as [Envelope<unknown>];
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  }

  /** Bytes as they are, for who does not keep to the rules; resolves once the server has cut the connection. */
  async flood(bytes: Buffer): Promise<void> {
    this.#handleNothing = true;
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.on('error', () => undefined);
    this.#socket.write(bytes);
    await closed;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** A masked text frame; a mask of zeros leaves the text as it is. */
  #write(text: string): void {
    const length = Buffer.byteLength(text);
    const head = length < 126 ? 2 : 4;
    const frame = Buffer.alloc(head + 4 + length);
    frame[0] = 0x81;
    frame[1] = 0x80 | (head === 2 ? length : 126);
    if (head === 4) frame.writeUInt16BE(length, 2);
    frame.write(text, head + 4);
    this.#socket.write(frame);
  }

  #read(chunk: Buffer): void {
    if (this.#handleNothing) return;
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const end = frameEnd(data);
      if (end === null) break;
      const [from, to] = end;
      this.#handle(data.subarray(from, to));
      data = data.subarray(to);
    }
    this.#rest = data;
  }

  #handle(frame: Buffer): void {
    if (frame[0] === 0x32) return this.#write('3');
    if (frame[0] !== 0x34) return;
    if (frame[1] === EVENT) return this.onPush(frame);
    if (frame[1] === 0x30) return this.#connected?.();
    // Refused: whoever connects hears of it by the end of the connection.
    if (frame[1] === CONNECT_ERROR) return void this.#socket.destroy();
    if (frame[1] !== ACK) throw new Error(`unexpected frame: ${frame.toString()}`);
    let id = 0;
    for (let at = 2; frame[at] !== 0x5b; at += 1) id = id * 10 + frame[at]! - 0x30;
    const answered = this.#acks.get(id);
    this.#acks.delete(id);
    answered?.(frame);
  }
}

/** Where the first whole frame's payload is, or `null` where it has not all come yet. */
const frameEnd = (data: Buffer): [from: number, to: number] | null => {
  if (data.length < 2) return null;
  const short = data[1]!;
  if (short < 126) return data.length < 2 + short ? null : [2, 2 + short];
  const head = short === 126 ? 4 : 10;
  if (data.length < head) return null;
  const length = short === 126 ? data.readUInt16BE(2) : data.readUInt32BE(6);
  return data.length < head + length ? null : [head, head + length];
};

const upgrade = (port: number, path: string, headers: Record<string, string>): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.alloc(16, 7).toString('base64'),
        ...headers,
      },
    });
    outgoing.once('upgrade', (_response, socket: Socket, head: Buffer) => {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    outgoing.once('response', (response) => reject(new Error(`${path}: HTTP ${response.statusCode}`)));
    outgoing.once('error', reject);
    outgoing.end();
  });
