import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { claimsFor, identified, signToken, websiteKey, type WebsiteKey } from '../support/identity.ts';
import { newCommandId } from '../support/ids.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let one: Scene;
let key: WebsiteKey;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Contoso');
  key = await websiteKey(one.admin, one.portal);
});
after(() => server.close());

const question = { text: 'My printer is on fire' };

test('[W4, S11] a customer whose website says who they are asks without giving a name, and the technician sees it verified', async () => {
  const { socket, contact } = await identified(server, one.portal, key);
  const { request } = await socket.must('request:open', question);
  assert.equal(request.name, 'Carla Ruiz');
  const seen = await one.tom.must('request:get', { requestId: request.id });
  assert.deepEqual(seen.request.customer, {
    name: 'Carla Ruiz',
    email: 'carla@acme.example',
    phone: null,
    verified: true,
  });
  const { entries } = await socket.must('thread:entries', { threadId: request.threadId, after: 0 });
  assert.deepEqual(entries[0]!.author, { kind: 'visitor', id: contact.id, name: 'Carla Ruiz' });
  await socket.must('request:withdraw', { requestId: request.id });
});

test('[W4] a guest is not verified, whatever they type', async () => {
  const { socket } = await server.guest(one.portal);
  const typed = { ...question, name: 'Carla Ruiz', email: 'carla@acme.example' };
  const { request } = await socket.must('request:open', typed);
  const seen = await one.tom.must('request:get', { requestId: request.id });
  assert.equal(seen.request.customer.verified, false);
});

test('[W4] a guest without a name is told so on the field', async () => {
  const { socket } = await server.guest(one.portal);
  const answer = await socket.call('request:open', question);
  assert.ok(!answer.ok);
  assert.deepEqual(answer.error.issues, [{ path: ['name'], code: 'required' }]);
});

test('[W4] what a contact types as name and address does not count', async () => {
  const { socket } = await identified(server, one.portal, key, { sub: 'typist', email: undefined });
  await one.tom.must('availability:set', { available: false });
  // Without an address nobody is turned away: the answer waits for them in the portal.
  const typed = { ...question, name: 'The boss', email: 'boss@acme.example' };
  const { request } = await socket.must('request:open', typed);
  await one.tom.must('availability:set', { available: true });
  const seen = await one.tom.must('request:get', { requestId: request.id });
  assert.deepEqual(seen.request.customer, { name: 'Carla Ruiz', email: null, phone: null, verified: true });
});

test('[S11] the external id makes somebody the same person, on any machine; an e-mail address does not', async () => {
  const first = await identified(server, one.portal, key, { sub: 'ann', email: 'shared@acme.example' });
  const { request } = await first.socket.must('request:open', question);
  const again = await identified(server, one.portal, key, {
    sub: 'ann',
    name: 'Ann Lee',
    email: 'a@x.example',
  });
  assert.equal(again.contact.id, first.contact.id);
  assert.deepEqual([again.contact.name, again.contact.email], ['Ann Lee', 'a@x.example']);
  const current = await again.socket.must('request:current', {});
  assert.ok('request' in current && current.request?.id === request.id);
  const other = await identified(server, one.portal, key, { sub: 'bob', email: 'shared@acme.example' });
  assert.notEqual(other.contact.id, first.contact.id);
  assert.deepEqual(await other.socket.must('request:current', {}), { request: null });
});

test('[S11] the same external id in two companies is two people', async () => {
  const second = await server.portal(one.admin, 'contoso-two');
  const theirs = await websiteKey(one.admin, second);
  const here = await identified(server, one.portal, key, { sub: 'same' });
  const there = await identified(server, second, theirs, { sub: 'same' });
  assert.notEqual(here.contact.id, there.contact.id);
});

test('[R1] a repeat of an exchange whose answer was lost gets the same session', async () => {
  const visitor = await server.visit(one.portal);
  const { portalId } = one.portal;
  const given = {
    commandId: newCommandId(),
    portalId,
    token: signToken(key, claimsFor(server, one.portal, { sub: 'lost' })),
  };
  const first = await server.http({
    host: `${one.portal.subdomain}.localhost`,
    path: '/api/commands/contact:identify',
    body: given,
  });
  const again = await visitor.must('contact:identify', given);
  assert.deepEqual({ ok: true, data: again }, first.json);
});

test('[S3] a connection that was a guest’s hears nothing more of that guest', async () => {
  const { customer, request } = await ask(server, one.portal);
  const { portalId } = one.portal;
  const token = signToken(key, claimsFor(server, one.portal, { sub: 'successor' }));
  await customer.must('contact:identify', { portalId, token });
  const heard = customer.heard.length;
  await one.tom.must('request:take', { requestId: request.id });
  await one.tom.must('thread:send', { threadId: request.threadId, text: 'For the guest alone' });
  await customer.must('request:current', {});
  assert.deepEqual(customer.heard.slice(heard), []);
});

test('[W4] a portal that turned Inactive still knows its contacts: their chats may finish', async () => {
  const portal = await server.portal(one.admin, 'contoso-shut');
  const theirs = await websiteKey(one.admin, portal);
  const { socket } = await identified(server, portal, theirs);
  const { request } = await socket.must('request:open', question);
  await one.tom.must('request:take', { requestId: request.id });
  const { portals } = await one.admin.must('portal:list', {});
  const { id, version } = portals.find((row) => row.id === portal.portalId)!;
  await one.admin.must('portal:update', { portalId: id, version, status: 'inactive' });
  const back = await identified(server, portal, theirs);
  const current = await back.socket.must('request:current', {});
  assert.ok('request' in current && current.request?.kind === 'chatting' && current.request.draining);
});

test('[W4] an admin lists keys, newest first, with programs that name the portal and the newest', async () => {
  const { portal } = one;
  const newest = await websiteKey(one.admin, portal, 'After rotation');
  const { keys, examples } = await one.admin.must('identity-key:list', { portalId: portal.portalId });
  assert.deepEqual(
    keys.map(({ name }) => name),
    ['After rotation', 'Website'],
  );
  assert.ok(keys[1]!.lastUsedAt !== null && keys[0]!.lastUsedAt === null);
  for (const program of Object.values(examples)) {
    assert.ok(program.includes(newest.id) && program.includes(portal.portalId));
    assert.ok(!program.includes(newest.secret));
  }
  await one.admin.must('identity-key:delete', { keyId: newest.id });
});

test('[W4] the programs sign with a secret alone: a key pair is not put into them', async () => {
  const portal = await server.portal(one.admin, 'contoso-pair');
  const { publicKey } = generateKeyPairSync('ed25519');
  const { key: pair } = await one.admin.must('identity-key:create', {
    portalId: portal.portalId,
    name: 'Pair',
    algorithm: 'EdDSA',
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
  });
  const { examples } = await one.admin.must('identity-key:list', { portalId: portal.portalId });
  for (const program of Object.values(examples)) assert.ok(!program.includes(pair.id));
});
