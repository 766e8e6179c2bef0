import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { text } from 'node:stream/consumers';
import { io } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#protocol/version';
import { freePort } from '../../support/free-port.ts';
import { newCommandId } from '../../support/ids.ts';
import { SECRET_KEY, setUpToken, startProcess } from '../../support/operating.ts';
import { DOMAIN, findProxy, makeCertificate, startProxy, type ProxyName } from '../../support/proxies.ts';
import { SocketClient } from '../../support/socket-client.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from '../../support/test-database.ts';
import { PASSWORD } from '../../support/test-server.ts';

/** The whole of 127/8 is this machine: visitors of different addresses, and none of them is the proxy's. */
const [ONE, OTHER] = ['127.0.0.5', '127.0.0.6'] as const;
const EMAIL = 'ada@northwind.example';

/** A server behind a proxy, and clients that come in by the proxy alone. */
const behind = async (context: TestContext, name: ProxyName, program: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-proxy-'));
  // By its own name: that is what a database on PostgreSQL is called too.
  const data = join(folder, basename(folder));
  const ports = { proxy: await freePort(), server: await freePort() };
  const ca = makeCertificate(folder);
  const server = await startProcess(context, {
    SECRET_KEY,
    ...(await databaseEnv(data)),
    PORT: String(ports.server),
    BASE_DOMAIN: DOMAIN,
    PUBLIC_URL: `https://${DOMAIN}:${ports.proxy}`,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const proxy = await startProxy(name, program, folder, ports);
  context.after(async () => {
    if (proxy.kill('SIGTERM')) await once(proxy, 'exit');
    await server.stop('SIGKILL');
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
    given: { portal?: string; cookie?: string },
  ): Promise<SocketClient> => {
    const portal = given.portal === undefined ? {} : { portal: given.portal };
    const socket = io(`https://127.0.0.1:${ports.proxy}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      agent: agent(label, ONE) as never,
      query: portal,
      auth: { protocol: PROTOCOL_VERSION, ...portal },
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
    token: await setUpToken(server),
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
  return { call, post, connect, audit };
};

for (const name of ['nginx', 'caddy'] as const) {
  const found = findProxy(name);
  const missing = 'missing' in found ? found.missing : undefined;
  if (missing !== undefined && process.env.CI === 'true')
    test(`${name} is there`, () => assert.fail(missing));

  describe(`behind ${name}, as documented`, { skip: missing }, () => {
    const program = 'program' in found ? found.program : '';

    test('pages, sign-in with its cookie, and a chat over WebSocket and over polling', async (context) => {
      const { call, post, connect } = await behind(context, name, program);
      const page = await call('console', '/');
      assert.equal(page.status, 200);
      assert.match(String(page.headers['content-security-policy']), /default-src/);
      assert.match(String(page.headers['strict-transport-security']), /max-age/);
      const signedIn = await post('session:create', { email: EMAIL, password: PASSWORD });
      const cookie = String(signedIn.headers['set-cookie']?.[0]);
      assert.match(cookie, /^__Host-.*Secure/);

      const admin = await connect('console', { cookie: cookie.split(';')[0]! });
      const company = await admin.must('company:create', { name: 'Acme' });
      const portal = await admin.must('portal:create', { companyId: company.id, subdomain: 'acme', status: 'active' }); // prettier-ignore
      await admin.must('availability:set', { available: true });
      assert.equal((await call('acme', '/')).status, 200, 'a name made a moment ago');
      const guest = await connect('acme', { portal: portal.id });
      await guest.must('visitor:create', { portalId: portal.id });
      const { request: own } = await guest.must('request:open', { name: 'Carla', text: 'Help' });
      await admin.must('request:take', { requestId: own.id });
      await guest.must('thread:entries', { threadId: own.threadId, after: 0 });
      await admin.must('thread:send', { threadId: own.threadId, text: 'Hello Carla' });
      const isIt = (body: object) => 'text' in body && body.text === 'Hello Carla';
      await guest.hears('thread:appended', ({ entry }) => isIt(entry.body));

      // The fallback, frame by frame: a client that cannot do WebSockets waits for its answer in a request.
      const polling = `/socket.io/?EIO=4&transport=polling&portal=${portal.id}`;
      const opened = await call('acme', polling);
      const { sid } = JSON.parse(opened.body.slice(1));
      const auth = JSON.stringify({ protocol: PROTOCOL_VERSION, portal: portal.id });
      const headers = { 'Content-Type': 'text/plain' };
      await call('acme', `${polling}&sid=${sid}`, { body: `40${auth}`, headers });
      const waited = await call('acme', `${polling}&sid=${sid}`);
      assert.match(waited.body, /^40\{"sid":/);
    });

    test('[S8] [S13] the server sees who calls: in the audit log and for its limits; a forged address is ignored', async (context) => {
      const { post, audit } = await behind(context, name, program);
      const right = { email: EMAIL, password: PASSWORD };
      await post('session:create', right, { from: OTHER, forged: '203.0.113.7' });
      const rows = (await audit()).map(({ command, address }) => [command, address]);
      assert.deepEqual(rows, [
        ['account:set-up', ONE],
        ['session:create', OTHER],
      ]);
      // More than one address may fail: each of them claims to be another.
      const tries = Array.from({ length: 34 }, async (_, n) => {
        const wrong = { email: `nobody-${n}@x.example`, password: 'not the right password' };
        const { json } = await post('session:create', wrong, { from: ONE, forged: `203.0.113.${n}` });
        return String(json.error.code);
      });
      const codes = new Set(await Promise.all(tries));
      assert.ok(codes.has('rate_limited') || codes.has('too_many_attempts'), [...codes].join());
      const { json } = await post('session:create', right, { from: OTHER });
      assert.equal(json.ok, true, 'another address is not held back by it');
    });

    test('[S13] a large body is refused by the server, with an answer its clients understand; a huge one is refused too', async (context) => {
      const { call } = await behind(context, name, program);
      const body = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes) });
      const path = '/api/commands/session:create';
      const large = await call('console', path, { body: body(200_000) });
      assert.equal(large.status, 413);
      assert.equal(JSON.parse(large.body).error.code, 'too_large');
      const huge = await call('console', path, { body: body(2_000_000) });
      assert.equal(huge.status, 413);
    });
  });
}
