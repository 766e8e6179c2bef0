import { io, type Socket } from 'socket.io-client';
import type { Envelope } from '#protocol/errors';
import type { CommandInput, CommandName, CommandOutput, EventName, EventPayload } from '#protocol/index';
import { PROTOCOL_VERSION } from '#protocol/version';
import { newCommandId } from './ids.ts';

export interface Connecting {
  host: string;
  portal?: string;
  token?: string;
  cookie?: string;
  origin?: string;
  protocol?: number;
  /** Headers of the handshake, beside the ones above. */
  headers?: Record<string, string>;
  /** Overrides of the handshake, for tests of what is refused. */
  auth?: Record<string, unknown>;
  query?: Record<string, string>;
  transports?: string[];
}

type Input<N extends CommandName> = Omit<CommandInput<N>, 'commandId'> & { commandId?: string };

/** A real Socket.IO client that remembers every push, so that tests can say what was and was not heard. */
export class SocketClient {
  readonly socket: Socket;
  readonly heard: { event: string; payload: unknown }[] = [];
  #waiting: { matches: () => boolean; resolve: () => void }[] = [];
  /** Why the connection ended, for whoever reads of a call that failed with it. */
  #ended = '';

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('disconnect', (reason) => (this.#ended = `, connection ended: ${reason}`));
    socket.onAny((event: string, payload: unknown) => {
      this.heard.push({ event, payload });
      this.#waiting = this.#waiting.filter(({ matches, resolve }) => {
        if (!matches()) return true;
        resolve();
        return false;
      });
    });
  }

  /** Sends a command; the id is made here unless given. */
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Envelope<CommandOutput<N>>> {
    return this.raw(name, { commandId: newCommandId(), ...input }) as Promise<Envelope<CommandOutput<N>>>;
  }

  /** The same, where anything but success fails the test. */
  async must<N extends CommandName>(name: N, input: Input<N>): Promise<CommandOutput<N>> {
    const answer = await this.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  }

  /** Any frame at all. */
  async raw(name: string, ...frame: unknown[]): Promise<Envelope<unknown>> {
    try {
      return (await this.socket.timeout(5000).emitWithAck(name, ...frame)) as Envelope<unknown>;
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}${this.#ended}`, { cause: error });
    }
  }

  /** The first push of this name that fits, already heard or still to come; fails after five seconds. */
  async hears<N extends EventName>(
    event: N,
    fits: (payload: EventPayload<N>) => boolean = () => true,
  ): Promise<EventPayload<N>> {
    const find = () =>
      this.heard.find((push) => push.event === event && fits(push.payload as EventPayload<N>))?.payload as
        EventPayload<N> | undefined;
    if (find() === undefined) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(() => reject(new Error(`no ${event} was heard`)), 5000);
      this.#waiting.push({ matches: () => find() !== undefined, resolve });
      await promise.finally(() => clearTimeout(timer));
    }
    return find()!;
  }

  /** How many pushes of this name were heard so far. */
  count(event: EventName): number {
    return this.heard.filter((push) => push.event === event).length;
  }

  /** Waits for the connection to be cut by the server. */
  async cut(): Promise<string> {
    if (!this.socket.connected) return 'already';
    return new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Connects, or rejects with the server's refusal as `error.data`. */
export const connect = (port: number, options: Connecting): Promise<SocketClient> => {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: options.transports ?? ['websocket'],
    reconnection: false,
    forceNew: true,
    query: options.query ?? (options.portal === undefined ? {} : { portal: options.portal }),
    auth: options.auth ?? {
      protocol: options.protocol ?? PROTOCOL_VERSION,
      ...(options.portal !== undefined && { portal: options.portal }),
      ...(options.token !== undefined && { token: options.token }),
    },
    extraHeaders: {
      Host: `${options.host}:${port}`,
      ...(options.cookie !== undefined && { Cookie: options.cookie }),
      ...(options.origin !== undefined && { Origin: options.origin }),
      ...options.headers,
    },
  });
  return new Promise((resolve, reject) => {
    const client = new SocketClient(socket);
    socket.once('connect', () => resolve(client));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
};
