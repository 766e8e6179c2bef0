import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { after, before, test } from 'node:test';
import { SEED, seeded } from '../support/hostile/seeded.ts';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const faults: unknown[] = [];
const note = (fault: unknown): void => void faults.push(fault);
let server: TestServer;
let one: Scene;

before(async () => {
  process.on('uncaughtExceptionMonitor', note);
  process.on('unhandledRejection', note);
  server = await TestServer.start({ limits: { eventsPerSecond: 100_000 } });
  one = await scene(server, 'Hostile');
});
after(async () => {
  await server.close();
  process.off('uncaughtExceptionMonitor', note);
  process.off('unhandledRejection', note);
  assert.deepEqual(faults, [], 'nothing escaped');
});

test('[S4] a frame is an object with an acknowledgement, or it is malformed', async () => {
  const { socket } = one.tom;
  for (const frame of [[[]], ['text'], [1], [null], [true], [[{}]]])
    refused(await socket.raw('session:get', ...frame), 'malformed');
  const answer = await socket.raw('session:get');
  assert.ok(answer.ok, 'no input at all is an empty one');
  socket.socket.emit('availability:set', { commandId: newCommandId(), sound: false });
  await socket.hears('availability:changed', ({ sound }) => !sound);
});

test('[S4] raw garbage over TCP closes that connection and no other', async () => {
  const next = seeded(SEED);
  const heads = [
    'GET / HTTP/1.1\r\n\r\n',
    'BOGUS\r\n\r\n',
    '\0\0\0\0',
    'POST /api/commands/visitor:create HTTP/1.1\r\nHost: hostile.localhost\r\nContent-Length: -1\r\n\r\n',
    'POST /api/commands/visitor:create HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n',
    `GET /socket.io/?EIO=4&transport=websocket&portal=${one.portal.portalId} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    'GET /socket.io/?EIO=3&transport=nothing HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ];
  for (let round = 0; round < 64; round += 1) {
    const tcp = connectTcp(server.port, '127.0.0.1');
    tcp.on('error', () => undefined);
    await once(tcp, 'connect');
    tcp.resume();
    const noise = Buffer.from(Array.from({ length: 200 }, () => next.below(256)));
    const closed = once(tcp, 'close');
    tcp.write(heads[round % heads.length]!);
    tcp.end(noise);
    tcp.setTimeout(50, () => tcp.destroy());
    await closed;
  }
  await one.tom.must('session:get', {});
  assert.deepEqual(faults, []);
});

test('[S4] a body that is no JSON object is malformed; a wrong method or type finds no command', async () => {
  const post = (body: string, type = 'application/json', method = 'POST') =>
    server.http({
      method,
      host: 'hostile.localhost',
      path: '/api/commands/visitor:create',
      body,
      headers: { 'Content-Type': type },
    });
  for (const body of ['{', '', 'null', '"text"', '1', '{"a":1}}', '\0', '[1', '{"a":\u0001}']) {
    const answer = await post(body);
    assert.ok(['malformed', 'validation'].includes(answer.json.error.code), `${body}: ${answer.text}`);
  }
  refused((await post('[]')).json, 'validation');
  const good = JSON.stringify({ portalId: one.portal.portalId });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/html'])
    refused((await post(good, type)).json, 'validation');
  for (const method of ['PUT', 'PATCH'])
    refused((await post(good, 'application/json', method)).json, 'unknown_command');
  for (const method of ['GET', 'DELETE']) {
    const path = '/api/commands/visitor:create';
    refused((await server.http({ method, host: 'hostile.localhost', path })).json, 'unknown_command');
  }
  refused((await post(good, 'application/json; charset=latin1')).json, 'malformed');
  assert.equal((await post(good)).status, 200);
});

test('[S4] fields the table does not know are ignored, on both transports alike', async () => {
  const extra = { extra: 1, account: newCommandId(), role: 'admin', __proto__: { admin: true } };
  const viaSocket = await one.tom.socket.raw('profile:update', {
    commandId: newCommandId(),
    name: 'Tom',
    ...extra,
  });
  const viaRest = await one.tom.post('profile:update', { name: 'Tom', ...extra });
  for (const answer of [viaSocket, viaRest.json])
    assert.equal(answer.ok && answer.data.technician.role, 'technician');
  assert.deepEqual(Object.keys(viaRest.json.data), viaSocket.ok ? Object.keys(viaSocket.data as object) : []);
});

test('[S4] a client of another protocol version is told so on both transports, and which are spoken', async () => {
  for (const version of [0, 2, 99, -1]) {
    const answer = await server.http({
      host: 'hostile.localhost',
      path: `/api/portals/${one.portal.portalId}/view`,
      headers: { 'Support-Protocol': String(version) },
    });
    assert.equal(answer.status, 426);
    refused(answer.json, 'unsupported_protocol');
    assert.deepEqual(answer.json.error.params, { accepted: [1] });
    await assert.rejects(
      server.connect({ host: 'hostile.localhost', portal: one.portal.portalId, protocol: version }),
      (error: { data?: { code: string; params: object } }) => {
        assert.equal(error.data?.code, 'unsupported_protocol');
        assert.deepEqual(error.data?.params, { accepted: [1] });
        return true;
      },
    );
  }
  for (const auth of [{}, { protocol: 'one' }, { protocol: null }, { protocol: [] }, { protocol: {} }])
    await assert.rejects(
      server.connect({
        host: 'hostile.localhost',
        query: { portal: one.portal.portalId },
        auth: { ...auth, portal: one.portal.portalId },
      }),
      (error: { data?: { code: string } }) => error.data?.code === 'unsupported_protocol',
    );
});

test('[S4] an odd auth or token in the handshake is refused, and crashes nothing', async () => {
  const { portalId } = one.portal;
  for (const auth of [
    { portal: portalId, token: 1 },
    { portal: portalId, token: {} },
    { portal: portalId, token: 'x'.repeat(5000) },
    { portal: portalId, token: '' },
    { portal: [portalId] },
    { portal: { toString: portalId } },
  ])
    await assert.rejects(
      server.connect({
        host: 'hostile.localhost',
        query: { portal: portalId },
        auth: { protocol: 1, ...auth },
      }),
      (error: { data?: { code: string } }) =>
        ['unauthenticated', 'unknown_portal'].includes(String(error.data?.code)),
    );
  assert.deepEqual(faults, []);
});
