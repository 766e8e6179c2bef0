import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

const withSource = (policy: string, source: string): string =>
  policy.replace(/(^|; *)script-src(?= )/, `$& ${source}`);

/**
 * WebKit keeps no `Secure` cookie of a page without TLS, not even on localhost: on its way such a cookie is a plain one.
 * The prefix, which browsers tie to `Secure`, is put back for the server.
 */
const PREFIX = '__Host-';
const PLAIN = 'was-host-';
const plain = (cookie: string): string => cookie.replace(PREFIX, PLAIN).replace(/; *Secure/i, '');
const restored = (header: string): string => header.replaceAll(PLAIN, PREFIX);

/**
 * A browser's HTTP proxy that puts a script in front of every document, for a driver that cannot do so itself. A
 * document's policy is made to allow that one script by its hash, and is otherwise as it was. Every host is this machine.
 */
export class InjectingProxy {
  readonly #server: Server;
  readonly #tunnels = new Set<Socket>();
  readonly #script: string;
  readonly #source: string;

  private constructor(script: string) {
    this.#script = script;
    this.#source = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
    this.#server = createServer((incoming, response) => this.#pass(incoming, response));
    this.#server.on('upgrade', (incoming, client: Socket, head) => this.#join(incoming, client, head));
  }

  static async start(script: string): Promise<InjectingProxy> {
    const proxy = new InjectingProxy(script);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #pass(incoming: IncomingMessage, response: ServerResponse): void {
    const { port, pathname, search } = new URL(incoming.url ?? '');
    // As it is: compressed, the document could not be changed.
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
    if (headers.cookie) headers.cookie = restored(headers.cookie);
    const options = { host: '127.0.0.1', port, path: pathname + search, method: incoming.method, headers };
    const asked = request(options, (answer) => {
      const status = answer.statusCode ?? 502;
      const cookies = answer.headers['set-cookie'];
      if (cookies) answer.headers['set-cookie'] = cookies.map(plain);
      if (answer.headers['content-type']?.startsWith('text/html'))
        return void this.#inject(answer).then((text) => {
          response.writeHead(status, answer.headers).end(text);
        });
      response.writeHead(status, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    response.on('close', () => asked.destroy());
    incoming.pipe(asked);
  }

  /** A WebSocket: once it is asked for, its bytes go through as they are. */
  #join({ url, method, rawHeaders }: IncomingMessage, client: Socket, head: Buffer): void {
    const { port, pathname, search } = new URL(url ?? '');
    const server = connect(Number(port), '127.0.0.1', () => {
      const headers = rawHeaders
        .map((text, index) => (index % 2 ? `${restored(text)}\r\n` : `${text}: `))
        .join('');
      server.write(`${method} ${pathname}${search} HTTP/1.1\r\n${headers}\r\n`);
      server.write(head);
      client.pipe(server).pipe(client);
    });
    client.on('error', () => server.destroy()).on('close', () => server.destroy());
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    this.#tunnels.add(client);
    client.on('close', () => this.#tunnels.delete(client));
  }

  async #inject(answer: IncomingMessage): Promise<string> {
    const { headers } = answer;
    const policy = headers['content-security-policy'] as string | undefined;
    if (policy) headers['content-security-policy'] = withSource(policy, this.#source);
    delete headers['content-length'];
    const document = (await answer.setEncoding('utf8').toArray()).join('');
    return document.replace('<head>', () => `<head><script>${this.#script}</script>`);
  }

  async close(): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
