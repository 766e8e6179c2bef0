// A client by somebody who has read docs/protocol.md and nothing else: no import of ours, no type of ours.
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
interface Envelope {
  ok: boolean;
  data: Json;
  error: { code: string; retry: boolean; params?: Json };
}

/** A visitor's chat: asks for help, follows the request and its thread, comes back after a lost connection. */
export class StrangerClient {
  readonly #url: string;
  readonly #portal: string;
  #token: string | undefined;
  #socket: Socket | undefined;
  #version: number | undefined;
  #last = 0;
  /** What the visitor sees. */
  request: Json | null = null;
  readonly texts: string[] = [];
  readonly statuses: string[] = [];
  /** Told after every change. */
  onChange: () => void = () => undefined;

  constructor(url: string, portal: string) {
    this.#url = url;
    this.#portal = portal;
  }

  async view(): Promise<Json> {
    const answer = await fetch(`${this.#url}/api/portals/${this.#portal}/view`, {
      headers: { 'Support-Protocol': '1' },
    });
    return this.#data((await answer.json()) as Envelope);
  }

  /** Connects, and takes up where it was: reads again what it follows. */
  async connect(): Promise<void> {
    const socket = io(this.#url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      query: { portal: this.#portal },
      auth: { protocol: 1, portal: this.#portal, ...(this.#token !== undefined && { token: this.#token }) },
    });
    this.#socket = socket;
    socket.on('request:own-changed', ({ request }: Json) => this.#take(request as Json));
    socket.on('thread:appended', ({ entry }: Json) => void this.#append(entry as Json));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    if (this.#token === undefined) return;
    const current = await this.#say('request:current', {
      ...(this.#version !== undefined && { version: this.#version }),
    });
    if (!('same' in current) && current.request !== null) this.#take(current.request as Json);
    await this.#fetch();
  }

  /** As a network does it. */
  drop(): void {
    this.#socket?.disconnect();
  }

  async ask(input: Json): Promise<void> {
    if (this.#token === undefined)
      this.#token = String((await this.#say('visitor:create', { portalId: this.#portal })).token);
    await this.#say('request:current', {});
    this.#take((await this.#say('request:open', { commandId: randomUUID(), ...input })).request as Json);
    await this.#fetch();
  }

  /** Sends under an id of its own, as often as asked to: the server must store it once. */
  async write(text: string, tries = 1): Promise<void> {
    const commandId = randomUUID();
    for (let count = 0; count < tries; count += 1) {
      const { entry } = await this.#say('thread:send', { commandId, threadId: this.request!.threadId, text });
      await this.#append(entry as Json);
    }
  }

  #take(request: Json): void {
    const version = request.version as number;
    if (this.#version !== undefined && version <= this.#version) return;
    this.#version = version;
    this.request = request;
    this.onChange();
  }

  async #append(entry: Json): Promise<void> {
    const sequence = entry.sequence as number;
    if (sequence > this.#last + 1) return this.#fetch();
    if (sequence <= this.#last) return;
    this.#last = sequence;
    if (entry.kind === 'message') this.texts.push(String(entry.body.text));
    if (entry.kind === 'status') this.statuses.push(String(entry.body.status));
    this.onChange();
  }

  async #fetch(): Promise<void> {
    if (!this.request) return;
    const page = await this.#say('thread:entries', { threadId: this.request.threadId, after: this.#last });
    for (const entry of page.entries as Json[]) await this.#append(entry);
    if ((page.last as number) > this.#last) await this.#fetch();
  }

  async #say(command: string, input: Json): Promise<Json> {
    return this.#data((await this.#socket!.timeout(5000).emitWithAck(command, input)) as Envelope);
  }

  #data(envelope: Envelope): Json {
    if (!envelope.ok) throw Object.assign(new Error(envelope.error.code), envelope.error);
    return envelope.data;
  }
}
