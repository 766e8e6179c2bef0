import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EVENTS, type EventName } from '#protocol/index';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { putFailed } from '../support/contact-methods.ts';
import { ask, chat, scene, type Scene } from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

/** A hundredth of an hour, in milliseconds: nothing else is due by then. */
const SOON = 36_000;

let server: TestServer;
let one: Scene;
let two: Scene;
/** Another company of the first account, with its portal. */
let side: Scene['portal'];
/** Has access to the second company alone. */
let limited: ConsoleUser;
/** Everybody who must hear nothing of the first company: the other account, the other company, nobody. */
let strangers: Map<string, SocketClient>;
let sideAsk: Awaited<ReturnType<typeof ask>>;
let foreignAsk: Awaited<ReturnType<typeof ask>>;

before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Rooms');
  two = await scene(server, 'Strangers');
  side = await server.portal(one.admin, 'rooms-side');
  limited = await server.technician(one.admin, 'Limited', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  await limited.must('availability:set', { available: true });
  for (const user of [one.admin, two.admin, two.tom, limited]) {
    await user.must('session:get', {});
    await user.must('availability:get', {});
    await user.must('request:list', { view: 'all' });
  }
  sideAsk = await ask(server, side);
  foreignAsk = await ask(server, two.portal);
  const passer = await server.visit(side);
  await passer.must('portal:view', { portalId: side.portalId });
  const foreignPasser = await server.visit(two.portal);
  await foreignPasser.must('portal:view', { portalId: two.portal.portalId });
  strangers = new Map([
    ['a technician of the other account', two.tom.socket],
    ['the admin of the other account', two.admin.socket],
    ['a technician without access', limited.socket],
    ['a visitor of the other company', sideAsk.customer],
    ['a visitor of the other account', foreignAsk.customer],
    ['somebody in the other company’s portal', passer],
    ['somebody in the other account’s portal', foreignPasser],
  ]);
});
after(() => server.close());

/**
 * What strangers heard while `run` went on and until a later push, which reached them by the same server, was heard:
 * whatever was sent before it has arrived.
 */
const overheard = async (run: () => Promise<unknown>): Promise<string[]> => {
  const from = new Map([...strangers].map(([who, client]) => [who, client.heard.length]));
  await run();
  await Promise.all([...strangers.values()].map((client) => client.raw('no:command', {})));
  await server.app.deps.database.write(async () => undefined);
  await Promise.all([...strangers.values()].map((client) => client.raw('no:command', {})));
  return [...strangers].flatMap(([who, client]) =>
    client.heard
      .slice(from.get(who))
      // One queue for the account: whoever waits in it hears of their own place, whoever moves it.
      .filter(
        ({ event, payload }) =>
          event !== 'request:queue-changed' ||
          (payload as { requestId: string }).requestId !== sideAsk.request.id,
      ) // prettier-ignore
      .map(({ event }) => `${who} heard ${event}`),
  );
};

const hearsEntry = ({ socket }: ConsoleUser, threadId: string, sequence: number) =>
  socket.hears(
    'thread:appended',
    (pushed) => pushed.threadId === threadId && pushed.entry.sequence === sequence,
  );
const portalRow = async (portalId: string) =>
  (await one.admin.must('portal:list', {})).portals.find(({ id }) => id === portalId)!;

/** Makes each event happen in the first company, and waits until it was heard where it belongs. */
const SCENARIOS: Record<EventName, () => Promise<unknown>> = {
  'session:changed': async () => {
    await one.tom.must('session:get', {});
    await one.tom.must('profile:update', { name: 'Tomas' });
    await one.tom.socket.hears('session:changed', ({ technician }) => technician.name === 'Tomas');
  },
  'availability:changed': async () => {
    await one.tom.must('availability:set', { sound: false });
    await one.tom.socket.hears('availability:changed', ({ sound }) => !sound);
  },
  'availability:reminder': async () => {
    await setSetting(one.admin, 'availability.reminder', 0.01);
    server.clock.advance(SOON / 2);
    // A colleague who did something meanwhile is not asked.
    await limited.must('availability:confirm', {});
    server.clock.advance(SOON / 2);
    await one.tom.socket.hears('availability:reminder', ({ idleSince }) => idleSince !== null);
  },
  'portal:list-changed': async () => {
    await one.tom.must('availability:set', { available: false });
    await one.admin.socket.hears('portal:list-changed', ({ portalId }) => portalId === one.portal.portalId);
    await one.tom.must('availability:set', { available: true });
  },
  'technician:changed': async () => {
    await one.tom.must('availability:set', { available: true });
    await one.admin.socket.hears('technician:changed', ({ technicianId }) => technicianId === one.tom.id);
  },
  'notification:request': async () => {
    const { request } = await ask(server, one.portal);
    await one.tom.socket.hears('notification:request', ({ requestId }) => requestId === request.id);
  },
  'contact-method:changed': async () => {
    await one.tom.must('contact-method:list', {});
    await one.tom.must('contact-method:add', { address: { kind: 'email', email: 'tom@rooms.example' } });
    await one.tom.socket.hears('contact-method:changed', ({ methods }) => methods.length === 1);
  },
  'notification:transfer': async () => {
    const { request } = await chat(server, one);
    await one.admin.must('availability:set', { available: true });
    await one.tom.must('request:transfer', { requestId: request.id, technicianId: one.admin.id });
    await one.admin.socket.hears('notification:transfer', ({ requestId }) => requestId === request.id);
    await one.admin.must('availability:set', { available: false });
  },
  'notification:assigned': async () => {
    await setSetting(one.admin, 'request.assignment', 'least-busy', one.portal.companyId);
    const { request } = await ask(server, one.portal);
    await one.tom.socket.hears('notification:assigned', ({ requestId }) => requestId === request.id);
    await setSetting(one.admin, 'request.assignment', null, one.portal.companyId);
  },
  'notification:due': async () => {
    const { request } = await chat(server, one);
    const dueAt = server.clock.now() + 1;
    await one.tom.must('request:set-due', { requestId: request.id, dueAt });
    server.clock.advance(1);
    await one.tom.socket.hears('notification:due', ({ requestId }) => requestId === request.id);
  },
  'notification:summary': async () => {
    await one.tom.must('availability:set', { available: false });
    await ask(server, one.portal);
    await one.tom.must('availability:set', { available: true });
    await one.tom.socket.hears('notification:summary', ({ left }) => left > 0);
  },
  'block:list-changed': async () => {
    const { request } = await ask(server, one.portal);
    await one.tom.must('request:mark-spam', { requestId: request.id, spam: true, block: ['customer'] });
    await one.admin.socket.hears('block:list-changed');
  },
  'notification:failed-changed': async () => {
    const { request } = await ask(server, one.portal);
    const [id, methodId] = [newCommandId(), newCommandId()];
    await putFailed(server, { id, account: one.account, requestId: request.id, methodId });
    await one.admin.must('notification:discard', { notificationId: id });
    await one.admin.socket.hears('notification:failed-changed');
    assert.equal(one.tom.socket.count('notification:failed-changed'), 0, 'who is no admin');
  },
  'portal:changed': async () => {
    const here = await server.visit(one.portal);
    await here.must('portal:view', { portalId: one.portal.portalId });
    for (const status of ['inactive', 'active'] as const) {
      const { version } = await portalRow(one.portal.portalId);
      await one.admin.must('portal:update', { portalId: one.portal.portalId, version, status });
      await here.hears('portal:changed', ({ kind }) => (kind === 'closed') === (status === 'inactive'));
    }
  },
  'request:queue-changed': async () => {
    const { customer, request } = await ask(server, one.portal);
    await customer.hears(
      'request:queue-changed',
      ({ requestId, queue }) => requestId === request.id && queue.position > 0,
    );
  },
  'request:own-changed': async () => {
    const { customer, request } = await ask(server, one.portal);
    const { customer: neighbour } = await ask(server, one.portal);
    const before = neighbour.count('request:own-changed');
    await one.tom.must('request:take', { requestId: request.id });
    await customer.hears('request:own-changed', ({ request: own }) => own.kind === 'chatting');
    await neighbour.raw('no:command', {});
    assert.equal(neighbour.count('request:own-changed'), before, 'a neighbour in the same portal');
  },
  'request:changed': async () => {
    const { request } = await ask(server, one.portal);
    await one.tom.socket.hears('request:changed', ({ request: row }) => row.id === request.id);
  },
  'request:removed': async () => {
    const { request } = await chat(server, one);
    await one.tom.must('request:unassign', { requestId: request.id });
    await one.admin.socket.hears('request:removed', ({ requestId }) => requestId === request.id);
  },
  'request:list-changed': async () => {
    await one.tom.must('availability:set', { available: false });
    await one.tom.socket.hears('request:list-changed');
    await one.tom.must('availability:set', { available: true });
  },
  'setting:changed': async () => {
    await setSetting(one.admin, 'portal.emailRequired', true, one.portal.companyId);
    await one.admin.socket.hears('setting:changed');
  },
  'plan:changed': async () => {
    await one.admin.must('plan:get', {});
    await one.admin.must('flag:ask', { flag: 'assistant' });
    await one.admin.socket.hears('plan:changed', ({ sections }) => sections.some(({ askedAt }) => askedAt));
  },
  'thread:appended': async () => {
    const { customer, request } = await chat(server, one);
    const { entry } = await customer.must('thread:send', { threadId: request.threadId, text: 'Hello' });
    await hearsEntry(one.tom, request.threadId, entry.sequence);
  },
  'thread:marked': async () => {
    const { customer, request } = await chat(server, one);
    await one.tom.must('thread:mark', { threadId: request.threadId, delivered: 1, read: 1 });
    await customer.hears('thread:marked', ({ mark }) => mark.side === 'technician');
  },
  'thread:typing': async () => {
    const { customer, request } = await chat(server, one);
    await customer.must('thread:type', { threadId: request.threadId, typing: true });
    await one.tom.socket.hears('thread:typing', ({ threadId }) => threadId === request.threadId);
    assert.equal(customer.count('thread:typing'), 0, 'never sent back to its sender');
  },
};

test('[S3] every event has its scenario', () => {
  assert.deepEqual(Object.keys(SCENARIOS).sort(), Object.keys(EVENTS).sort());
});

for (const [event, scenario] of Object.entries(SCENARIOS))
  test(`[S3] ${event} reaches its room and nobody in another company, account or portal`, async () => {
    assert.deepEqual(await overheard(scenario), []);
  });

test('[S3] strangers do hear what is theirs, so that their silence means something', async () => {
  const heard = await overheard(async () => {
    await limited.must('request:take', { requestId: sideAsk.request.id });
    await two.tom.must('request:take', { requestId: foreignAsk.request.id });
    await sideAsk.customer.hears('request:own-changed', ({ request }) => request.kind === 'chatting');
    await foreignAsk.customer.hears('request:own-changed', ({ request }) => request.kind === 'chatting');
  });
  for (const who of ['a technician of the other account', 'a technician without access'])
    assert.ok(heard.includes(`${who} heard request:changed`), heard.join('; '));
});

test('[S3] reading is joining: who has not read a thread hears nothing of it', async () => {
  const { customer, request } = await chat(server, one);
  await one.admin.must('request:get', { requestId: request.id });
  const send = (text: string) => customer.must('thread:send', { threadId: request.threadId, text });
  await send('before');
  await one.tom.socket.hears('thread:appended', ({ threadId }) => threadId === request.threadId);
  await one.admin.must('session:get', {});
  const mine = () =>
    one.admin.socket.heard.filter(
      ({ event, payload }) =>
        event === 'thread:appended' && (payload as { threadId: string }).threadId === request.threadId,
    ).length;
  assert.equal(mine(), 0);
  const { last } = await one.admin.must('thread:entries', { threadId: request.threadId, after: 0 });
  await send('after');
  await hearsEntry(one.admin, request.threadId, last + 1);
  assert.equal(mine(), 1);
});

test('[S3] a refused read joins nothing', async () => {
  const { customer, request } = await chat(server, one);
  const heard = await overheard(async () => {
    for (const client of strangers.values()) {
      const answer = await client.call('thread:entries', { threadId: request.threadId, after: 0 });
      assert.ok(!answer.ok && ['not_found', 'unauthenticated'].includes(answer.error.code));
    }
    const { entry } = await customer.must('thread:send', { threadId: request.threadId, text: 'Between us' });
    await hearsEntry(one.tom, request.threadId, entry.sequence);
  });
  assert.deepEqual(heard, []);
  const nobody = await server.visit(side);
  refused(await nobody.raw('portal:view', { portalId: newCommandId() }), 'unknown_portal');
});
