import type { CommandName, CommandOutput, EventName, EventPayload } from '#protocol/index';
import { PROTOCOL_VERSION } from '#protocol/version';
import { io, type Socket } from 'socket.io-client';
import { newId } from '../core/ids.ts';
import { fromEnvelope, unreachable, type Problem, type Result } from '../core/result.ts';
import { backOff, retry } from '../core/retry.ts';
import { Store, type Readable } from '../core/store.ts';
import type { CallInput, CallOptions, Connection, Transport } from './transport.ts';

/** How long one try may take, in milliseconds: two round trips on the worst mobile line, and a durable write. */
const TRY_LIMIT = 10_000;

/** A page is told of a network that is gone; a program that uses this transport is not. */
const page = globalThis as Partial<EventTarget>;

export interface SocketOptions {
  /** Origin of the server. */
  url: string;
  /** The portal's public id, for guests; the console is known by its cookie. */
  portal?: string;
  /** The guest's token, asked for at every connection: it can appear later or change. */
  token?: () => string | null;
}

/** The live connection: commands with acknowledgement, and pushes. */
export class SocketTransport implements Transport {
  readonly #connection = new Store<Connection>('idle');
  readonly connection: Readable<Connection> = this.#connection;
  readonly #socket: Socket;
  #refusal: Problem | null = null;
  #refusals = 0;
  #comeBack: ReturnType<typeof setTimeout> | undefined;

  constructor({ url, portal, token }: SocketOptions) {
    this.#socket = io(url, {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: portal === undefined,
      reconnectionDelay: 500,
      // The server promises that everybody is back within ten seconds of a restart.
      reconnectionDelayMax: 5000,
      ...(portal !== undefined && { query: { portal } }),
      auth: (send) => send({ protocol: PROTOCOL_VERSION, portal, token: token?.() ?? undefined }),
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', (reason) => this.#lost(reason));
    this.#socket.on('connect_error', (error) => this.#failed(error));
  }

  connect(): void {
    if (this.#socket.active) return;
    clearTimeout(this.#comeBack);
    this.#refusal = null;
    this.#connection.set('connecting');
    page.addEventListener?.('offline', this.#offline);
    this.#socket.connect();
  }

  close(): void {
    page.removeEventListener?.('offline', this.#offline);
    clearTimeout(this.#comeBack);
    this.#socket.disconnect();
    this.#connection.set('idle');
  }

  call<N extends CommandName>(
    name: N,
    input: CallInput<N>,
    { commandId = newId(), signal, patience }: CallOptions = {},
  ): Promise<Result<CommandOutput<N>>> {
    // Commands that change nothing take no command id and ignore it.
    const payload = { ...input, commandId };
    return retry(() => this.#try<CommandOutput<N>>(name, payload), { signal, patience });
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
    const on = listener as (payload: unknown) => void;
    this.#socket.on(name as string, on);
    return () => this.#socket.off(name as string, on);
  }

  async #try<T>(name: string, payload: object): Promise<Result<T>> {
    await this.#settled();
    if (this.#refusal) return { ok: false, error: this.#refusal };
    if (!this.#socket.connected) return unreachable;
    try {
      return fromEnvelope<T>(await this.#socket.timeout(TRY_LIMIT).emitWithAck(name, payload));
    } catch {
      // Not acknowledged: lost on the way there or back. The command id makes a second try safe.
      return unreachable;
    }
  }

  /** Waits, within one try, until the server has let this client in or turned it away. */
  #settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.connected || this.#refusal) return resolve();
      const end = (): void => {
        clearTimeout(limit);
        stop();
        resolve();
      };
      const limit = setTimeout(end, TRY_LIMIT);
      const stop = this.#connection.subscribe((now) => {
        if (now !== 'connecting' && now !== 'waiting') end();
      });
    });
  }

  #connected(): void {
    this.#refusals = 0;
    this.#connection.set('connected');
  }

  // A try that is on its way when the network goes would be given up only after twenty seconds.
  readonly #offline = (): void => {
    if (this.#socket.connected || !this.#socket.active) return;
    this.#socket.disconnect();
    this.#failed(new Error('offline'));
  };

  #lost(reason: Socket.DisconnectReason): void {
    if (reason === 'io client disconnect') return;
    this.#connection.set('waiting');
    // After being sent away by the server the client stays away unless told otherwise.
    if (!this.#socket.active) this.#reconnectLater();
  }

  #failed(error: Error & { data?: unknown }): void {
    const refusal = asProblem(error.data);
    if (refusal && !refusal.retry) {
      this.#refusal = refusal;
      this.#connection.set('refused');
      return;
    }
    this.#connection.set('waiting');
    if (!this.#socket.active) this.#reconnectLater(refusal);
  }

  #reconnectLater(refusal?: Problem): void {
    clearTimeout(this.#comeBack);
    this.#comeBack = setTimeout(() => this.#socket.connect(), backOff(++this.#refusals, refusal));
  }
}

function asProblem(data: unknown): Problem | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return data as Problem;
}
