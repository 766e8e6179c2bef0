import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What goes wrong with one connection once so many bytes have passed: it is cut, or nothing passes for a while, or what
 * one side says is lost for a while, after which the connection is cut, as by a router that has forgotten it.
 */
export type Fault = { after: number } & (
  | { kind: 'reset' }
  | { kind: 'stall'; ms: number }
  | { kind: 'swallow'; ms: number; side: 'client' | 'server' }
);

export interface LineOptions {
  /** The port to connect to, for the n-th connection of this line. */
  upstream: (connection: number) => number;
  fault: (connection: number) => Fault | null;
}

/** One person's way to the servers: a port of its own on loopback, and a TCP proxy behind it. */
export class Line {
  readonly #server: Server;
  readonly #options: LineOptions;
  readonly #open = new Set<Pair>();
  #count = 0;
  #isCalm = false;
  #isBlocked = false;
  /** Faults that really happened, by kind. */
  readonly faults: Record<Fault['kind'], number> = { reset: 0, stall: 0, swallow: 0 };

  private constructor(options: LineOptions) {
    this.#options = options;
    this.#server = createServer((client) => this.#pass(client));
  }

  static async open(options: LineOptions): Promise<Line> {
    const line = new Line(options);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** No more faults from now on; connections that are stalled or lose something are cut. */
  calm(): void {
    this.#isCalm = true;
    for (const pair of this.#open) if (pair.isIll) pair.cut();
  }

  /** Cuts what there is, and lets nothing through until told otherwise. */
  block(isBlocked: boolean): void {
    this.#isBlocked = isBlocked;
    if (isBlocked) this.cut();
  }

  cut(): void {
    for (const pair of this.#open) pair.cut();
  }

  async close(): Promise<void> {
    this.block(true);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(client: Socket): void {
    if (this.#isBlocked) return reset(client.on('error', () => undefined));
    const { upstream, fault } = this.#options;
    const number = this.#count++;
    const planned = this.#isCalm ? null : fault(number);
    const pair = new Pair(client, connect(upstream(number), '127.0.0.1'), planned, () => {
      this.#open.delete(pair);
    });
    pair.onFault = ({ kind }) => {
      if (this.#isCalm) return false;
      this.faults[kind] += 1;
      return true;
    };
    this.#open.add(pair);
  }
}

/** Cuts it as a router does. What has said its last word is closed: Node never lets go of such a one if it is reset. */
const reset = (socket: Socket): void => {
  if (socket.writableEnded || socket.connecting) socket.destroy();
  else if (!socket.destroyed) socket.resetAndDestroy();
};

/** A connection and its continuation. */
class Pair {
  onFault: (fault: Fault) => boolean = () => true;
  readonly #sides: Record<'client' | 'server', Socket>;
  readonly #onEnd: () => void;
  #planned: Fault | null;
  #passed = 0;
  #ill: Fault | null = null;
  #held: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Socket, server: Socket, planned: Fault | null, onEnd: () => void) {
    this.#sides = { client, server };
    this.#planned = planned;
    this.#onEnd = onEnd;
    this.#carry('client', client, server);
    this.#carry('server', server, client);
  }

  get isIll(): boolean {
    return this.#ill !== null;
  }

  cut(): void {
    clearTimeout(this.#timer);
    for (const socket of Object.values(this.#sides)) reset(socket);
    this.#onEnd();
  }

  #carry(side: 'client' | 'server', from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      this.#passed += bytes.length;
      if (this.#planned && this.#passed > this.#planned.after) this.#fall(this.#planned);
      if (this.#ill?.kind === 'swallow' && this.#ill.side === side) return;
      if (this.#ill?.kind === 'stall') this.#held.push(() => to.write(bytes));
      else if (!to.destroyed) to.write(bytes);
    });
    // The other side's end, or death, is passed on as it is.
    from.on('end', () => (this.#ill?.kind === 'stall' ? this.#held.push(() => to.end()) : to.end()));
    from.on('error', () => this.cut());
    from.on('close', () => this.#onEnd());
  }

  #fall(fault: Fault): void {
    this.#planned = null;
    if (!this.onFault(fault)) return;
    if (fault.kind === 'reset') return this.cut();
    this.#ill = fault;
    this.#timer = setTimeout(() => this.#recover(fault), fault.ms);
  }

  #recover(fault: Fault): void {
    if (fault.kind === 'swallow') return this.cut();
    this.#ill = null;
    for (const pass of this.#held.splice(0)) pass();
  }
}
