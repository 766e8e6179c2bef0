import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { addVerified } from '../support/contact-methods.ts';
import { ask, chat, scene, statusesOf, wholeThread, type Scene } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

let server: TestServer;
let here: Scene;
/** Available too, and there all the time. */
let una: ConsoleUser;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Gone');
  una = await server.technician(here.admin, 'Una');
  await una.must('request:list', { view: 'all' });
  await una.must('availability:set', { available: true });
});
/** Limits of visitors have passed. */
beforeEach(() => server.clock.advance(HOUR));
after(() => server.close());

const set = async (value: number | null): Promise<void> => {
  const key = 'request.returnAfter';
  const { settings } = await here.admin.must('setting:list', {});
  const { version } = settings.find((setting) => setting.key === key)!;
  await here.admin.must('setting:set', { key, level: { kind: 'account' }, value, version });
};
const consoles = () => server.app.figures.connections().technician ?? 0;
/** What is due is done. */
const pass = async (milliseconds: number): Promise<void> => {
  server.clock.advance(milliseconds);
  // A report of who is there, and the job it may have put down.
  for (let n = 0; n < 2; n += 1) {
    await server.app.deps.database.write(async () => undefined);
    await server.app.worker.settled();
  }
};
/** Until it is written down that Tom has a console, or none. */
const isThere = async (wanted: boolean): Promise<void> => {
  for (;;) {
    const { technicians } = await here.admin.must('technician:list', {});
    if (technicians.find(({ id }) => id === here.tom.id)?.connected === wanted) break;
    await turn();
  }
  await server.app.worker.settled();
};
/** Tom's only console goes; a page that is loaded again is waited for, for five seconds. */
const leave = async (): Promise<void> => {
  const before = consoles();
  here.tom.socket.close();
  while (consoles() === before) await turn();
  await pass(5 * SECOND);
  await isThere(false);
};
const back = async (): Promise<void> => {
  here.tom = await server.signIn(here.tom.email);
  await pass(0);
  await isThere(true);
};
const statusOf = async (requestId: string) =>
  (await here.admin.must('request:get', { requestId }).catch(() => null))?.request.status ?? 'new';

test('[G24] by default a technician who is gone keeps their chats', async () => {
  const { request } = await chat(server, here);
  await leave();
  await pass(600 * SECOND);
  assert.equal(await statusOf(request.id), 'active');
  await back();
  await here.tom.must('request:close', { requestId: request.id });
});

test('[G24] after the time that is set they are New again, with a line in the thread, and the others are told', async () => {
  await set(30);
  await addVerified(server, una, { kind: 'email', email: 'una@gone.example' });
  const { customer, request } = await chat(server, here);
  const from = una.socket.count('notification:request');
  await server.app.worker.settled();
  const mails = () => server.outbox.sent.filter(({ to }) => to === 'una@gone.example').length;
  const before = mails();
  await leave();
  await pass(29 * SECOND);
  assert.equal(await statusOf(request.id), 'active');
  await pass(SECOND);
  await customer.hears('request:own-changed', ({ request: own }) => own.kind === 'waiting');
  assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)).at(-1), 'returned');
  await una.socket.hears('notification:request', () => una.socket.count('notification:request') > from);
  await server.app.worker.settled();
  assert.equal(mails(), before + 1);
  await una.must('request:take', { requestId: request.id });
  await back();
});

test('[G24] who is back in time keeps them', async () => {
  await set(30);
  const { request } = await chat(server, here);
  await leave();
  await pass(20 * SECOND);
  await back();
  await pass(60 * SECOND);
  assert.equal(await statusOf(request.id), 'active');
});

test('[G24] at once; but what was left while nobody was Available is no chat, and is kept', async () => {
  await set(0);
  await here.tom.must('availability:set', { available: false });
  await una.must('availability:set', { available: false });
  const { request: left } = await ask(server, here.portal);
  await here.tom.must('availability:set', { available: true });
  await una.must('availability:set', { available: true });
  await here.tom.must('request:take', { requestId: left.id });
  const { request } = await chat(server, here);
  await leave();
  while ((await statusOf(request.id)) !== 'new') await pass(0);
  assert.equal(await statusOf(left.id), 'active');
  await back();
});

test('[G11] a chat that a technician gives back is announced to the others, and not to them', async () => {
  await set(null);
  const { request } = await chat(server, here);
  const [mine, others] = [here.tom.socket, una.socket].map((socket) => socket.count('notification:request'));
  await here.tom.must('request:unassign', { requestId: request.id });
  await una.socket.hears('notification:request', () => una.socket.count('notification:request') > others!);
  await here.tom.must('availability:get', {});
  assert.equal(here.tom.socket.count('notification:request'), mine);
});
