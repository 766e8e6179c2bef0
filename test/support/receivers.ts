import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { freePort } from './free-port.ts';

/** What came to a receiver of webhooks. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

/** Somebody's own server that takes webhooks: answers with whatever `answer` says, 204 unless told otherwise. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.writeHead(204).end();
  url = '';

  static async start(context: Pick<TestContext, 'after'>): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const bytes = Buffer.concat(parts);
      const body = bytes.toString('utf8');
      receiver.received.push({ path: request.url ?? '', headers: request.headers, body, bytes });
      receiver.answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    context.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return receiver;
  }
}

export interface Mailed {
  from: string;
  to: string[];
  source: string;
}

/** A real mail server on loopback, which can be stopped and started again at the same port. */
export class MailServer {
  readonly mails: Mailed[] = [];
  /** Connections made to it. */
  connections = 0;
  readonly port: number;
  readonly #options: SMTPServerOptions;
  #server: SMTPServer | undefined;

  private constructor(port: number, options: SMTPServerOptions) {
    this.port = port;
    this.#options = options;
  }

  static async start(
    context: Pick<TestContext, 'after'>,
    options: SMTPServerOptions = {},
  ): Promise<MailServer> {
    const server = new MailServer(await freePort(), options);
    await server.listen();
    context.after(() => server.stop());
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async listen(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, done) => {
        this.connections += 1;
        done();
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => void parts.push(part));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            source: Buffer.concat(parts).toString('utf8'),
          });
          done();
        });
      },
      ...this.#options,
    });
    server.on('error', () => undefined);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', () => resolve()));
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}

/** The text of a mail as its reader sees it. */
export const bodyOf = ({ source }: Mailed): string => {
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
