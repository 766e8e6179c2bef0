import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused } from '../support/refusals.ts';
import { ask, chat, scene, statusesOf, wholeThread } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const VISITORS_LIMIT = 600_000;
const NONE = { kind: 'chosen' as const, companyIds: [] };

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const listed = async (who: ConsoleUser): Promise<number[]> => {
  const answer = await who.must('request:list', { view: 'all' });
  assert.ok('requests' in answer);
  return answer.requests.map((request) => request.number);
};
const change = async (admin: ConsoleUser, who: ConsoleUser, what: object) => {
  const { technicians } = await admin.must('technician:list', {});
  const { version } = technicians.find(({ id }) => id === who.id)!;
  return admin.must('technician:update', { technicianId: who.id, version, ...what });
};

test('[G26] a technician sees, hears and opens requests of their companies alone', async () => {
  const { admin, portal, tom } = await scene(server, 'Limited');
  const other = await server.portal(admin, 'limited-other');
  const tina = await server.technician(admin, 'Tina', {
    access: { kind: 'chosen', companyIds: [other.companyId] },
  });
  await tina.must('request:list', { view: 'all' });
  await tina.must('availability:set', { available: true });
  const foreign = await ask(server, portal);
  await tom.socket.hears('request:changed', ({ request }) => request.id === foreign.request.id);
  const own = await ask(server, other);
  await tina.socket.hears('notification:request', ({ requestId }) => requestId === own.request.id);
  const heard = tina.socket.heard.map(({ payload }) => JSON.stringify(payload));
  assert.equal(
    heard.some((text) => text.includes(foreign.request.id)),
    false,
  );
  assert.deepEqual(await listed(tina), [2]);
  const { id: requestId, threadId } = foreign.request;
  refused(await tina.socket.call('request:get', { requestId }), 'not_found');
  refused(await tina.socket.call('request:take', { requestId }), 'not_found');
  refused(await tina.socket.call('thread:entries', { threadId, after: 0 }), 'not_found');
  refused(await tina.socket.call('thread:send', { threadId, text: 'Hi' }), 'not_found');
});

test('[G26] access taken away: lists, requests and rooms follow at once, and the chat is New again', async () => {
  const here = await scene(server, 'Losing');
  const { admin, tom } = here;
  const tina = await server.technician(admin, 'Tina');
  await tina.must('request:list', { view: 'all' });
  await tina.must('availability:set', { available: true });
  const { customer, request } = await chat(server, here);
  const { id: requestId, threadId } = request;
  await change(admin, tom, { access: NONE });

  await tom.socket.hears('request:list-changed', ({ version }) => version > 0);
  assert.deepEqual(await listed(tom), []);
  refused(await tom.socket.call('request:get', { requestId }), 'not_found');
  refused(await tom.socket.call('thread:send', { threadId, text: 'Still me' }), 'not_found');
  refused(await tom.socket.call('thread:entries', { threadId, after: 0 }), 'not_found');
  await customer.hears(
    'request:own-changed',
    (push) => push.request.kind === 'waiting' && push.request.version > 2,
  );

  await tina.must('request:take', { requestId });
  await tina.must('thread:entries', { threadId, after: 0 });
  await customer.must('thread:send', { threadId, text: 'For Tina alone' });
  await tina.socket.hears('thread:appended', ({ entry }) => entry.kind === 'message');
  // The barrier: a push of his own that he still hears.
  await tom.must('availability:get', {});
  await change(admin, tom, { access: { kind: 'all' } });
  await tom.socket.hears('availability:changed', ({ menu }) => menu);
  const heard = tom.socket.heard.map(({ payload }) => JSON.stringify(payload));
  assert.equal(
    heard.some((text) => text.includes('For Tina alone')),
    false,
  );
  assert.deepEqual(statusesOf(await wholeThread(customer, threadId)), ['taken', 'returned', 'taken']);
});

test('[G26] access given: the company’s requests are there at once', async () => {
  const { admin, portal, tom } = await scene(server, 'Gaining');
  const tina = await server.technician(admin, 'Tina', { access: NONE });
  const { request } = await ask(server, portal);
  await tom.must('request:take', { requestId: request.id });
  assert.deepEqual(await listed(tina), []);
  await change(admin, tina, { access: { kind: 'chosen', companyIds: [portal.companyId] } });
  await tina.socket.hears('request:list-changed');
  assert.deepEqual(await listed(tina), [1]);
  await tina.must('thread:entries', { threadId: request.threadId, after: 0 });
});

test('[G26] access to one of two companies taken: what is of the other stays', async () => {
  const here = await scene(server, 'Halving');
  const other = await server.portal(here.admin, 'halving-other');
  const lost = await chat(server, here);
  const kept = await ask(server, other);
  await here.tom.must('request:take', { requestId: kept.request.id });
  await change(here.admin, here.tom, { access: { kind: 'chosen', companyIds: [other.companyId] } });
  assert.deepEqual(await listed(here.tom), [2]);
  await here.tom.must('thread:send', { threadId: kept.request.threadId, text: 'Going on' });
  const { request } = (await lost.customer.must('request:current', {})) as { request: { kind: string } };
  assert.equal(request.kind, 'waiting');
});

test('[S7] [G26] a disabled technician is cut, stays out, and their chats are New again', async () => {
  const here = await scene(server, 'Disabled');
  const { admin, tom } = here;
  const tina = await server.technician(admin, 'Tina');
  await tina.must('availability:set', { available: true });
  const { customer, request } = await chat(server, here);
  const cut = tom.socket.cut();
  await change(admin, tom, { disabled: true });
  await cut;
  await assert.rejects(
    server.connect({ host: 'console.localhost', cookie: tom.cookie, origin: server.consoleOrigin }),
    (error: Error & { data?: { code: string } }) => error.data?.code === 'unauthenticated',
  );
  assert.equal((await tom.post('request:take', { requestId: request.id })).status, 401);
  await assert.rejects(server.signIn(tom.email));
  await customer.hears(
    'request:own-changed',
    (push) => push.request.kind === 'waiting' && push.request.version > 2,
  );
  await tina.must('request:take', { requestId: request.id });
  assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)), ['taken', 'returned', 'taken']);
});

test('[G26] a technician who switches off keeps their chats and still hears them', async () => {
  const here = await scene(server, 'Switching');
  const { customer, request } = await chat(server, here);
  await here.tom.must('availability:set', { available: false });
  await customer.must('thread:send', { threadId: request.threadId, text: 'One more thing' });
  await here.tom.socket.hears(
    'thread:appended',
    ({ entry }) => entry.kind === 'message' && entry.body.text === 'One more thing',
  );
  await here.tom.must('thread:send', { threadId: request.threadId, text: 'Go on' });
  await here.tom.must('request:close', { requestId: request.id });
});

test('[G26] a renamed technician and company are shown by their new names in the list', async () => {
  const here = await scene(server, 'Renaming');
  const { request } = await chat(server, here);
  const answer = await here.tom.must('request:list', { view: 'all' });
  await here.admin.must('company:update', {
    companyId: here.portal.companyId,
    version: 1,
    name: 'Acme & Sons',
  });
  const after = await here.tom.must('request:list', { view: 'all', version: answer.version });
  assert.ok('requests' in after);
  assert.equal(after.requests[0]?.company.name, 'Acme & Sons');
  await here.tom.must('profile:update', { name: 'Thomas' });
  assert.equal(
    (await here.tom.must('request:get', { requestId: request.id })).request.technician?.name,
    'Thomas',
  );
});

test('[G26] access that is taken away leaves the rooms at once', async () => {
  const one = await scene(server, 'Rooms');
  const side = await server.portal(one.admin, 'rooms-side');
  const eve = await server.technician(one.admin, 'Eve');
  const { customer, request } = await chat(server, one);
  await eve.must('request:list', { view: 'all' });
  await eve.must('thread:entries', { threadId: request.threadId, after: 0 });
  const send = (text: string) => customer.must('thread:send', { threadId: request.threadId, text });
  const { entry } = await send('both hear');
  await eve.socket.hears('thread:appended', (pushed) => pushed.entry.sequence === entry.sequence);

  await one.admin.must('technician:update', {
    technicianId: eve.id,
    version: 2,
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  await eve.socket.hears('request:list-changed');
  const from = eve.socket.heard.length;
  await send('one hears');
  await one.tom.must('request:close', { requestId: request.id });
  await one.tom.socket.hears(
    'request:changed',
    ({ request: row }) => row.id === request.id && row.status === 'completed',
  );
  await eve.must('session:get', {});
  assert.deepEqual(eve.socket.heard.slice(from), []);
  refused(await eve.socket.call('thread:entries', { threadId: request.threadId, after: 0 }), 'not_found');
});
