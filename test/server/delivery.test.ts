import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { ask, chat, scene, textsOf, wholeThread, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

/** Longer than any limit's window. */
const LIMITS = 600_000;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Delivering');
});
beforeEach(() => server.clock.advance(LIMITS));
after(() => server.close());

/** Sends over REST as the guest of this token. */
const overRest = async (token: string, body: object) => {
  const answer = await server.http({
    host: 'delivering.localhost',
    path: '/api/commands/thread:send',
    headers: { Authorization: `Bearer ${token}` },
    body,
  });
  return answer.json;
};

/** Sends like a client does: at once, and what is refused for its rate again, with the same id. */
const sendAll = async (who: Pick<SocketClient, 'call'>, threadId: string, texts: string[]): Promise<void> => {
  let left = texts.map((text) => ({ commandId: newCommandId(), threadId, text }));
  while (left.length > 0) {
    const answers = await Promise.all(left.map((input) => who.call('thread:send', input)));
    left = left.filter((_input, index) => {
      const answer = answers[index]!;
      if (!answer.ok) refused(answer, 'rate_limited');
      return !answer.ok;
    });
    server.clock.advance(LIMITS);
  }
};
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n}`);

test('[R1] a command id sent again, one after the other and 20 at once, is one entry and one answer', async () => {
  const { customer, request } = await chat(server, here);
  const input = { commandId: newCommandId(), threadId: request.threadId, text: 'Once' };
  const first = await customer.call('thread:send', input);
  const answers = [
    await customer.call('thread:send', input),
    ...(await Promise.all(Array.from({ length: 20 }, () => customer.call('thread:send', input)))),
  ];
  assert.equal(first.ok, true);
  for (const answer of answers) assert.deepEqual(answer, first);
  const fresh = { commandId: newCommandId(), threadId: request.threadId, text: 'Twice?' };
  const together = await Promise.all(Array.from({ length: 8 }, () => customer.call('thread:send', fresh)));
  for (const answer of together) assert.deepEqual(answer, together[0]);
  const entries = await wholeThread(customer, request.threadId);
  assert.deepEqual(textsOf(entries).slice(1), ['Once', 'Twice?']);
  await here.tom.socket.hears('thread:appended', (push) => push.entry.commandId === fresh.commandId);
  const heard = here.tom.socket.heard.filter(({ payload }) =>
    JSON.stringify(payload).includes(input.commandId),
  );
  assert.equal(heard.length, 1);
});

test('[R1] over both transports and after a reconnect it still is one entry and one answer', async () => {
  const { customer, token, request } = await chat(server, here);
  const input = { commandId: newCommandId(), threadId: request.threadId, text: 'By every way' };
  const [bySocket, byRest] = await Promise.all([customer.call('thread:send', input), overRest(token, input)]);
  assert.equal(bySocket.ok, true);
  assert.deepEqual(byRest, bySocket);
  customer.close();
  const again = await server.visit(here.portal, token);
  assert.deepEqual(await again.call('thread:send', input), bySocket);
  assert.deepEqual(textsOf(await wholeThread(again, request.threadId)).slice(1), ['By every way']);
});

test('[R1] the same id with other input is a conflict; from somebody else it is another command', async () => {
  const { customer, token, request } = await chat(server, here);
  const { threadId } = request;
  const commandId = newCommandId();
  await customer.must('thread:send', { commandId, threadId, text: 'As it was' });
  refused(await customer.call('thread:send', { commandId, threadId, text: 'As it was not' }), 'conflict');
  refused(await overRest(token, { commandId, threadId, text: 'As it was not' }), 'conflict');
  const { entry } = await here.tom.must('thread:send', { commandId, threadId, text: 'Mine' });
  assert.equal(entry.sequence, 4);
});

test('[R1] a request opened, taken and closed twice with the same ids happens once', async () => {
  const { socket: guest } = await server.guest(here.portal);
  const open = { commandId: newCommandId(), name: 'Carla', text: 'Help' };
  const [first, second] = await Promise.all([
    guest.must('request:open', open),
    guest.must('request:open', open),
  ]);
  assert.deepEqual(second, first);
  const take = { commandId: newCommandId(), requestId: first.request.id };
  const taken = await here.tom.must('request:take', take);
  assert.deepEqual(await here.tom.must('request:take', take), taken);
  const close = { commandId: newCommandId(), requestId: first.request.id };
  const closed = await here.tom.must('request:close', close);
  assert.deepEqual(await here.tom.must('request:close', close), closed);
  assert.deepEqual(await here.tom.must('request:take', take), taken);
  assert.equal((await wholeThread(guest, first.request.threadId)).length, 3);
});

test('[R3] 200 sends by both sides at once: nothing lost, no hole, every reader and every push the same', async () => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  await Promise.all([
    sendAll(customer, threadId, numbered('customer', 100)),
    sendAll(here.tom.socket, threadId, numbered('tom', 100)),
  ]);
  const entries = await wholeThread(customer, threadId);
  assert.deepEqual(
    entries.map((entry) => entry.sequence),
    Array.from({ length: 202 }, (_, n) => n + 1),
  );
  assert.deepEqual(await wholeThread(here.tom, threadId), entries);
  const texts = textsOf(entries).slice(1);
  assert.deepEqual([...texts].sort(), [...numbered('customer', 100), ...numbered('tom', 100)].sort());
  await customer.hears('thread:appended', ({ entry }) => entry.sequence === 202);
  const pushed = customer.heard.flatMap(({ event, payload }) =>
    event === 'thread:appended' ? [(payload as { entry: { sequence: number } }).entry.sequence] : [],
  );
  assert.deepEqual(
    pushed,
    Array.from({ length: 201 }, (_, n) => n + 2),
  );
});

test('[R4] what one sender sends without waiting appears in the order sent', async () => {
  const { customer, request } = await chat(server, here);
  const texts = numbered('line', 25);
  await Promise.all(texts.map((text) => customer.must('thread:send', { threadId: request.threadId, text })));
  assert.deepEqual(textsOf(await wholeThread(here.tom, request.threadId)).slice(1), texts);
});

test('[R5] who was away gets what they missed after their last number, in pages of at most 200', async () => {
  const { customer, token, request } = await chat(server, here);
  const { threadId } = request;
  customer.close();
  await sendAll(here.tom.socket, threadId, numbered('missed', 430));
  const again = await server.visit(here.portal, token);
  const sizes: number[] = [];
  const sequences: number[] = [];
  for (let last = 3; sequences.length === 0 || sequences.at(-1)! < last;) {
    const page = await again.must('thread:entries', { threadId, after: sequences.at(-1) ?? 2 });
    sizes.push(page.entries.length);
    sequences.push(...page.entries.map((entry) => entry.sequence));
    last = page.last;
  }
  assert.deepEqual(sizes, [200, 200, 30]);
  assert.deepEqual(
    sequences,
    Array.from({ length: 430 }, (_, n) => n + 3),
  );
  refused(await again.call('thread:entries', { threadId, after: 0, limit: 201 }), 'validation');
  // The read joined the room: from here on it is pushed.
  const { entry } = await here.tom.must('thread:send', { threadId, text: 'Live again' });
  assert.deepEqual((await again.hears('thread:appended')).entry, entry);
});

test('[R7] a final refusal leaves nothing behind, and the same id may try again', async () => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  const commandId = newCommandId();
  refused(await customer.call('thread:send', { commandId, threadId, text: 'x'.repeat(4001) }), 'validation');
  const { entry } = await customer.must('thread:send', { commandId, threadId, text: 'x'.repeat(4000) });
  assert.equal(entry.sequence, 3);
});

test('[R1] a message sent again gets its first answer, whatever has changed since; with other words it is a conflict', async () => {
  const { customer, request } = await chat(server, here);
  const { threadId } = request;
  const message = { commandId: newCommandId(), threadId, text: 'Only once' };
  const first = await customer.must('thread:send', message);
  // A try that was on its way twice, and one after the chat was closed.
  assert.deepEqual(await customer.must('thread:send', message), first);
  await here.tom.must('request:close', { requestId: request.id });
  refused(await customer.call('thread:send', { ...message, commandId: newCommandId() }), 'closed');
  assert.deepEqual(await customer.must('thread:send', message), first);
  refused(await customer.call('thread:send', { ...message, text: 'Other words' }), 'conflict');
  const other = await ask(server, here.portal);
  const foreign = { ...message, threadId: other.request.threadId };
  refused(await customer.call('thread:send', foreign), 'conflict');
  // The id is its author's alone: another's is another message.
  const theirs = await other.customer.must('thread:send', foreign);
  assert.notDeepEqual(theirs, first);
  const texts = textsOf(await wholeThread(customer, threadId));
  assert.equal(texts.filter((text) => text === message.text).length, 1);
});
