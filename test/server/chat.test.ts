import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

test('[G1] a customer asks, a technician who is Available takes it, and they chat', async () => {
  const { admin } = await server.seedAccount('Chatting');
  const portal = await server.portal(admin, 'chatting');
  const tom = await server.technician(admin, 'Tom');
  await tom.must('request:list', { view: 'all' });
  await tom.must('availability:set', { available: true });

  const { socket: customer } = await server.guest(portal);
  const { request } = await customer.must('request:open', { name: 'Carla', text: 'My printer is on fire' });
  assert.equal(request.kind, 'waiting');
  const incoming = await tom.socket.hears('request:changed', ({ request: r }) => r.id === request.id);
  assert.equal(incoming.request.customer.name, 'Carla');
  await tom.socket.hears('notification:request', ({ requestId }) => requestId === request.id);

  await tom.must('request:take', { requestId: request.id });
  const taken = await customer.hears('request:own-changed', ({ request: r }) => r.kind === 'chatting');
  assert.equal(taken.request.technician?.name, 'Tom');

  await customer.must('thread:entries', { threadId: request.threadId, after: 0 });
  const { entries } = await tom.must('thread:entries', { threadId: request.threadId, after: 0 });
  assert.deepEqual(
    entries.map((entry) => [entry.sequence, entry.kind]),
    [
      [1, 'message'],
      [2, 'status'],
    ],
  );
  const { entry } = await tom.must('thread:send', { threadId: request.threadId, text: 'On my way' });
  assert.equal(entry.sequence, 3);
  const pushed = await customer.hears('thread:appended', ({ entry: e }) => e.sequence === 3);
  assert.deepEqual(pushed.entry, entry);

  await tom.must('request:close', { requestId: request.id });
  await customer.hears('request:own-changed', ({ request: r }) => r.kind === 'completed');
  const late = await customer.call('thread:send', { threadId: request.threadId, text: 'One more thing' });
  assert.equal(late.ok || late.error.code, 'closed');
});
