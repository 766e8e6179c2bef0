import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { ask, chat, scene, statusesOf, wholeThread, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
let here: Scene;
let foreign: Scene;
/** Has access to another company alone. */
let limited: ConsoleUser;
let side: Scene['portal'];
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Spam');
  foreign = await scene(server, 'Foreign');
  side = await server.portal(here.admin, 'spam-side');
  limited = await server.technician(here.admin, 'Limited', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
});
/** Limits of visitors have passed, and nobody is blocked. */
beforeEach(async () => {
  server.clock.advance(HOUR);
  const { blocks } = await here.tom.must('block:list', {});
  for (const { id } of blocks) await here.tom.must('block:remove', { blockId: id });
});
after(() => server.close());

type Kind = 'customer' | 'email' | 'network';
const mark = (requestId: string, ...block: Kind[]) =>
  here.tom.must('request:mark-spam', { requestId, spam: true, block });
const again = (customer: SocketClient, email = 'other@client.example') =>
  customer.call('request:open', { commandId: newCommandId(), name: 'Carla', email, text: 'Again' });
const idsIn = async (view: 'all' | 'new' | 'completed' | 'spam'): Promise<string[]> => {
  const list = await here.tom.must('request:list', { view });
  assert.ok('requests' in list);
  return list.requests.map(({ id }) => id);
};

test('spam is over and shown apart, and comes back when it was none', async () => {
  const { customer, request } = await chat(server, here);
  const { request: marked } = await mark(request.id);
  assert.deepEqual([marked.status, marked.spam], ['completed', true]);
  await customer.hears('request:own-changed', ({ request: own }) => own.kind === 'completed');
  assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)), ['taken', 'completed']);
  refused(
    await customer.call('thread:send', { commandId: newCommandId(), threadId: request.threadId, text: 'Hm' }),
    'closed',
  );
  for (const view of ['all', 'completed'] as const) assert.ok(!(await idsIn(view)).includes(request.id));
  assert.ok((await idsIn('spam')).includes(request.id));
  await here.tom.must('request:mark-spam', { requestId: request.id, spam: false, block: [] });
  assert.ok((await idsIn('completed')).includes(request.id));
  assert.ok(!(await idsIn('spam')).includes(request.id));
});

test('one that waits can be marked by anybody who sees it, one in progress only by whose it is', async () => {
  const { request: waiting } = await ask(server, here.portal);
  await mark(waiting.id);
  assert.ok(!(await idsIn('new')).includes(waiting.id));
  const { request } = await chat(server, here);
  const input = { commandId: newCommandId(), requestId: request.id, spam: true, block: [] };
  refused(await here.admin.socket.call('request:mark-spam', input), 'not_assigned');
  refused(await limited.socket.call('request:mark-spam', input), 'not_found');
  refused(await foreign.tom.socket.call('request:mark-spam', input), 'not_found');
  await here.tom.must('request:close', { requestId: request.id });
  await here.admin.must('request:mark-spam', { requestId: request.id, spam: true, block: [] });
});

test('without a block the same customer may ask again', async () => {
  const { customer, request } = await chat(server, here);
  await mark(request.id);
  assert.ok((await again(customer)).ok);
});

test('a blocked customer is refused with a reason, in this company alone; nobody else is', async () => {
  const { customer, request } = await chat(server, here);
  await mark(request.id, 'customer');
  refused(await again(customer), 'blocked');
  const { request: others } = await ask(server, here.portal);
  await here.tom.must('request:take', { requestId: others.id });
  await here.tom.must('request:close', { requestId: others.id });
});

test('a blocked address is refused whoever types it, in whatever case; not in another company', async () => {
  const { request } = await chat(server, here);
  await mark(request.id, 'email');
  const { socket: guest } = await server.guest(here.portal);
  refused(await again(guest, 'CARLA@acme.example'), 'blocked');
  const { socket: neighbour } = await server.guest(side);
  assert.ok((await again(neighbour, 'carla@acme.example')).ok);
  assert.ok((await again(guest, 'carla.b@acme.example')).ok);
});

test('what is blocked is listed with where it comes from, for who has access, and can be lifted', async () => {
  const { customer, request } = await chat(server, here);
  await mark(request.id, 'customer', 'email', 'customer');
  const { blocks } = await here.admin.must('block:list', {});
  assert.deepEqual(
    blocks.map(({ kind, by, expiresAt, request: from }) => [kind, by, expiresAt, from.id]).toSorted(),
    [
      ['customer', 'Tom', null, request.id],
      ['email', 'Tom', null, request.id],
    ],
  );
  for (const who of [limited, foreign.tom]) {
    assert.deepEqual((await who.must('block:list', {})).blocks, []);
    for (const { id } of blocks)
      refused(await who.socket.call('block:remove', { commandId: newCommandId(), blockId: id }), 'not_found');
  }
  const isCustomer = blocks.find(({ kind }) => kind === 'customer')!;
  const left = await here.admin.must('block:remove', { blockId: isCustomer.id });
  assert.deepEqual(
    left.blocks.map(({ kind }) => kind),
    ['email'],
  );
  refused(await again(customer, 'carla@acme.example'), 'blocked');
  // No spam after all: everything that began with it is lifted.
  await here.tom.must('request:mark-spam', { requestId: request.id, spam: false, block: [] });
  assert.ok((await again(customer, 'carla@acme.example')).ok);
});

test('whoever has access is told that the list changed: blocked, let in again, or no spam after all', async () => {
  const told = async (): Promise<number[]> => {
    for (const who of [here.admin, limited, foreign.tom]) await who.must('availability:get', {});
    return [here.admin, limited, foreign.tom].map(({ socket }) => socket.count('block:list-changed'));
  };
  const [before = 0] = await told();
  await mark((await chat(server, here)).request.id);
  assert.deepEqual(await told(), [before, 0, 0]);
  const { request } = await chat(server, here);
  await mark(request.id, 'customer', 'email');
  assert.deepEqual(await told(), [before + 1, 0, 0]);
  const [block] = (await here.tom.must('block:list', {})).blocks;
  await here.tom.must('block:remove', { blockId: block!.id });
  assert.deepEqual(await told(), [before + 2, 0, 0]);
  await here.tom.must('request:mark-spam', { requestId: request.id, spam: false, block: [] });
  assert.deepEqual(await told(), [before + 3, 0, 0]);
});

test('who is blocked twice is listed once, with the later request', async () => {
  const first = await chat(server, here);
  await mark(first.request.id, 'email');
  server.clock.advance(HOUR);
  const { blocks } = await here.tom.must('block:list', {});
  await here.tom.must('block:remove', { blockId: blocks[0]!.id });
  const second = await chat(server, here);
  await mark(first.request.id, 'email');
  await mark(second.request.id, 'email');
  const { blocks: now } = await here.tom.must('block:list', {});
  assert.deepEqual(
    now.map(({ kind, request }) => [kind, request.id]),
    [['email', second.request.id]],
  );
});

test('a blocked network is refused whoever asks from it, for a week', async () => {
  const { request } = await chat(server, here);
  await mark(request.id, 'network');
  const { socket: guest } = await server.guest(here.portal);
  refused(await again(guest), 'blocked');
  const { blocks } = await here.tom.must('block:list', {});
  assert.equal(blocks[0]?.expiresAt, server.clock.now() + 7 * DAY);
  server.clock.advance(7 * DAY - 1);
  here.tom = await server.signIn(here.tom.email);
  const { socket: later } = await server.guest(here.portal);
  refused(await again(later), 'blocked');
  server.clock.advance(1);
  assert.ok((await again(later)).ok);
  assert.deepEqual((await here.tom.must('block:list', {})).blocks, []);
});
