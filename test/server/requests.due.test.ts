import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { EventPayload } from '#protocol/index';
import { addVerified } from '../support/contact-methods.ts';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { ask, chat, scene, type Scene } from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let here: Scene;
let una: ConsoleUser;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Dated');
  una = await server.technician(here.admin, 'Una');
  await una.must('request:list', { view: 'all' });
  await setSetting(here.admin, 'request.dueAfter', 4);
});
beforeEach(async () => {
  server.clock.advance(HOUR);
  for (const who of [here.tom, una]) await who.must('availability:set', { available: true });
});
after(() => server.close());

const left = async (given: { phone?: string } = {}) => {
  for (const who of [here.tom, una]) await who.must('availability:set', { available: false });
  const asked = await ask(server, here.portal, given);
  for (const who of [here.tom, una]) await who.must('availability:set', { available: true });
  return asked;
};
const rowOf = async (requestId: string) => (await here.tom.must('request:get', { requestId })).request;
const told = ({ socket }: ConsoleUser, requestId: string): number =>
  socket.heard.filter(
    ({ event, payload }) =>
      event === 'notification:due' && (payload as { requestId: string }).requestId === requestId,
  ).length;
/** The latest summary somebody was told. */
const summaryOf = ({ socket }: ConsoleUser) =>
  socket.heard.findLast(({ event }) => event === 'notification:summary')?.payload as
    EventPayload<'notification:summary'> | undefined;
/** What is due by then has been told. */
const pass = async (milliseconds: number): Promise<void> => {
  server.clock.advance(milliseconds);
  await server.app.worker.settled();
  for (const who of [here.tom, una]) await who.must('availability:get', {});
};
const setDue = (who: ConsoleUser, requestId: string, dueAt: number | null) =>
  who.socket.call('request:set-due', { commandId: newCommandId(), requestId, dueAt });

test('[G20, G24] what is left has a date and the number to call back; a live request has neither', async () => {
  const now = server.clock.now();
  const { request } = await left({ phone: '+49 30 1234-56' });
  const row = await rowOf(request.id);
  assert.equal(row.dueAt, now + 4 * HOUR);
  assert.equal(row.customer.phone, '+49 30 1234-56');
  const live = await ask(server, here.portal);
  assert.equal((await rowOf(live.request.id)).dueAt, null);
  // Left instead of waiting on.
  await live.customer.must('request:leave', { requestId: live.request.id, phone: '030 7654321' });
  const kept = await rowOf(live.request.id);
  assert.deepEqual([kept.dueAt, kept.customer.phone], [now + 4 * HOUR, '030 7654321']);
});

test('[G24] what is no telephone number is said at its field', async () => {
  const { socket } = await server.guest(here.portal);
  const input = { commandId: newCommandId(), name: 'Carla', text: 'Help', phone: 'call me' };
  const answer = await socket.call('request:open', input);
  refused(answer, 'validation');
  assert.deepEqual(!answer.ok && answer.error.issues?.map(({ path, code }) => [path, code]), [
    [['phone'], 'invalid'],
  ]);
});

test('[G24] when the date comes, everybody who is Available is told of what is nobody’s', async () => {
  const { request } = await left();
  await una.must('availability:set', { available: false });
  await pass(4 * HOUR - 1);
  assert.equal(told(here.tom, request.id), 0);
  await pass(1);
  assert.deepEqual([told(here.tom, request.id), told(una, request.id)], [1, 0]);
});

test('[G11, G12, G24] the one whose it is is told alone, by contact methods too, with the number; not while Unavailable', async () => {
  await addVerified(server, here.tom, { kind: 'email', email: 'tom@dated.example' });
  await addVerified(server, una, { kind: 'email', email: 'una@dated.example' });
  const { request } = await left({ phone: '030 123456' });
  await here.tom.must('request:take', { requestId: request.id });
  await server.app.worker.settled();
  const from = server.outbox.sent.length;
  await pass(4 * HOUR);
  const sent = server.outbox.sent
    .slice(from)
    .filter(({ text }) => text.includes(request.id) && text.includes('is due now'));
  assert.deepEqual(
    sent.map(({ to }) => to),
    ['tom@dated.example'],
  );
  assert.equal(told(una, request.id), 0);
  assert.match(sent[0]!.text, /To be called back: 030 123456/);
  assert.ok((await setDue(here.tom, request.id, server.clock.now() + HOUR)).ok);
  await here.tom.must('availability:set', { available: false });
  await pass(HOUR);
  assert.equal(told(here.tom, request.id), 1);
  // They hear of it once they are there again, and nobody else does.
  const before = here.tom.socket.count('notification:summary');
  await here.tom.must('availability:set', { available: true });
  await here.tom.must('availability:get', {});
  assert.equal(here.tom.socket.count('notification:summary'), before + 1);
  assert.equal(summaryOf(here.tom)?.overdue, 1);
  for (const available of [false, true]) await una.must('availability:set', { available });
  await una.must('availability:get', {});
  assert.equal(summaryOf(una)?.overdue ?? 0, 0);
  await here.tom.must('request:close', { requestId: request.id });
});

test('[G24] another date is what counts; none, or the end of the request, and nobody is told', async () => {
  const { request } = await chat(server, here);
  const { id } = request;
  assert.ok((await setDue(here.tom, id, server.clock.now() + HOUR)).ok);
  assert.ok((await setDue(here.tom, id, server.clock.now() + 2 * HOUR)).ok);
  await pass(HOUR);
  assert.equal(told(here.tom, id), 0);
  await pass(HOUR);
  assert.equal(told(here.tom, id), 1);
  assert.ok((await setDue(here.tom, id, server.clock.now() + HOUR)).ok);
  assert.ok((await setDue(here.tom, id, null)).ok);
  await pass(2 * HOUR);
  assert.ok((await setDue(here.tom, id, server.clock.now() + HOUR)).ok);
  await here.tom.must('request:close', { requestId: id });
  await pass(2 * HOUR);
  assert.equal(told(here.tom, id), 1);
});

test('[G26] one in progress is given a date by whose it is alone, one that is nobody’s by whoever sees it; never a past one', async () => {
  const { request } = await chat(server, here);
  const later = server.clock.now() + HOUR;
  refused(await setDue(una, request.id, later), 'not_assigned');
  refused(await setDue(here.tom, request.id, server.clock.now()), 'validation');
  refused(await setDue(here.tom, request.id, server.clock.now() + 3 * 366 * 24 * HOUR), 'validation');
  await here.tom.must('request:close', { requestId: request.id });
  refused(await setDue(here.tom, request.id, later), 'closed');
  const { request: waiting } = await left();
  assert.ok((await setDue(una, waiting.id, later)).ok);
  assert.equal((await rowOf(waiting.id)).dueAt, later);
});

test('[G24] outside business hours the time begins when they do', async () => {
  const now = server.clock.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const waiting = await ask(server, here.portal);
  const week = Array.from({ length: 7 }, () => [[0, 0]]);
  await setSetting(here.admin, 'portal.businessHours', {
    zone: 'UTC',
    week,
    holidays: [{ date: day, name: 'Today', hours: [] }],
  });
  const { request } = await ask(server, here.portal);
  const midnight = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR;
  assert.equal((await rowOf(request.id)).dueAt, midnight + 4 * HOUR);
  // Who waited already when they ended.
  await waiting.customer.must('request:leave', { requestId: waiting.request.id });
  assert.equal((await rowOf(waiting.request.id)).dueAt, midnight + 4 * HOUR);
  await setSetting(here.admin, 'portal.businessHours', 'always');
});

test('[G24] 0 hours: what is left has no date', async () => {
  await setSetting(here.admin, 'request.dueAfter', 0);
  const { request } = await left();
  assert.equal((await rowOf(request.id)).dueAt, null);
});
