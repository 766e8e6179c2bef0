import type { TestContext } from 'node:test';
import type { CommandName } from '#protocol/index';
import { http } from './http-client.ts';
import { newCommandId } from './ids.ts';
import { setUpToken, startProcess } from './operating.ts';
import type { Program, ServerProcess } from './server-process.ts';
import { connect, type SocketClient } from './socket-client.ts';
import { PASSWORD } from './test-server.ts';

/** The admin's. */
export const EMAIL = 'ada@northwind.example';

interface Portal {
  portalId: string;
  subdomain: string;
}

/** A server in a process of its own, with clients for it; it may be killed and started again on its data. */
export class LiveServer {
  readonly env: Record<string, string>;
  readonly port: number;
  process: ServerProcess;
  readonly #context: TestContext;
  readonly #program: Program | undefined;

  private constructor(
    context: TestContext,
    env: Record<string, string>,
    process: ServerProcess,
    program: Program | undefined,
  ) {
    this.#context = context;
    this.#program = program;
    this.env = env;
    this.port = Number(env.PORT);
    this.process = process;
  }

  /** `program`: another than the source's. */
  static async start(
    context: TestContext,
    env: Record<string, string>,
    program?: Program,
  ): Promise<LiveServer> {
    const live = new LiveServer(context, env, await startProcess(context, env, program), program);
    await live.post('account:set-up', {
      token: await setUpToken(live.process),
      account: 'Northwind',
      name: 'Ada',
      email: EMAIL,
      password: PASSWORD,
    });
    return live;
  }

  /** As a power cut would end the process. */
  kill(): Promise<unknown> {
    return this.process.stop('SIGKILL');
  }

  /** The same again; `env` where something about it is different. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    this.process = await startProcess(this.#context, { ...this.env, ...env }, this.#program);
  }

  async post(name: CommandName, body: object): Promise<string | undefined> {
    const answer = await http(this.port, {
      host: 'console.localhost',
      path: `/api/commands/${name}`,
      headers: { Origin: `http://console.localhost:${this.port}` },
      body: { commandId: newCommandId(), ...body },
    });
    if (!answer.json?.ok) throw new Error(`${name}: ${answer.text}`);
    return answer.headers['set-cookie']?.[0]?.split(';')[0];
  }

  /** The admin's console. */
  async console(): Promise<SocketClient> {
    const cookie = await this.post('session:create', { email: EMAIL, password: PASSWORD });
    const origin = `http://console.localhost:${this.port}`;
    return this.#closing(await connect(this.port, { host: 'console.localhost', cookie: cookie!, origin }));
  }

  /** A portal of a new company. */
  async portal(admin: SocketClient): Promise<Portal> {
    const { id: companyId } = await admin.must('company:create', { name: 'Acme' });
    const subdomain = 'acme';
    const { id } = await admin.must('portal:create', { companyId, subdomain, status: 'active' });
    return { portalId: id, subdomain };
  }

  async visit(portal: Portal, token?: string): Promise<SocketClient> {
    const host = `${portal.subdomain}.localhost`;
    const origin = `http://${host}:${this.port}`;
    const given = { host, origin, portal: portal.portalId, ...(token !== undefined && { token }) };
    return this.#closing(await connect(this.port, given));
  }

  /** The admin, Available, in a chat with a customer of a new portal. */
  async chat() {
    const admin = await this.console();
    const portal = await this.portal(admin);
    await admin.must('availability:set', { available: true });
    const customer = await this.visit(portal);
    const { token } = await customer.must('visitor:create', { portalId: portal.portalId });
    const { request } = await customer.must('request:open', { name: 'Carla', text: 'Help' });
    await admin.must('request:take', { requestId: request.id });
    return { admin, portal, customer, token, request };
  }

  #closing(client: SocketClient): SocketClient {
    this.#context.after(() => client.close());
    return client;
  }
}
