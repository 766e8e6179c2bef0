import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { chat, scene, statusesOf, wholeThread, type Scene } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let here: Scene;
let una: ConsoleUser;
/** Has access to no company. */
let blind: ConsoleUser;
let foreign: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Handed');
  foreign = await scene(server, 'Foreign');
  una = await server.technician(here.admin, 'Una');
  blind = await server.technician(here.admin, 'Blind', { access: { kind: 'chosen', companyIds: [] } });
  for (const who of [una, blind]) await who.must('request:list', { view: 'mine' });
  await blind.post('availability:set', { available: true });
});
beforeEach(async () => {
  server.clock.advance(HOUR);
  await una.must('availability:set', { available: true });
});
after(() => server.close());

const hand = (from: ConsoleUser, requestId: string, technicianId: string) =>
  from.socket.call('request:transfer', { commandId: newCommandId(), requestId, technicianId });

test('[G24] a chat is handed to a colleague, who has it at once and is told; the one before only reads on', async () => {
  const { customer, request } = await chat(server, here);
  const { id: requestId, threadId } = request;
  const { colleagues } = await here.tom.must('request:colleagues', { requestId });
  assert.deepEqual(
    colleagues.map(({ name, available, connected, chats }) => [name, available, connected, chats]),
    [
      ['Una', true, true, 0],
      ['Handed Admin', false, true, 0],
    ],
  );
  await here.tom.must('request:transfer', { requestId, technicianId: una.id });
  await una.socket.hears(
    'notification:transfer',
    (told) => told.requestId === requestId && told.from === 'Tom',
  );
  await customer.hears('request:own-changed', ({ request: own }) => own.technician?.name === 'Una');
  refused(
    await here.tom.socket.call('thread:send', { commandId: newCommandId(), threadId, text: 'Wait' }),
    'not_assigned',
  );
  await una.must('thread:send', { threadId, text: 'I go on from here' });
  const entries = await wholeThread(customer, threadId);
  assert.deepEqual(statusesOf(entries), ['taken', 'taken']);
  assert.equal(entries.findLast(({ kind }) => kind === 'status')?.author.name, 'Una');
  const mine = await una.must('request:list', { view: 'mine' });
  assert.ok('requests' in mine && mine.requests.some(({ id }) => id === requestId));
});

test('[G12, G26] not to who is Unavailable, has no access, is of another account, or is nobody; not by who has not got it', async () => {
  const { request } = await chat(server, here);
  for (const id of [here.admin.id, blind.id, foreign.tom.id, newCommandId(), here.tom.id])
    refused(await hand(here.tom, request.id, id), 'stale');
  refused(await hand(una, request.id, una.id), 'not_assigned');
  refused(await hand(blind, request.id, una.id), 'not_found');
  refused(await hand(foreign.tom, request.id, una.id), 'not_found');
  await here.tom.must('request:close', { requestId: request.id });
  refused(await hand(here.tom, request.id, una.id), 'closed');
});

test('[G24] handed to two at once, one has it and the other try is refused', async () => {
  const { request } = await chat(server, here);
  await here.admin.must('availability:set', { available: true });
  const answers = await Promise.all([
    hand(here.tom, request.id, una.id),
    hand(here.tom, request.id, here.admin.id),
  ]);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  refused(
    answers.find(({ ok }) => !ok)!,
    'not_assigned',
  );
  await here.admin.must('availability:set', { available: false });
});
