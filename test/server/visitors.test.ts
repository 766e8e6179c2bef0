import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { identified, use, websiteKey, type WebsiteKey } from '../support/identity.ts';
import { newCommandId } from '../support/ids.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const SITE = 'https://www.acme.example';
let server: TestServer;
let one: Scene;
let key: WebsiteKey;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Windows');
  key = await websiteKey(one.admin, one.portal);
  const { portals } = await one.admin.must('portal:list', {});
  const { id, version } = portals[0]!;
  await one.admin.must('portal:update', { portalId: id, version, origins: [SITE] });
});
after(() => server.close());

const takeOver = async (code: string, origin?: string, portal = one.portal) => {
  const socket = await server.connect({
    host: 'embed.localhost',
    portal: portal.portalId,
    ...(origin !== undefined && { origin }),
  });
  const answer = await socket.call('visitor:take-over', { portalId: portal.portalId, code });
  return { socket, answer };
};
const end = (token: string) =>
  server.http({
    host: 'embed.localhost',
    path: '/api/commands/visitor:end',
    headers: { Authorization: `Bearer ${token}` },
    body: {},
  });

test('[W4, S1] a guest goes on in another window: same request, a session of its own, and the code works once', async () => {
  const { customer, request } = await ask(server, one.portal);
  const { code } = await customer.must('visitor:hand-over', {});
  const { socket, answer } = await takeOver(code, SITE);
  assert.ok(answer.ok && answer.data.contact === null);
  const current = await socket.must('request:current', {});
  assert.ok('request' in current && current.request?.id === request.id);
  await socket.must('thread:send', { threadId: request.threadId, text: 'From the other window' });
  const again = await takeOver(code, SITE);
  assert.equal(again.answer.ok || again.answer.error.code, 'link_invalid');
});

test('[S1] a contact goes on in the portal’s own pages alone, and is known there', async () => {
  const { socket, contact } = await identified(server, one.portal, key, { sub: 'pop' });
  const { code } = await socket.must('visitor:hand-over', {});
  const refused = await takeOver(code, SITE);
  assert.equal(refused.answer.ok || refused.answer.error.code, 'origin_refused');
  // Refused, it was not used up.
  const own = `http://${one.portal.subdomain}.localhost:${server.port}`;
  const { answer } = await takeOver(code, own);
  assert.deepEqual(answer.ok && answer.data.contact, contact);
});

test('[S2] a code is good for a minute, for its own portal, and not once its session has ended', async () => {
  const { socket, token } = await server.guest(one.portal);
  const fresh = async () => (await socket.must('visitor:hand-over', {})).code;
  const codeOf = async (code: string, portal = one.portal) => {
    const { answer } = await takeOver(code, undefined, portal);
    return answer.ok || answer.error.code;
  };
  const old = await fresh();
  server.clock.advance(61_000);
  assert.equal(await codeOf(old), 'link_invalid');
  const elsewhere = await scene(server, 'Elsewhere');
  assert.equal(await codeOf(await fresh(), elsewhere.portal), 'link_invalid');
  const sibling = await server.portal(one.admin, 'windows-two');
  assert.equal(await codeOf(await fresh(), sibling), 'link_invalid');
  const last = await fresh();
  assert.equal((await end(token)).status, 200);
  assert.equal(await codeOf(last), 'link_invalid');
});

test('[S7] ending a session ends the windows that went on from it and cuts their sockets; not the other way round', async () => {
  const { socket, token } = await server.guest(one.portal);
  const popped = async () => {
    const { code } = await socket.must('visitor:hand-over', {});
    const { socket: window, answer } = await takeOver(code);
    assert.ok(answer.ok);
    return {
      window,
      token: answer.data.token,
      gone: new Promise((gone) => window.socket.once('disconnect', gone)),
    };
  };
  const first = await popped();
  const second = await popped();
  await end(first.token);
  await first.gone;
  await socket.must('request:current', {});
  await second.window.must('request:current', {});
  await end(token);
  await second.gone;
  await assert.rejects(server.visit(one.portal, second.token), /unauthenticated/);
  assert.equal((await end(token)).status, 401);
});

test('[S7] ended everywhere, no session of the person is left, in no window of any page; others go on', async () => {
  const page = await identified(server, one.portal, key, { sub: 'gone' });
  const next = await identified(server, one.portal, key, { sub: 'gone' });
  const other = await identified(server, one.portal, key, { sub: 'stays' });
  const cut = new Promise((gone) => page.socket.socket.once('disconnect', gone));
  const answer = await server.http({
    host: 'embed.localhost',
    path: '/api/commands/visitor:end',
    headers: { Authorization: `Bearer ${next.token}` },
    body: { everywhere: true },
  });
  assert.equal(answer.status, 200);
  await cut;
  await assert.rejects(server.visit(one.portal, page.token), /unauthenticated/);
  await other.socket.must('request:current', {});
});

test('[S11] a window lives no longer than the website’s word it goes on from', async () => {
  const someone = await identified(server, one.portal, key, { sub: 'long' });
  const { socket } = someone;
  server.clock.advance(11 * 3_600_000);
  await use(server, someone);
  server.clock.advance(11 * 3_600_000);
  const { code } = await socket.must('visitor:hand-over', {});
  const own = `http://${one.portal.subdomain}.localhost:${server.port}`;
  const { answer } = await takeOver(code, own);
  assert.ok(answer.ok);
  server.clock.advance(3 * 3_600_000);
  await assert.rejects(server.visit(one.portal, answer.data.token), /unauthenticated/);
});

test('[R1] a repeat of a take-over whose answer was lost gets the same session', async () => {
  const { socket } = await server.guest(one.portal);
  const { code } = await socket.must('visitor:hand-over', {});
  const body = { commandId: newCommandId(), portalId: one.portal.portalId, code };
  const call = () => server.http({ host: 'embed.localhost', path: '/api/commands/visitor:take-over', body });
  const first = await call();
  assert.equal(first.status, 200);
  assert.deepEqual((await call()).json, first.json);
});
