import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { CommandInput } from '#protocol/index';
import { refused, refusedFields } from '../support/refusals.ts';
import { ask, chat, scene, statusesOf, wholeThread } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const VISITORS_LIMIT = 600_000;

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const list = async (who: ConsoleUser, query: CommandInput<'request:list'>) => {
  const answer = await who.must('request:list', query);
  assert.ok('requests' in answer);
  return answer;
};
const numbers = async (who: ConsoleUser, query: CommandInput<'request:list'>) =>
  (await list(who, query)).requests.map((request) => request.number);

test('[G21] views, sorting, search and pages of the list', async () => {
  const here = await scene(server, 'Listing');
  const { tom, admin, portal } = here;
  const bakery = await server.portal(admin, 'listing-bakery');
  const asks: [typeof portal, string, string][] = [
    [portal, 'Zoe', 'The printer is 100% on fire'],
    [bakery, 'Anna', 'My screen is dark'],
    [portal, 'Mia', 'The_mouse is gone'],
    [bakery, 'Ben', 'Printer out of paper'],
    [portal, 'Carl', 'Slow network'],
  ];
  const made = [];
  for (const [where, name, text] of asks) {
    made.push(await ask(server, where, { name, text, email: `${name.toLowerCase()}@acme.example` }));
    server.clock.advance(1000);
  }
  assert.deepEqual(
    made.map(({ request }) => request.number),
    [1, 2, 3, 4, 5],
  );
  await tom.must('request:take', { requestId: made[1]!.request.id });
  await tom.must('request:take', { requestId: made[2]!.request.id });
  await tom.must('request:close', { requestId: made[2]!.request.id });
  await made[3]!.customer.must('request:withdraw', { requestId: made[3]!.request.id });

  const expected: [CommandInput<'request:list'>, number[]][] = [
    [{ view: 'all' }, [5, 4, 3, 2, 1]],
    [{ view: 'new' }, [5, 1]],
    [{ view: 'active' }, [2]],
    [{ view: 'completed' }, [3]],
    [{ view: 'mine' }, [3, 2]],
    [{ view: 'all', sort: 'number', descending: false }, [1, 2, 3, 4, 5]],
    [{ view: 'all', sort: 'createdAt', descending: false }, [1, 2, 3, 4, 5]],
    [{ view: 'all', sort: 'customer', descending: false }, [2, 4, 5, 3, 1]],
    [{ view: 'all', sort: 'company', descending: false }, [5, 3, 1, 4, 2]],
    [{ view: 'all', sort: 'status', descending: false }, [4, 2, 3, 5, 1]],
    [{ view: 'all', search: 'printer' }, [4, 1]],
    [{ view: 'all', search: 'PRINTER fire' }, [1]],
    [{ view: 'all', search: 'anna@acme' }, [2]],
    [{ view: 'all', search: '#3' }, [3]],
    [{ view: 'all', search: 'bakery' }, [4, 2]],
    [{ view: 'all', search: '100%' }, [1]],
    [{ view: 'all', search: '%' }, [1]],
    [{ view: 'all', search: 'e_m' }, [3]],
    [{ view: 'all', search: '\\' }, []],
    [{ view: 'new', search: 'printer' }, [1]],
    [{ view: 'all', limit: 2 }, [5, 4]],
    [{ view: 'all', limit: 2, offset: 2 }, [3, 2]],
    [{ view: 'all', limit: 2, offset: 4 }, [1]],
    [{ view: 'all', offset: 5 }, []],
  ];
  for (const [query, found] of expected)
    assert.deepEqual(await numbers(tom, query), found, JSON.stringify(query));
  const page = await list(tom, { view: 'all', limit: 2, offset: 2 });
  assert.deepEqual([page.total, page.counts], [5, { new: 2, mine: 1 }]);
});

test('[G21] letters beyond A to Z are found whatever their case', async () => {
  const { tom, admin } = await scene(server, 'Letters');
  const company = await admin.must('company:create', { name: 'ÖBB Électricité' });
  const made = await admin.must('portal:create', {
    companyId: company.id,
    subdomain: 'oebb',
    status: 'active',
  });
  await ask(server, { companyId: company.id, portalId: made.id, subdomain: 'oebb' }, { name: 'Ángel' });
  for (const search of ['ángel', 'ÁNGEL', 'öbb', 'ÖBB', 'électricité'])
    assert.deepEqual(await numbers(tom, { view: 'all', search }), [1], search);
});

test('[R9] [G21] a list that has not changed is `same`, and one that has is not', async () => {
  const { tom, portal } = await scene(server, 'Same');
  const { version } = await list(tom, { view: 'all' });
  assert.deepEqual(await tom.must('request:list', { view: 'all', version }), { same: true, version });
  await ask(server, portal);
  const next = await list(tom, { view: 'all', version });
  assert.equal(next.requests.length, 1);
  await tom.must('availability:set', { available: false });
  assert.equal((await list(tom, { view: 'all', version: next.version })).requests.length, 0);
});

test('[G12] [G20] Unavailable: an incoming request is neither listed, nor opened, nor heard of', async () => {
  const { tom, admin, portal } = await scene(server, 'Silent');
  const tina = await server.technician(admin, 'Tina');
  await tina.must('request:list', { view: 'all' });
  const { request } = await ask(server, portal);
  await tom.socket.hears('notification:request', ({ requestId }) => requestId === request.id);
  assert.deepEqual(await numbers(tina, { view: 'new' }), []);
  assert.deepEqual((await list(tina, { view: 'all' })).counts, { new: 0, mine: 0 });
  const { id: requestId, threadId } = request;
  refused(await tina.socket.call('request:get', { requestId }), 'not_found');
  refused(await tina.socket.call('request:take', { requestId }), 'not_found');
  refused(await tina.socket.call('thread:entries', { threadId, after: 0 }), 'not_found');

  // Taken by somebody, it is work in progress that she sees: the first she hears of it.
  await tom.must('request:take', { requestId });
  await tina.socket.hears('request:changed', (push) => push.request.status === 'active');
  assert.equal(tina.socket.count('request:changed'), 1);
  assert.equal(tina.socket.count('notification:request'), 0);
});

test('[G12] whoever looks on while Unavailable leaves the room when the chat is New again', async () => {
  const here = await scene(server, 'Onlooker');
  const tina = await server.technician(here.admin, 'Tina');
  const { customer, request } = await chat(server, here);
  const { id: requestId, threadId } = request;
  await tina.must('request:list', { view: 'all' });
  await tina.must('thread:entries', { threadId, after: 0 });
  await customer.must('thread:send', { threadId, text: 'While taken' });
  await tina.socket.hears('thread:appended', ({ entry }) => entry.sequence === 3);
  await here.tom.must('request:unassign', { requestId });
  await customer.must('thread:send', { threadId, text: 'While New' });
  await here.tom.must('request:take', { requestId });
  // Heard after all of it: the barrier.
  await tina.socket.hears(
    'request:changed',
    (push) => push.request.status === 'active' && push.request.version > 3,
  );
  const texts = tina.socket.heard
    .filter(({ event }) => event === 'thread:appended')
    .map(({ payload }) => JSON.stringify(payload));
  assert.equal(
    texts.some((text) => text.includes('While New')),
    false,
  );
});

test('[G20] left while all are Unavailable: kept, notifies nobody, listed once somebody is Available', async () => {
  const { tom, admin, portal } = await scene(server, 'Offline', { available: false });
  const { socket: guest } = await server.guest(portal);
  const form = { name: 'Carla', text: 'For tomorrow' };
  assert.deepEqual(refusedFields(await guest.call('request:open', form)), ['email: required']);
  const { request } = await guest.must('request:open', { ...form, email: 'carla@acme.example' });
  assert.deepEqual(
    [request.kind, request.origin, request.live, request.writable],
    ['kept', 'offline', false, true],
  );

  await tom.must('availability:set', { available: true });
  await tom.socket.hears('request:list-changed');
  assert.deepEqual(await numbers(tom, { view: 'new' }), [1]);
  // A live one is the barrier: of the two, it alone is announced.
  const live = await ask(server, portal);
  await tom.socket.hears('notification:request', ({ requestId }) => requestId === live.request.id);
  assert.equal(tom.socket.count('notification:request'), 1);
  assert.equal(admin.socket.count('notification:request'), 0);
});

test('[R1] [G21] of two who take it at once one has it, and the other is told so', async () => {
  const { tom, admin, portal } = await scene(server, 'Racing');
  const tina = await server.technician(admin, 'Tina');
  await tina.must('availability:set', { available: true });
  for (let round = 0; round < 5; round += 1) {
    const { customer, request } = await ask(server, portal);
    const requestId = request.id;
    const answers = await Promise.all(
      [tom, tina].map((who) => who.socket.call('request:take', { requestId })),
    );
    assert.deepEqual(answers.map((answer) => answer.ok).sort(), [false, true]);
    refused(
      answers.find((answer) => !answer.ok)!,
      'already_taken',
    );
    const winner = answers[0]!.ok ? tom : tina;
    const { request: row } = await tom.must('request:get', { requestId });
    assert.equal(row.technician?.id, winner.id);
    assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)), ['taken']);
    await winner.must('request:close', { requestId });
  }
});

test('[G21] unassigned, a request is New for all again, and the customer waits again', async () => {
  const here = await scene(server, 'Returning');
  const { tom, admin } = here;
  const tina = await server.technician(admin, 'Tina');
  await tina.must('availability:set', { available: true });
  await tina.must('request:list', { view: 'new' });
  const { customer, request } = await chat(server, here);
  const { id: requestId, threadId } = request;
  refused(await tina.socket.call('request:unassign', { requestId }), 'not_assigned');
  refused(await tina.socket.call('request:close', { requestId }), 'not_assigned');
  refused(await tina.socket.call('thread:send', { threadId, text: 'Me too' }), 'not_assigned');

  await tom.must('request:unassign', { requestId });
  const waiting = await customer.hears(
    'request:own-changed',
    (push) => push.request.version > 2 && push.request.kind === 'waiting',
  );
  assert.equal(waiting.request.technician, null);
  assert.deepEqual(await numbers(tina, { view: 'new' }), [1]);
  refused(await tom.socket.call('thread:send', { threadId, text: 'Still me?' }), 'not_assigned');
  await tina.must('request:take', { requestId });
  assert.deepEqual(statusesOf(await wholeThread(customer, threadId)), ['taken', 'returned', 'taken']);
});

test('[G21] closed, a request takes nothing more from either side', async () => {
  const here = await scene(server, 'Closed');
  const { customer, request } = await chat(server, here);
  const { id: requestId, threadId } = request;
  await here.tom.must('request:close', { requestId });
  await customer.hears('request:own-changed', (push) => push.request.kind === 'completed');
  for (const who of [customer, here.tom.socket])
    refused(await who.call('thread:send', { threadId, text: 'Late' }), 'closed');
  refused(await here.tom.socket.call('request:take', { requestId }), 'closed');
  refused(await here.tom.socket.call('request:close', { requestId }), 'closed');
  refused(await customer.call('request:finish', { requestId }), 'closed');
  const next = await customer.must('request:open', { name: 'Carla', text: 'Another one' });
  assert.equal(next.request.number, 2);
  refused(await customer.call('request:open', { name: 'Carla', text: 'And one more' }), 'request_open');
});
