import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { EventPayload } from '#protocol/index';
import { refused } from '../support/refusals.ts';
import { ask, chat, scene, statusesOf, textsOf, wholeThread, setPortal } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

const VISITORS_LIMIT = 600_000;

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const current = async (customer: SocketClient) => {
  const answer = await customer.must('request:current', {});
  assert.ok('request' in answer && answer.request);
  return answer.request;
};

test('[G23] a customer who waits keeps their place when the last technician leaves', async () => {
  const here = await scene(server, 'Waiting');
  const { customer, request } = await ask(server, here.portal);
  await here.tom.must('availability:set', { available: false });
  const alone = await customer.hears('request:own-changed', (push) => !push.request.live);
  assert.deepEqual([alone.request.kind, alone.request.number, alone.request.writable], ['waiting', 1, true]);
  await customer.must('thread:send', { threadId: request.threadId, text: 'Anybody?' });

  await here.tom.must('availability:set', { available: true });
  await customer.hears('request:own-changed', (push) => push.request.live && push.request.version > 2);
  const { request: row } = await here.tom.must('request:get', { requestId: request.id });
  assert.deepEqual([row.status, row.origin, row.number], ['new', 'live', 1]);
});

test('[G23] a customer who waits may leave the request instead; it is kept, and still taken later', async () => {
  const here = await scene(server, 'Leaving');
  const { customer, request } = await ask(server, here.portal);
  await here.tom.must('availability:set', { available: false });
  const left = await customer.must('request:leave', { requestId: request.id });
  assert.deepEqual([left.request.kind, left.request.origin], ['kept', 'offline']);
  assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)), ['kept']);
  await here.tom.must('availability:set', { available: true });
  await here.tom.must('request:take', { requestId: request.id });
  assert.equal((await current(customer)).kind, 'chatting');
});

test('[G21] a customer takes a waiting request back: Abandoned, for nobody to take', async () => {
  const here = await scene(server, 'Withdrawn');
  const { customer, request } = await ask(server, here.portal);
  const requestId = request.id;
  const { request: gone } = await customer.must('request:withdraw', { requestId });
  assert.equal(gone.kind, 'abandoned');
  refused(await here.tom.socket.call('request:take', { requestId }), 'closed');
  refused(await customer.call('request:withdraw', { requestId }), 'closed');
  refused(await customer.call('request:leave', { requestId }), 'closed');
});

test('[G21] a customer ends their own chat, and only a chat', async () => {
  const here = await scene(server, 'Finished');
  const waiting = await ask(server, here.portal);
  refused(await waiting.customer.call('request:finish', { requestId: waiting.request.id }), 'closed');
  const { customer, request } = await chat(server, here);
  await customer.must('request:finish', { requestId: request.id });
  const told = await here.tom.socket.hears('request:changed', (push) => push.request.status === 'completed');
  assert.equal(told.request.id, request.id);
  refused(await here.tom.socket.call('thread:send', { threadId: request.threadId, text: 'Hm?' }), 'closed');
});

test('[G7] [G23] set Inactive, who waits is told that the request is kept, and nothing new is sent', async () => {
  const here = await scene(server, 'Shut');
  const { customer, request } = await ask(server, here.portal);
  const { threadId, id: requestId } = request;
  await setPortal(here, { status: 'inactive' });
  const told = await customer.hears('request:own-changed', (push) => push.request.kind === 'closed');
  assert.deepEqual([told.request.origin, told.request.writable], ['offline', false]);
  await customer.hears(
    'thread:appended',
    ({ entry }) => entry.kind === 'status' && entry.body.status === 'kept',
  );
  refused(await customer.call('thread:send', { threadId, text: 'More' }), 'portal_inactive');
  refused(await here.tom.socket.call('request:take', { requestId }), 'portal_inactive');

  await setPortal(here, { status: 'active' });
  assert.deepEqual([(await current(customer)).kind, (await current(customer)).writable], ['kept', true]);
  await here.tom.must('request:take', { requestId });
  assert.deepEqual(statusesOf(await wholeThread(customer, threadId)), ['kept', 'taken']);
});

test('[G23] [R7] a chat in a portal set Inactive goes on for both sides, also after a reconnect, and ends', async () => {
  const here = await scene(server, 'Draining');
  const { customer, token, request } = await chat(server, here);
  const { threadId, id: requestId } = request;
  await setPortal(here, { status: 'inactive', chats: 'finish', message: 'Not for those who finish' });
  const told = await customer.hears('request:own-changed', (push) => push.request.draining);
  assert.deepEqual([told.request.kind, told.request.writable], ['chatting', true]);
  await here.tom.socket.hears('request:changed', (push) => push.request.draining);
  await customer.must('thread:send', { threadId, text: 'Still there?' });
  await here.tom.must('thread:send', { threadId, text: 'Yes' });

  customer.close();
  const again = await server.visit(here.portal, token);
  assert.deepEqual([(await current(again)).kind, (await current(again)).draining], ['chatting', true]);
  await again.must('thread:send', { threadId, text: 'Back again' });
  const overRest = await server.http({
    host: 'draining.localhost',
    path: '/api/commands/thread:send',
    headers: { Authorization: `Bearer ${token}` },
    body: { commandId: crypto.randomUUID(), threadId, text: 'By another way' },
  });
  assert.equal(overRest.json.ok, true);
  assert.deepEqual(textsOf(await wholeThread(again, threadId)).slice(1), [
    'Still there?',
    'Yes',
    'Back again',
    'By another way',
  ]);
  await here.tom.must('request:close', { requestId });
  await again.hears('request:own-changed', (push) => push.request.kind === 'completed');
  refused(
    await again.call('request:open', { name: 'Carla', email: 'c@acme.example', text: 'New' }),
    'portal_inactive',
  );
});

test('[G23] unassigned while the portal is Inactive, a chat is kept: nobody can take it', async () => {
  const here = await scene(server, 'Dropped');
  const { customer, request } = await chat(server, here);
  await setPortal(here, { status: 'inactive' });
  await here.tom.must('request:unassign', { requestId: request.id });
  await customer.hears('request:own-changed', (push) => push.request.kind === 'closed');
  refused(await here.tom.socket.call('request:take', { requestId: request.id }), 'portal_inactive');
});

test('[G23] close now ends every chat with the admin’s message, and keeps who waits', async () => {
  const here = await scene(server, 'Closenow');
  const chats = [await chat(server, here), await chat(server, here)];
  const waiting = await ask(server, here.portal);
  await setPortal(here, { status: 'inactive', chats: 'close', message: 'We close early today' });
  for (const { customer, request } of chats) {
    await customer.hears('request:own-changed', (push) => push.request.kind === 'completed');
    const entries = await wholeThread(customer, request.threadId);
    assert.deepEqual(textsOf(entries).slice(1), ['We close early today']);
    assert.deepEqual(statusesOf(entries), ['taken', 'completed']);
    assert.equal(entries.at(-2)?.author.kind, 'system');
    refused(await customer.call('thread:send', { threadId: request.threadId, text: 'But' }), 'closed');
  }
  await waiting.customer.hears('request:own-changed', (push) => push.request.kind === 'closed');
  assert.deepEqual(textsOf(await wholeThread(waiting.customer, waiting.request.threadId)).length, 1);
});

test('[G23] only the portal that is set Inactive is concerned', async () => {
  const here = await scene(server, 'Bystander');
  const other = await server.portal(here.admin, 'bystander-two');
  const { customer, request } = await ask(server, other);
  await setPortal(here, { status: 'inactive', chats: 'close' });
  await here.tom.must('request:take', { requestId: request.id });
  await customer.hears('request:own-changed', (push) => push.request.kind === 'chatting');
  const kinds = customer.heard.flatMap(({ event, payload }) =>
    event === 'request:own-changed' ? [(payload as EventPayload<'request:own-changed'>).request.kind] : [],
  );
  assert.deepEqual(kinds, ['waiting', 'chatting']);
});
