import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandInput, CommandName, CommandOutput } from '#protocol/index';
import { createApp, type App } from '../../server/app.ts';
import type { Limits } from '../../server/config.ts';
import { createAccount } from '../../server/features/accounts/index.ts';
import type { Cluster } from '../../server/transport/cluster/cluster.ts';
import { Outbox } from '../../server/demo/outbox.ts';
import { createMessages, type Messages } from '../../server/platform/messages/index.ts';
import { createLog, type Log } from '../../server/platform/log.ts';
import { createUrls } from '../../server/platform/urls.ts';
import { FakeClock } from './fake-clock.ts';
import { freePort } from './free-port.ts';
import { http, type HttpAnswer, type HttpCall } from './http-client.ts';
import { newCommandId } from './ids.ts';
import { connect, type Connecting, type SocketClient } from './socket-client.ts';
import { dropTestDatabase, openTestDatabase } from './test-database.ts';

export const PASSWORD = 'a quiet river at dawn';
const SECRET = 'test-secret-7f3k9q2m5x8w1z4v6b0n';

export const LIMITS: Limits = {
  bodyBytes: 64_000,
  socketsPerAddress: 1000,
  eventsPerSecond: 1000,
  eventsPerAddress: 100_000,
  connectionsPerSecond: 10_000,
  waitingBytes: 4_000_000,
  connectTimeout: 5000,
  mailsPerAddress: 200,
  textsPerAddress: 50,
  drainDelay: 0,
  drainTimeout: 2000,
};

/** Somebody signed in to the console, over both transports. */
export interface ConsoleUser {
  id: string;
  email: string;
  cookie: string;
  socket: SocketClient;
  /** A command over REST. */
  post<N extends CommandName>(name: N, input: object): Promise<HttpAnswer>;
  must: SocketClient['must'];
}

export interface SeededAccount {
  account: string;
  admin: ConsoleUser;
  ownCompanyId: string;
}

/** A listening server with a real database file in a folder of its own, and clients for it. */
export class TestServer {
  readonly clock = new FakeClock();
  readonly folder: string;
  readonly port: number;
  readonly app: App;
  /** Where mails and text messages end, unless told otherwise. */
  readonly outbox: Outbox;
  #clients: SocketClient[] = [];
  #passwordHash: Promise<string> | undefined;

  private constructor(folder: string, port: number, app: App, clock: FakeClock, outbox: Outbox) {
    this.folder = folder;
    this.port = port;
    this.app = app;
    this.clock = clock;
    this.outbox = outbox;
  }

  static async start(
    options: {
      limits?: Partial<Limits>;
      dist?: string;
      folder?: string;
      log?: Log;
      trustedProxies?: string[];
      protocolVersion?: number;
      messages?: Messages;
      cluster?: Cluster;
    } = {},
  ): Promise<TestServer> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'support-portal-test-')));
    const port = await freePort();
    const clock = new FakeClock();
    const outbox = new Outbox();
    const app = createApp({
      database: await openTestDatabase(folder),
      clock,
      log: options.log ?? createLog('silent'),
      urls: createUrls('localhost', { protocol: 'http:', port: String(port) }),
      secretKey: SECRET,
      trustedProxies: options.trustedProxies ?? [],
      limits: { ...LIMITS, ...options.limits },
      ...(options.protocolVersion !== undefined && { protocolVersion: options.protocolVersion }),
      cluster: options.cluster,
      messages: options.messages ?? { ...createMessages(), mail: outbox.mail, text: outbox.text },
      dist: options.dist ?? join(import.meta.dirname, '..', '..', 'dist'),
    });
    await app.listen(port, '127.0.0.1');
    return new TestServer(folder, port, app, clock, outbox);
  }

  get consoleOrigin(): string {
    return `http://console.localhost:${this.port}`;
  }

  http(call: HttpCall): Promise<HttpAnswer> {
    return http(this.port, call);
  }

  async connect(options: Connecting): Promise<SocketClient> {
    const client = await connect(this.port, options);
    this.#clients.push(client);
    return client;
  }

  /** Stops the server but keeps its folder, for tests that start another one on it. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    this.#clients = [];
    await this.app.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await dropTestDatabase(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** An account with its admin, signed in. */
  async seedAccount(name = 'Northwind'): Promise<SeededAccount> {
    const { deps } = this.app;
    this.#passwordHash ??= deps.passwords.hash(PASSWORD);
    const passwordHash = await this.#passwordHash;
    const email = `admin@${name.toLowerCase()}.example`;
    const made = await deps.database.write((tx) =>
      createAccount(tx, this.clock.now(), { account: name, name: `${name} Admin`, email, passwordHash }),
    );
    return { account: made.account, admin: await this.signIn(email), ownCompanyId: made.companyId };
  }

  /** Somebody's other window, through this server. */
  look(user: ConsoleUser): Promise<SocketClient> {
    return this.connect({ host: 'console.localhost', cookie: user.cookie, origin: this.consoleOrigin });
  }

  async signIn(email: string, password = PASSWORD): Promise<ConsoleUser> {
    const answer = await this.http({
      host: 'console.localhost',
      path: '/api/commands/session:create',
      headers: { Origin: this.consoleOrigin },
      body: { email, password },
    });
    if (!answer.json?.ok) throw new Error(`sign-in failed: ${answer.text}`);
    const cookie = String(answer.headers['set-cookie']?.[0]).split(';')[0]!;
    const socket = await this.connect({ host: 'console.localhost', cookie, origin: this.consoleOrigin });
    return {
      id: (answer.json.data as CommandOutput<'profile:update'>).technician.id,
      email,
      cookie,
      socket,
      must: socket.must.bind(socket),
      post: (name, input) =>
        this.http({
          host: 'console.localhost',
          path: `/api/commands/${name}`,
          headers: { Origin: this.consoleOrigin, Cookie: cookie },
          body: { commandId: newCommandId(), ...input },
        }),
    };
  }

  /** A technician of the admin's account: invited, accepted and signed in. */
  async technician(
    admin: ConsoleUser,
    name: string,
    given: Partial<Pick<CommandInput<'technician:invite'>, 'role' | 'access'>> = {},
  ): Promise<ConsoleUser> {
    const email = `${name.toLowerCase()}-${newCommandId().slice(0, 8)}@msp.example`;
    const { invitation } = await admin.must('technician:invite', {
      name,
      email,
      role: 'technician',
      access: { kind: 'all' },
      ...given,
    });
    const accepted = await this.http({
      host: 'console.localhost',
      path: '/api/commands/invitation:accept',
      headers: { Origin: this.consoleOrigin },
      body: { commandId: newCommandId(), token: invitation.url.split('#')[1], password: PASSWORD },
    });
    if (!accepted.json?.ok) throw new Error(`accepting failed: ${accepted.text}`);
    return this.signIn(email);
  }

  /** A company with its portal. */
  async portal(
    admin: ConsoleUser,
    subdomain: string,
    status: 'active' | 'inactive' = 'active',
  ): Promise<{ companyId: string; portalId: string; subdomain: string }> {
    const company = await admin.must('company:create', { name: `Company ${subdomain}` });
    const portal = await admin.must('portal:create', { companyId: company.id, subdomain, status });
    return { companyId: company.id, portalId: portal.id, subdomain };
  }

  /** A visitor's browser in a portal's own page, before the first interaction. */
  visit(portal: { portalId: string; subdomain: string }, token?: string): Promise<SocketClient> {
    return this.connect({
      host: `${portal.subdomain}.localhost`,
      portal: portal.portalId,
      origin: `http://${portal.subdomain}.localhost:${this.port}`,
      ...(token !== undefined && { token }),
    });
  }

  /** A visitor who became a guest; their token comes back to reconnect with. */
  async guest(portal: {
    portalId: string;
    subdomain: string;
  }): Promise<{ socket: SocketClient; token: string }> {
    const socket = await this.visit(portal);
    const { token } = await socket.must('visitor:create', { portalId: portal.portalId });
    await socket.must('request:current', {});
    return { socket, token };
  }
}
