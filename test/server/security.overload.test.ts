import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { createLog } from '../../server/platform/log.ts';
import { refused } from '../support/refusals.ts';
import { chat, scene, textsOf, wholeThread, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

const LIMITS = {
  eventsPerSecond: 10,
  eventsPerAddress: 25,
  connectionsPerSecond: 20,
  waitingBytes: 1_000_000,
};
/** Five seconds' worth, refilled over a minute. */
const REFUSALS = LIMITS.eventsPerSecond * 5;

let server: TestServer;
let here: Scene;
const logged: Record<string, unknown>[] = [];

before(async () => {
  const log = createLog('warn', { write: (line) => void logged.push(JSON.parse(line)) });
  server = await TestServer.start({ limits: LIMITS, trustedProxies: ['loopback'], log });
  here = await scene(server, 'Overload');
});
after(() => server.close());

/** Everybody gets fresh seconds. */
const rest = () => server.clock.advance(60_000);

const from = (address: string): Promise<SocketClient> =>
  server.connect({
    host: 'overload.localhost',
    portal: here.portal.portalId,
    headers: { 'X-Forwarded-For': address },
  });

/** The bytes below a client, as far as it is a WebSocket. */
const wireOf = ({ socket }: SocketClient): Socket =>
  (socket.io.engine.transport as unknown as { ws: { _socket: Socket } }).ws._socket;

test('[S13] who does not read is cut before much waits for them, hurts nobody else, and is whole after connecting again', async () => {
  const { customer, token, request } = await chat(server, here);
  const { threadId } = request;
  // Three bytes for each character: a page of 200 is 2.4 MB.
  const text = '水'.repeat(4000);
  for (let n = 0; n < 220; n += 1) {
    rest();
    await customer.must('thread:send', { threadId, text });
  }
  wireOf(customer).pause();
  const cut = customer.cut();
  const asking = Array.from({ length: 15 }, async () =>
    customer.call('thread:entries', { threadId, after: 0 }),
  );
  const told = Promise.allSettled(asking);
  // It answers pings all the while, as far as the server can see.
  wireOf(customer).write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]));
  while (!logged.some(({ msg }) => /read too slowly/.test(String(msg))))
    await here.tom.must('session:get', {}).then(rest);
  const { waiting } = logged.find(({ msg }) => /read too slowly/.test(String(msg))) as { waiting: number };
  // One page that was sent, and one that waited behind it.
  assert.ok(waiting > LIMITS.waitingBytes && waiting < 16_000_000, `${waiting} waited`);
  wireOf(customer).resume();
  await Promise.all([cut, told]);
  rest();
  const back = await server.visit(here.portal, token);
  assert.equal(textsOf(await wholeThread(back, threadId)).length, 221);
});

test('[S13] who goes on sending what is refused is cut, and their address kept away for a while', async () => {
  rest();
  const loud = await from('203.0.113.20');
  const cut = loud.cut();
  for (let n = 0; n < LIMITS.eventsPerSecond * 2 + REFUSALS + 1; n += 1) loud.socket.emit('session:get', {});
  await cut;
  await assert.rejects(from('203.0.113.20'), /websocket error/);
  server.clock.advance(10_000);
  (await from('203.0.113.20')).close();
  // Who stops at a refusal is not.
  const heeding = await from('203.0.113.21');
  for (let n = 0; n < LIMITS.eventsPerSecond * 2 + REFUSALS - 1; n += 1)
    heeding.socket.emit('session:get', {});
  refused(await heeding.raw('session:get', {}), 'rate_limited');
});

test('[S13] an address has a rate too, over all its sockets and over both transports', async () => {
  rest();
  const burst = LIMITS.eventsPerAddress * 2;
  const three = await Promise.all(['203.0.113.30', '203.0.113.30', '203.0.113.30'].map(from));
  const view = { portalId: here.portal.portalId };
  const answers = await Promise.all(
    three.flatMap((one) =>
      Array.from({ length: LIMITS.eventsPerSecond * 2 }, () => one.raw('portal:view', view)),
    ),
  );
  assert.equal(answers.filter((answer) => answer.ok).length, burst);
  const over = await server.http({
    host: 'overload.localhost',
    path: `/api/portals/${here.portal.portalId}/view`,
    headers: { 'X-Forwarded-For': '203.0.113.30' },
  });
  assert.equal(over.status, 429);
  assert.ok(Number(over.headers['retry-after']) >= 1);
  const elsewhere = await from('203.0.113.31');
  await elsewhere.must('portal:view', view);
});

test('[S13] when all come at once, those beyond what is served are told when to come, one after the other', async () => {
  rest();
  const all = Array.from({ length: 60 }, (_, n) => from(`198.51.100.${n}`));
  const outcomes = await Promise.allSettled(all);
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, LIMITS.connectionsPerSecond);
  const waits = outcomes
    .flatMap((one) =>
      one.status === 'rejected' ? [one.reason as { data: { params: { retryAfter: number } } }] : [],
    )
    .map(({ data }) => data.params.retryAfter)
    .toSorted((a, b) => a - b);
  // A quarter of a second and then at the rate they are served.
  assert.deepEqual(
    waits,
    Array.from({ length: 40 }, (_, n) => 250 + (n + 1) * 50),
  );
  // So all of them are served when they come as they were told.
  let passed = 0;
  for (const [n, wait] of waits.entries()) {
    server.clock.advance(wait - passed);
    passed = wait;
    await from(`198.51.100.${100 + n}`);
  }
});
