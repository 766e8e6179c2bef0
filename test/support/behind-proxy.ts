import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import { text } from 'node:stream/consumers';
import { io } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#protocol/version';
import { freePort } from './free-port.ts';
import { newCommandId } from './ids.ts';
import { SECRET_KEY, setUpToken, startProcess } from './operating.ts';
import { DOMAIN, makeCertificate, startProxy, type ProxyName } from './proxies.ts';
import type { ServerProcess } from './server-process.ts';
import { SocketClient } from './socket-client.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from './test-database.ts';
import { PASSWORD } from './test-server.ts';

/** The whole of 127/8 is this machine: visitors of different addresses, and none of them is the proxy's. */
export const [ONE, OTHER] = ['127.0.0.5', '127.0.0.6'] as const;
export const EMAIL = 'ada@northwind.example';

/** Servers behind a proxy, on one database, and clients that come in by the proxy alone. */
export const behind = async (
  context: TestContext,
  name: ProxyName,
  program: string,
  { servers: count = 1, env = {} }: { servers?: 1 | 2; env?: Record<string, string> } = {},
) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-proxy-'));
  // By its own name: that is what a database on PostgreSQL is called too.
  const data = join(folder, basename(folder));
  const ports = { proxy: await freePort(), servers: [] as number[] };
  while (ports.servers.length < count) ports.servers.push(await freePort());
  const ca = makeCertificate(folder);
  const start = async (port: number): Promise<ServerProcess> =>
    startProcess(context, {
      SECRET_KEY,
      ...(await databaseEnv(data)),
      PORT: String(port),
      BASE_DOMAIN: DOMAIN,
      PUBLIC_URL: `https://${DOMAIN}:${ports.proxy}`,
      TRUSTED_PROXIES: '127.0.0.1',
      ...env,
    });
  const servers: ServerProcess[] = [];
  for (const port of ports.servers) servers.push(await start(port));
  /** Ends one as an upgrade does, and starts another in its place. */
  const restart = async (n: number): Promise<number | string | null> => {
    const status = await servers[n]!.stop('SIGTERM');
    servers[n] = await start(ports.servers[n]!);
    return status;
  };
  const proxy = await startProxy(name, program, folder, ports);
  context.after(async () => {
    if (proxy.kill('SIGTERM')) await once(proxy, 'exit');
    for (const server of servers) await server.stop('SIGKILL');
    await dropTestDatabase(data);
    await rm(folder, { recursive: true, force: true });
  });

  const origin = (label: string) => `https://${label}.${DOMAIN}:${ports.proxy}`;
  const agent = (label: string, localAddress: string) =>
    new Agent({ ca, servername: `${label}.${DOMAIN}`, localAddress });

  const call = async (
    label: string,
    path: string,
    given: { body?: object | string; from?: string; headers?: Record<string, string> } = {},
  ) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: ports.proxy,
      path,
      method: given.body === undefined ? 'GET' : 'POST',
      agent: agent(label, given.from ?? ONE),
      headers: {
        Host: `${label}.${DOMAIN}:${ports.proxy}`,
        ...(given.body !== undefined && { Origin: origin(label), 'Content-Type': 'application/json' }),
        ...given.headers,
      },
    });
    outgoing.end(typeof given.body === 'object' ? JSON.stringify(given.body) : given.body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const body = await text(response);
    return { status: response.statusCode, headers: response.headers, body };
  };

  const post = async (command: string, body: object, given: { from?: string; forged?: string } = {}) => {
    const answer = await call('console', `/api/commands/${command}`, {
      body: { commandId: newCommandId(), ...body },
      ...(given.from !== undefined && { from: given.from }),
      ...(given.forged !== undefined && { headers: { 'X-Forwarded-For': given.forged } }),
    });
    return { ...answer, json: JSON.parse(answer.body) };
  };

  const connect = async (
    label: string,
    given: { portal?: string; cookie?: string; token?: string; from?: string; transports?: string[] },
  ): Promise<SocketClient> => {
    const portal = given.portal === undefined ? {} : { portal: given.portal };
    const socket = io(`https://127.0.0.1:${ports.proxy}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      agent: agent(label, given.from ?? ONE) as never,
      query: portal,
      auth: {
        protocol: PROTOCOL_VERSION,
        ...portal,
        ...(given.token !== undefined && { token: given.token }),
      },
      extraHeaders: {
        Host: `${label}.${DOMAIN}:${ports.proxy}`,
        Origin: origin(label),
        ...(given.cookie !== undefined && { Cookie: given.cookie }),
      },
    });
    context.after(() => void socket.disconnect());
    const client = new SocketClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return client;
  };

  const made = await post('account:set-up', {
    token: await setUpToken(servers.at(-1)!),
    account: 'Northwind',
    name: 'Ada',
    email: EMAIL,
    password: PASSWORD,
  });
  assert.equal(made.json.ok, true, made.body);
  const audit = async () => {
    const database = await openProcessDatabase(data);
    try {
      return await database.read.selectFrom('audit').select(['command', 'address']).orderBy('id').execute();
    } finally {
      await database.close();
    }
  };
  return { call, post, connect, audit, restart, servers: ports.servers };
};
