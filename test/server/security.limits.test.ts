import assert from 'node:assert/strict';
import { connect as connectTcp } from 'node:net';
import { on, once } from 'node:events';
import { after, before, test } from 'node:test';
import { COMMANDS } from '#protocol/index';
import { refused } from '../support/refusals.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const LIMITS = {
  bodyBytes: 20_000,
  socketsPerAddress: 6,
  eventsPerSecond: 10,
  connectTimeout: 300,
};
let server: TestServer;
let northwind: Scene;

before(async () => {
  server = await TestServer.start({ limits: LIMITS, trustedProxies: ['loopback'] });
  northwind = await scene(server, 'Limits');
});
after(() => server.close());

/** Everybody gets a fresh second. */
const rest = () => server.clock.advance(10_000);
const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  server.http({ host: 'limits.localhost', path: `/api/commands/${name}`, body, headers });

test('[S13] a body beyond the limit is too large; one at the limit is read', async () => {
  const padded = (bytes: number) => {
    const bare = JSON.stringify({ portalId: northwind.portal.portalId, pad: '' });
    return bare.replace('"pad":""', `"pad":"${'x'.repeat(bytes - bare.length)}"`);
  };
  const large = await post('visitor:create', padded(LIMITS.bodyBytes + 1));
  assert.equal(large.status, 413);
  refused(large.json, 'too_large');
  assert.equal((await post('visitor:create', padded(LIMITS.bodyBytes))).status, 200);
});

test('[S13] a frame beyond the limit closes its own connection alone', async () => {
  const { socket: big } = await server.guest(northwind.portal);
  const { socket: small } = await server.guest(northwind.portal);
  const closed = big.cut();
  big.socket.emit('request:open', { name: 'Big', text: 'x'.repeat(LIMITS.bodyBytes) });
  await closed;
  rest();
  await small.must('request:current', {});
  await northwind.tom.must('session:get', {});
  small.close();
  await small.cut();
});

test('[S13] frames beyond the rate are refused with the time to wait, and pass after it', async () => {
  rest();
  const { socket, must } = northwind.tom;
  const answers = await Promise.all(
    Array.from({ length: LIMITS.eventsPerSecond * 2 + 5 }, () => socket.raw('session:get', {})),
  );
  const limited = answers.filter((answer) => !answer.ok);
  assert.equal(limited.length, 5);
  for (const answer of limited) {
    refused(answer, 'rate_limited');
    assert.ok(!answer.ok && answer.error.retry && Number(answer.error.params?.retryAfter) === 100);
  }
  server.clock.advance(99);
  refused(await socket.raw('session:get', {}), 'rate_limited');
  server.clock.advance(1);
  await must('session:get', {});
  rest();
});

test('[S13] an address has so many sockets and no more; closing one makes room', async () => {
  const visit = (address: string) =>
    server.connect({
      host: 'limits.localhost',
      portal: northwind.portal.portalId,
      headers: { 'X-Forwarded-For': address },
    });
  const open = [];
  for (let count = 0; count < LIMITS.socketsPerAddress; count += 1) open.push(await visit('203.0.113.1'));
  await assert.rejects(
    visit('203.0.113.1'),
    (error: { data?: { code: string; retry: boolean } }) =>
      error.data?.code === 'rate_limited' && error.data.retry,
  );
  await visit('203.0.113.2');
  const socket = open.pop()!;
  socket.close();
  // The server hears of it on the same connection it answers the next calls by: ask until it has.
  const retry = async (): Promise<void> => {
    try {
      await visit('203.0.113.1');
    } catch (error) {
      if ((error as { data?: { code: string } }).data?.code !== 'rate_limited') throw error;
      await retry();
    }
  };
  await retry();
});

test('[S13] many connections at once from one address do not slip through the limit', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: LIMITS.socketsPerAddress * 3 }, () =>
      server.connect({
        host: 'limits.localhost',
        portal: northwind.portal.portalId,
        headers: { 'X-Forwarded-For': '203.0.113.50' },
      }),
    ),
  );
  const admitted = outcomes.filter(({ status }) => status === 'fulfilled').length;
  assert.equal(admitted, LIMITS.socketsPerAddress);
});

test('[S13] a connection that never says who it is is closed in time', async () => {
  const path = `/socket.io/?EIO=4&transport=websocket&portal=${northwind.portal.portalId}`;
  const tcp = connectTcp(server.port, '127.0.0.1');
  await once(tcp, 'connect');
  tcp.write(
    `GET ${path} HTTP/1.1\r\nHost: limits.localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  const [head] = (await once(tcp, 'data')) as [Buffer];
  assert.match(head.toString('latin1'), /^HTTP\/1\.1 101/);
  // The close frame of a WebSocket; our text is ASCII and cannot hold its first byte.
  for await (const [chunk] of on(tcp, 'data', { signal: AbortSignal.timeout(5000) }))
    if ((chunk as Buffer).includes(0x88)) break;
  tcp.destroy();
});

test('[S13] a command’s own limit answers 429 with Retry-After, for each address alone', async () => {
  const create = (address: string) =>
    post('visitor:create', { portalId: northwind.portal.portalId }, { 'X-Forwarded-For': address });
  const { burst, seconds } = COMMANDS['visitor:create'].limit;
  const pause = (seconds * 1000) / burst;
  for (let count = 0; count < burst; count += 1) assert.equal((await create('203.0.113.7')).status, 200);
  const limited = await create('203.0.113.7');
  assert.equal(limited.status, 429);
  refused(limited.json, 'rate_limited');
  assert.equal(limited.json.error.params.retryAfter, pause);
  assert.equal(limited.headers['retry-after'], String(Math.ceil(pause / 1000)));
  assert.equal((await create('203.0.113.8')).status, 200);
  server.clock.advance(pause);
  assert.equal((await create('203.0.113.7')).status, 200);
  assert.equal((await create('203.0.113.7')).status, 429);
});

test('[S13] one visitor opens only so many requests in ten minutes', async () => {
  rest();
  const { socket, token } = await server.guest(northwind.portal);
  const open = { name: 'Often', email: 'often@acme.example', text: 'Again' };
  for (let count = 0; count < 5; count += 1) {
    const { request } = await socket.must('request:open', open);
    await socket.must('request:withdraw', { requestId: request.id });
  }
  refused(await socket.call('request:open', open), 'rate_limited');
  const answer = await post(
    'request:open',
    { commandId: crypto.randomUUID(), ...open },
    { Authorization: `Bearer ${token}` },
  );
  refused(answer.json, 'rate_limited');
});

test('[S13, R1] a command said again, for want of an answer, is no further one; with other input it is', async () => {
  rest();
  const { socket } = await server.guest(northwind.portal);
  const said = { commandId: crypto.randomUUID(), name: 'Patient', email: 'p@acme.example', text: 'Help' };
  const numbers = new Set<number>();
  for (let tries = 0; tries < 10; tries += 1)
    numbers.add((await socket.must('request:open', said)).request.number);
  assert.equal(numbers.size, 1);
  for (let tries = 1; tries < 5; tries += 1)
    refused(await socket.call('request:open', { ...said, text: `Help ${tries}` }), 'conflict');
  refused(await socket.call('request:open', { ...said, text: 'Help 5' }), 'rate_limited');
});
