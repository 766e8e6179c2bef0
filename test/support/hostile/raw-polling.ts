import { Agent, request } from 'node:http';

/** Between the packets of one body (Engine.IO 4). */
const SEPARATOR = '\u001e';

interface Answer {
  status: number;
  text: string;
}

/** An HTTP long-polling client of Engine.IO without a library: packets are whatever text they are given as. */
export class RawPolling {
  readonly #port: number;
  readonly #headers: Record<string, string>;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 2 });
  #path: string;

  private constructor(port: number, path: string, headers: Record<string, string>) {
    this.#port = port;
    this.#path = path;
    this.#headers = headers;
  }

  static async open(port: number, path: string, headers: Record<string, string>): Promise<RawPolling> {
    const client = new RawPolling(port, path, headers);
    const { status, text } = await client.#call('GET');
    if (status !== 200) throw new Error(`${status} ${text}`);
    client.#path = `${path}&sid=${(JSON.parse(text.slice(1)) as { sid: string }).sid}`;
    return client;
  }

  #call(method: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve) => {
      const outgoing = request(
        {
          port: this.#port,
          host: '127.0.0.1',
          agent: this.#agent,
          method,
          path: this.#path,
          headers: { ...this.#headers, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('close', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      outgoing.on('error', () => resolve({ status: 0, text: '' }));
      outgoing.end(body);
    });
  }

  /** Packets in one body; the answer's status, 0 where the connection was closed. */
  async send(packets: readonly string[], headers: Record<string, string> = {}): Promise<number> {
    const type = { 'Content-Type': 'text/plain;charset=UTF-8' };
    return (await this.#call('POST', packets.join(SEPARATOR), { ...type, ...headers })).status;
  }

  /** What waits to be fetched; `null` where the session is no more. */
  async poll(): Promise<string[] | null> {
    const { status, text } = await this.#call('GET');
    return status === 200 ? text.split(SEPARATOR) : null;
  }

  /** Any method at all on the session's address. */
  async odd(method: string): Promise<number> {
    return (await this.#call(method)).status;
  }

  end(): void {
    this.#agent.destroy();
  }
}
