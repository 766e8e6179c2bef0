import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, beforeEach, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { newCommandId } from '../../support/ids.ts';
import { refused } from '../../support/refusals.ts';
import { ask, chat, scene, textsOf, wholeThread, type Scene } from '../../support/scene.ts';
import { TestServer } from '../../support/test-server.ts';

const VISITORS_LIMIT = 600_000;

let server: TestServer;
let here: Scene;
let file: string;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Durable');
  file = join(server.folder, 'data.sqlite');
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

/** Another process's view of the file. */
const open = (context: TestContext, readOnly: boolean): DatabaseSync => {
  const other = new DatabaseSync(file, { readOnly });
  context.after(() => other.close());
  return other;
};

test('[R2] every commit is synced to disk', async () => {
  const pragma = (name: string) =>
    server.app.deps.database.write(async (tx) => (await sql.raw(`PRAGMA ${name}`).execute(tx)).rows[0]);
  assert.deepEqual({ ...((await pragma('synchronous')) as object) }, { synchronous: 2 });
  assert.deepEqual({ ...((await pragma('journal_mode')) as object) }, { journal_mode: 'wal' });
});

test('[R2] [R6] what is answered and what is pushed is there for another connection', async (context) => {
  const { customer, request } = await chat(server, here);
  const other = open(context, true);
  const stored = other.prepare('SELECT sequence FROM entries WHERE command_id = ?');
  const found: unknown[] = [];
  const lookUp = (push: { entry: { commandId: string } }) => found.push(stored.get(push.entry.commandId));
  here.tom.socket.socket.on('thread:appended', lookUp);
  context.after(() => here.tom.socket.socket.off('thread:appended', lookUp));
  for (let n = 0; n < 20; n += 1) {
    const commandId = newCommandId();
    await customer.must('thread:send', { commandId, threadId: request.threadId, text: `Number ${n}` });
    assert.equal(stored.get(commandId)?.sequence, n + 3);
  }
  await here.tom.socket.hears('thread:appended', ({ entry }) => entry.sequence === 22);
  assert.deepEqual(
    found.map((row) => (row as { sequence: number } | undefined)?.sequence),
    Array.from({ length: 20 }, (_, n) => n + 3),
  );
});

test('[R2] [R6] before the commit nothing is answered and nothing pushed; after it, both', async (context) => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  const other = open(context, false);
  other.exec('BEGIN IMMEDIATE');
  let answered = false;
  const sending = customer.must('thread:send', { threadId, text: 'Held' }).then((answer) => {
    answered = true;
    return answer;
  });
  // Reads are answered meanwhile, on the sender's own connection and on the listener's.
  const seen = textsOf(await wholeThread(customer, threadId));
  await here.tom.must('thread:entries', { threadId, after: 0 });
  assert.deepEqual([seen.length, answered], [1, false]);
  assert.equal(
    here.tom.socket.heard.some(({ payload }) => JSON.stringify(payload).includes('Held')),
    false,
  );
  other.exec('COMMIT');
  assert.equal((await sending).entry.sequence, 3);
  await here.tom.socket.hears(
    'thread:appended',
    ({ entry }) => entry.kind === 'message' && entry.body.text === 'Held',
  );
});

test('[R6] [R3] a write that fails at the end is neither pushed nor numbered, and may be tried again', async (context) => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  const { database } = server.app.deps;
  const commit = database.write.bind(database);
  const failing = context.mock.method(database, 'write', (fn: Parameters<typeof commit>[0]) =>
    commit(async (tx) => {
      await fn(tx);
      throw new Error('the last page could not be written');
    }),
  );
  const commandId = newCommandId();
  refused(await customer.call('thread:send', { commandId, threadId, text: 'Lost' }), 'internal');
  refused(await here.tom.socket.call('request:close', { requestId: request.id }), 'internal');
  assert.equal(failing.mock.callCount(), 2);
  failing.mock.restore();
  const { entry } = await customer.must('thread:send', { commandId, threadId, text: 'Lost' });
  assert.equal(entry.sequence, 3);
  await here.tom.socket.hears('thread:appended', (push) => push.entry.commandId === commandId);
  const pushes = here.tom.socket.heard.filter(({ payload }) => JSON.stringify(payload).includes(commandId));
  assert.equal(pushes.length, 1);
  assert.equal(
    customer.heard.some(({ payload }) => JSON.stringify(payload).includes('"completed"')),
    false,
  );
});

test('[R9] marks only grow, stop at the last entry, reach the other side, and are no onlooker’s to set', async () => {
  const { customer, request } = await chat(server, here);
  const { threadId, id: requestId } = request;
  const marks = async () => (await customer.must('thread:entries', { threadId, after: 0 })).marks;
  await customer.must('thread:mark', { threadId, delivered: 2, read: 1 });
  const told = await here.tom.socket.hears('thread:marked', (push) => push.threadId === threadId);
  assert.deepEqual(told.mark, { side: 'customer', delivered: 2, read: 1 });
  await customer.must('thread:mark', { threadId, delivered: 1, read: 0 });
  assert.deepEqual(await marks(), [{ side: 'customer', delivered: 2, read: 1 }]);
  await customer.must('thread:mark', { threadId, delivered: 99, read: 99 });
  assert.deepEqual(await marks(), [{ side: 'customer', delivered: 2, read: 2 }]);

  const looksOn = { threadId, delivered: 2, read: 2 };
  await here.admin.must('thread:mark', looksOn);
  assert.equal((await marks()).length, 1);
  await here.tom.must('request:close', { requestId });
  await here.admin.must('thread:mark', looksOn);
  assert.equal((await marks()).length, 1);
  await here.tom.must('thread:mark', looksOn);
  assert.deepEqual(
    (await marks()).find(({ side }) => side === 'technician'),
    { side: 'technician', delivered: 2, read: 2 },
  );
});

test('[G24] typing is heard by the other side, not by its sender, not from an onlooker, and not stored', async (context) => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  const stored = () =>
    open(context, true)
      .prepare('SELECT count(*) AS entries, (SELECT count(*) FROM outbox) AS events FROM entries')
      .get();
  const before = stored();
  await here.admin.must('thread:entries', { threadId, after: 0 });
  await here.admin.must('thread:type', { threadId, typing: true });
  await customer.must('thread:type', { threadId, typing: true });
  await here.tom.must('thread:type', { threadId, typing: true });
  const heard = await here.tom.socket.hears('thread:typing', (push) => push.threadId === threadId);
  assert.deepEqual([heard.side, heard.name], ['customer', 'Carla']);
  await customer.hears('thread:typing', (push) => push.side === 'technician' && push.name === 'Tom');
  const sides = (who: typeof customer) =>
    who.heard.flatMap(({ event, payload }) => {
      const push = payload as { threadId: string; side: string };
      return event === 'thread:typing' && push.threadId === threadId ? [push.side] : [];
    });
  assert.deepEqual([sides(customer), sides(here.tom.socket)], [['technician'], ['customer']]);
  assert.deepEqual(stored(), before);
  const rest = await here.tom.post('thread:type', { threadId, typing: true });
  assert.equal(rest.json.error.code, 'unknown_command');
});

test('[R5] two tabs of one guest stay in step, whichever of them sends', async () => {
  const { customer, token, request } = await ask(server, here.portal);
  const { threadId } = request;
  const tab = await server.visit(here.portal, token);
  await tab.must('request:current', {});
  await tab.must('thread:entries', { threadId, after: 0 });
  await Promise.all([
    customer.must('thread:send', { threadId, text: 'From the first' }),
    tab.must('thread:send', { threadId, text: 'From the second' }),
  ]);
  for (const one of [customer, tab]) await one.hears('thread:appended', ({ entry }) => entry.sequence === 3);
  assert.deepEqual(await wholeThread(tab, threadId), await wholeThread(customer, threadId));
  await tab.must('request:withdraw', { requestId: request.id });
  await customer.hears('request:own-changed', (push) => push.request.kind === 'abandoned');
});
