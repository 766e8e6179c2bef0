import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { CommandInput } from '#protocol/index';
import { freePort } from '../support/free-port.ts';
import { newCommandId } from '../support/ids.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY } from '../support/operating.ts';
import { textsOf, wholeThread } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from '../support/test-database.ts';

type Send = CommandInput<'thread:send'>;

/** A server process with a chat in progress. */
const chatting = async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-crash-'));
  const live = await LiveServer.start(context, {
    SECRET_KEY,
    ...(await databaseEnv(folder)),
    PORT: String(await freePort()),
  });
  context.after(async () => {
    await live.kill();
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  return { live, folder, ...(await live.chat()) };
};

const messages = (name: string, threadId: string, count: number): Send[] =>
  Array.from({ length: count }, (_, n) => ({ commandId: newCommandId(), threadId, text: `${name} ${n}` }));

/** Sends all at once, the last one right after the kill; answers the texts that were acknowledged. */
const sendUntilCut = async (
  who: SocketClient,
  sends: Send[],
  killing: Promise<unknown>,
  onAck: () => void,
): Promise<Set<string>> => {
  const acknowledged = new Set<string>();
  const cut = who.cut();
  const send = async (input: Send) => {
    await who.must('thread:send', input);
    acknowledged.add(input.text);
    onAck();
  };
  const attempts = [...sends.slice(0, -1).map(send), killing.then(() => send(sends.at(-1)!))];
  await Promise.all(attempts.map((attempt) => Promise.race([cut, attempt]).catch(() => undefined)));
  return acknowledged;
};

for (const acks of [1, 20])
  test(`[R1] [R2] [R3] killed after ${acks} answers in mid-chat: nothing acknowledged is lost, repeats make no duplicates, there are no holes`, async (context) => {
    const { live, admin, portal, customer, token, request } = await chatting(context);
    const { threadId } = request;
    const [fromCustomer, fromAdmin] = [messages('customer', threadId, 25), messages('admin', threadId, 25)];
    let left = acks;
    const killing = Promise.withResolvers<{ ended: Promise<unknown> }>();
    const onAck = () => {
      left -= 1;
      if (left === 0) killing.resolve({ ended: live.kill() });
    };
    const acknowledged = await Promise.all([
      sendUntilCut(customer, fromCustomer, killing.promise, onAck),
      sendUntilCut(admin, fromAdmin, killing.promise, onAck),
    ]);
    assert.equal(await (await killing.promise).ended, 'SIGKILL');
    for (const texts of acknowledged) assert.ok(texts.size < 25, 'nothing was left unanswered');
    await live.restart();

    const [again, adminAgain] = [await live.visit(portal, token), await live.console()];
    const view = await again.must('portal:view', { portalId: portal.portalId });
    assert.equal('kind' in view && view.kind, 'live-form');
    const current = await again.must('request:current', {});
    assert.equal('request' in current && current.request?.kind, 'chatting');
    const before = await wholeThread(again, threadId);
    const stored = new Set(textsOf(before));
    for (const text of acknowledged.flatMap((texts) => [...texts]))
      assert.ok(stored.has(text), `${text} is lost`);
    assert.deepEqual(
      before.map((entry) => entry.sequence),
      before.map((_entry, n) => n + 1),
    );

    // Each client repeats what it has no answer for, with the same ids, in the same order.
    for (const [who, sends, done] of [
      [again, fromCustomer, acknowledged[0]],
      [adminAgain, fromAdmin, acknowledged[1]],
    ] as const)
      for (const input of sends) if (!done.has(input.text)) await who.must('thread:send', input);
    const entries = await wholeThread(again, threadId);
    assert.deepEqual(
      entries.map((entry) => entry.sequence),
      Array.from({ length: 52 }, (_, n) => n + 1),
    );
    for (const name of ['customer', 'admin'])
      assert.deepEqual(
        textsOf(entries).filter((text) => text.startsWith(name)),
        Array.from({ length: 25 }, (_, n) => `${name} ${n}`),
      );
    assert.deepEqual(await wholeThread(adminAgain, threadId), entries);
  });

test('[R6] what a killed server committed and did not publish is relayed by the next start, before it listens', async (context) => {
  const { live, folder, request, admin } = await chatting(context);
  const session = await admin.must('session:get', {});
  assert.ok('account' in session);
  await live.kill();
  const database = await openProcessDatabase(folder);
  const waiting = async (): Promise<number> =>
    (await database.read.selectFrom('outbox').select('id').execute()).length;
  // What a death right after the commit leaves behind; one of them is of a kind this version does not know.
  const account = session.account.id;
  await database.write(async (tx) => {
    for (const type of ['request.changed', 'request.opened', 'request.of-a-later-version']) {
      const event = JSON.stringify({ type, account, requestId: request.id });
      await tx.insertInto('outbox').values({ id: newCommandId(), account, type, event, at: 0 }).execute();
    }
  });
  assert.ok((await waiting()) >= 3);
  await live.restart();
  // Events leave the outbox in order; one that is published now is behind them.
  const again = await live.console();
  await again.must('profile:update', { name: 'Ada Lovelace' });
  await live.process.stop();
  assert.equal(await waiting(), 0);
  await database.close();
});
