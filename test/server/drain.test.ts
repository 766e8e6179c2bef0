import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createApp } from '../../server/app.ts';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { newCommandId } from '../support/ids.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY } from '../support/operating.ts';
import { chat, scene, textsOf, wholeThread } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { databaseEnv, dropTestDatabase } from '../support/test-database.ts';
import { LIMITS, TestServer } from '../support/test-server.ts';

/** Below what one person may send in half a minute. */
const MESSAGES = 25;
const PEOPLE = 12;

const live = async (context: TestContext, env: Record<string, string> = {}): Promise<LiveServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-drain-'));
  const port = String(await freePort());
  const server = await LiveServer.start(context, {
    SECRET_KEY,
    ...(await databaseEnv(folder)),
    PORT: port,
    ...env,
  });
  context.after(async () => {
    await server.kill();
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  return server;
};

const readiness = async (port: number, host = 'embed.localhost') => {
  const { status, text, headers } = await http(port, { host, path: '/readyz' });
  return { status, text, cache: headers['cache-control'] };
};

/** A client as the portal's own: comes back when its connection is lost, and repeats under the same command id. */
class Persistent {
  /** What it was told in passing, and in the end. */
  readonly passing: string[] = [];
  readonly final: string[] = [];
  readonly #open: () => Promise<SocketClient>;
  #client: SocketClient | null;

  constructor(client: SocketClient, open: () => Promise<SocketClient>) {
    this.#client = client;
    this.#open = open;
  }

  async send(threadId: string, text: string): Promise<void> {
    const commandId = newCommandId();
    for (;;) {
      this.#client ??= await this.#open().catch(() => null);
      const client = this.#client;
      const answer = client?.socket.connected
        ? await client.call('thread:send', { threadId, text, commandId }).catch(() => null)
        : null;
      if (answer === null) {
        this.#client = null;
        await turn();
      } else if (answer.ok) return;
      else if (!answer.error.retry) return void this.final.push(answer.error.code);
      else {
        this.passing.push(answer.error.code);
        await client!.cut();
      }
    }
  }
}

test('[R1] [R7] SIGTERM under load: the server ends with status 0, and no send fails, is lost or happens twice', async (context) => {
  const server = await live(context);
  const admin = await server.console();
  const portal = await server.portal(admin);
  await admin.must('availability:set', { available: true });
  let acknowledged = 0;
  const enough = Promise.withResolvers<void>();
  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, n) => {
      const visitor = await server.visit(portal);
      const { token } = await visitor.must('visitor:create', { portalId: portal.portalId });
      const { request } = await visitor.must('request:open', { name: `Carla ${n}`, text: 'Help' });
      const open = () => server.visit(portal, token);
      return { who: new Persistent(visitor, open), open, threadId: request.threadId };
    }),
  );
  const texts = Array.from({ length: MESSAGES }, (_, n) => `message ${n}`);
  const sending = people.map(async ({ who, threadId }) => {
    for (const text of texts) {
      await who.send(threadId, text);
      acknowledged += 1;
      if (acknowledged === PEOPLE * 5) enough.resolve();
    }
  });
  await enough.promise;
  assert.equal(await server.process.stop('SIGTERM'), 0);
  assert.equal(server.process.stderr, '');
  assert.ok(acknowledged < PEOPLE * MESSAGES, 'nothing was left to send');
  await server.restart();
  await Promise.all(sending);
  for (const { who, open, threadId } of people) {
    assert.deepEqual(who.final, []);
    assert.deepEqual(
      who.passing.filter((code) => code !== 'shutting_down'),
      [],
    );
    const again = await open();
    await again.must('request:current', {});
    assert.deepEqual(textsOf(await wholeThread(again, threadId)), ['Help', ...texts]);
  }
});

test('[R7] while calls under way end, new ones are refused in passing; then clients are sent back', async (context) => {
  const server = await TestServer.start();
  context.after(() => server.close().catch(() => undefined));
  const here = await scene(server, 'Northwind');
  const { customer, request } = await chat(server, here);
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  // The technician's writes wait behind this one, on either database.
  const holding = server.app.deps.database.write(() => held, { sender: here.tom.id });
  const sent = here.tom.socket.call('thread:send', { threadId: request.threadId, text: 'Under way' });
  // Frames of one socket are taken in order: when this is answered, the message is under way.
  await here.tom.must('request:list', { view: 'all' });
  assert.equal((await readiness(server.port)).status, 200);
  const cut = customer.cut();
  const closing = server.app.close();
  assert.deepEqual(await readiness(server.port), { status: 503, text: 'draining\n', cache: 'no-store' });
  const late = await customer.call('thread:send', { threadId: request.threadId, text: 'Too late' });
  assert.deepEqual(!late.ok && [late.error.code, late.error.retry], ['shutting_down', true]);
  release();
  assert.equal((await sent).ok, true);
  // No word of being sent away: a plain Socket.IO client comes back by itself from this one.
  assert.equal(await cut, 'transport close');
  await Promise.all([holding, closing]);
});

test('a load balancer is given time: not ready at once, everything served until DRAIN_DELAY_MS is over', async (context) => {
  const server = await live(context, { DRAIN_DELAY_MS: '1500' });
  const admin = await server.console();
  assert.deepEqual(await readiness(server.port), { status: 200, text: 'ok\n', cache: 'no-store' });
  const since = performance.now();
  const ended = server.process.stop('SIGTERM');
  for (;;) {
    const { status, text } = await readiness(server.port);
    if (status === 200) continue;
    assert.deepEqual([status, text], [503, 'draining\n']);
    break;
  }
  await admin.must('company:create', { name: 'Of the last moment' });
  const alive = await http(server.port, { host: 'acme.localhost', path: '/healthz' });
  assert.deepEqual([alive.status, alive.text, alive.headers.connection], [200, 'ok\n', 'close']);
  assert.equal(await ended, 0);
  assert.ok(performance.now() - since >= 1500);
});

test('a client that does not read, and one in the middle of a request, do not keep the server', async (context) => {
  const server = await live(context);
  const admin = await server.console();
  const half = connect(server.port, '127.0.0.1');
  context.after(() => half.destroy());
  half.on('error', () => undefined);
  half.write(
    'POST /api/commands/session:create HTTP/1.1\r\nHost: console.localhost\r\nContent-Length: 100\r\n\r\n{',
  );
  // Its WebSocket no longer hears: neither frames nor the wish to close.
  const raw = (admin.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } }).ws;
  raw._socket.pause();
  await readiness(server.port);
  const since = performance.now();
  assert.equal(await server.process.stop('SIGTERM'), 0);
  assert.ok(performance.now() - since < 9000, 'within what container runtimes give');
});

test('readiness is one word on every host: ok, or that the database does not answer, or that all is still beginning', async (context) => {
  const server = await TestServer.start();
  context.after(() => server.close().catch(() => undefined));
  // The same again on the same data, whose port is open before what an earlier process left is seen to.
  const { database, clock, log, urls } = server.app.deps;
  const early = createApp({ database, clock, log, urls, secretKey: SECRET_KEY, trustedProxies: [], limits: LIMITS, dist: server.folder }); // prettier-ignore
  await once(early.http.listen(0, '127.0.0.1'), 'listening');
  const { port } = early.http.address() as AddressInfo;
  assert.deepEqual(await readiness(port), { status: 503, text: 'starting\n', cache: 'no-store' });
  early.http.close();
  for (const host of ['console.localhost', 'embed.localhost', 'acme.localhost', '127.0.0.1'])
    assert.deepEqual(await readiness(server.port, host), { status: 200, text: 'ok\n', cache: 'no-store' });
  await server.app.deps.database.read.destroy();
  assert.deepEqual(await readiness(server.port), { status: 503, text: 'database\n', cache: 'no-store' });
});
