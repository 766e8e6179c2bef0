import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { addVerified } from '../support/contact-methods.ts';
import {
  ask,
  insistOnOpening,
  scene,
  statusesOf,
  wholeThread,
  type Own,
  type Scene,
} from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let here: Scene;
let una: ConsoleUser;
/** Has access to another company alone. */
let sam: ConsoleUser;
let side: Scene['portal'];
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Turns');
  side = await server.portal(here.admin, 'turns-side');
  una = await server.technician(here.admin, 'Una');
  sam = await server.technician(here.admin, 'Sam', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  for (const who of [una, sam]) await who.must('request:list', { view: 'all' });
  await here.admin.must('availability:set', { available: false });
  await connected(here.tom, una, sam);
});
/** Nobody has anything in hand, and Tom and Una are Available. */
beforeEach(async () => {
  server.clock.advance(HOUR);
  await mode('manual');
  await setSetting(here.admin, 'request.capacity', 3);
  for (const who of [here.tom, una, sam]) {
    const { requests } = await mine(who);
    for (const { id, status } of requests)
      if (status === 'active') await who.must('request:close', { requestId: id });
    await who.must('availability:set', { available: who !== sam });
  }
});
after(() => server.close());

const mode = (value: string, companyId?: string) =>
  setSetting(here.admin, 'request.assignment', value, companyId);
const mine = async (who: ConsoleUser) => {
  const list = await who.must('request:list', { view: 'mine' });
  assert.ok('requests' in list);
  return list;
};
/** Until it is written down that they have a console. */
const connected = async (...who: ConsoleUser[]): Promise<void> => {
  for (;;) {
    const { technicians } = await here.admin.must('technician:list', {});
    if (who.every(({ id }) => technicians.some((one) => one.id === id && one.connected))) return;
    await turn();
  }
};
const ownerOf = async (requestId: string): Promise<string | null> =>
  (await here.admin.must('request:get', { requestId }).catch(() => null))?.request.technician?.name ?? null;
const asked = async (portal = here.portal): Promise<{ request: Own; owner: string | null }> => {
  const { request } = await ask(server, portal);
  return { request, owner: await ownerOf(request.id) };
};

test('[G24] by hand by default: nobody is given anything', async () => {
  const { request, owner } = await asked();
  assert.equal(owner, null);
  await here.tom.must('request:take', { requestId: request.id });
});

test('[G24] in turn: the customer chats at once, the technician is told, and nobody else is', async () => {
  await mode('round-robin');
  const heard = [here.tom, una].map(({ socket }) => socket.count('notification:request'));
  const { customer, request } = await ask(server, here.portal);
  assert.equal(request.kind, 'chatting');
  const owner = await ownerOf(request.id);
  const next = await asked();
  assert.deepEqual([owner, next.owner].toSorted(), ['Tom', 'Una']);
  const first = owner === 'Tom' ? here.tom : una;
  await first.socket.hears(
    'notification:assigned',
    (told) => told.requestId === request.id && told.customer === 'Carla',
  );
  assert.deepEqual(statusesOf(await wholeThread(customer, request.threadId)), ['taken']);
  assert.equal((await asked()).owner, owner);
  for (const who of [here.tom, una]) await who.must('availability:get', {});
  assert.deepEqual(
    [here.tom, una].map(({ socket }) => socket.count('notification:request')),
    heard,
  );
});

test('[G24] to who has the fewest chats; what was left while nobody was Available is none', async () => {
  await mode('least-busy');
  for (const who of [here.tom, una]) await who.must('availability:set', { available: false });
  const left = await asked();
  assert.equal(left.owner, null);
  for (const who of [here.tom, una]) await who.must('availability:set', { available: true });
  assert.equal(await ownerOf(left.request.id), null);
  await here.tom.must('request:take', { requestId: left.request.id });
  await una.must('availability:set', { available: false });
  for (const owner of [(await asked()).owner, (await asked()).owner]) assert.equal(owner, 'Tom');
  await una.must('availability:set', { available: true });
  for (const owner of [(await asked()).owner, (await asked()).owner]) assert.equal(owner, 'Una');
});

test('[G24] up to the capacity: then customers wait, and are given, in their order, whatever makes room', async () => {
  await mode('round-robin');
  await setSetting(here.admin, 'request.capacity', 1);
  const held = [await asked(), await asked()];
  const waiting = [await asked(), await asked(), await asked(), await asked(), await asked()];
  const owners = () => Promise.all(waiting.map(({ request }) => ownerOf(request.id)));
  assert.deepEqual(await owners(), [null, null, null, null, null]);
  const ofTom = held.find(({ owner }) => owner === 'Tom')!.request;
  // A chat ends.
  await here.tom.must('request:close', { requestId: ofTom.id });
  assert.deepEqual(await owners(), ['Tom', null, null, null, null]);
  // One is handed over: the colleague has more than they would be given, the other has room.
  await here.tom.must('request:transfer', { requestId: waiting[0]!.request.id, technicianId: una.id });
  assert.deepEqual(await owners(), ['Una', 'Tom', null, null, null]);
  // There may be more.
  await setSetting(here.admin, 'request.capacity', 2);
  assert.deepEqual(await owners(), ['Una', 'Tom', 'Tom', null, null]);
  // Somebody comes, with access.
  await here.admin.must('availability:set', { available: true });
  assert.deepEqual((await owners()).slice(3), ['Turns Admin', 'Turns Admin']);
  await here.admin.must('availability:set', { available: false });
  for (const { request } of waiting.slice(3))
    await here.admin.must('request:close', { requestId: request.id });
});

test('[G24] who gives a chat back is not given it again; somebody else is, or it waits', async () => {
  await mode('round-robin');
  await una.must('availability:set', { available: false });
  const { request, owner } = await asked();
  assert.equal(owner, 'Tom');
  await here.tom.must('request:unassign', { requestId: request.id });
  assert.equal(await ownerOf(request.id), null);
  await una.must('availability:set', { available: true });
  assert.equal(await ownerOf(request.id), 'Una');
});

test('[G24, G26] a company of its own way; only who has access to it', async () => {
  await mode('round-robin', side.companyId);
  assert.equal((await asked()).owner, null);
  for (const who of [here.tom, una]) await who.must('availability:set', { available: false });
  const { requests } = await mine(sam);
  assert.deepEqual(requests, []);
  await sam.must('availability:set', { available: true });
  assert.equal((await asked(side)).owner, 'Sam');
  await here.admin.must('technician:update', await edited(sam, { kind: 'chosen', companyIds: [] }));
  await una.must('availability:set', { available: true });
  const kept = await mine(una);
  assert.equal(kept.requests.filter(({ status }) => status === 'active').length, 1);
  await here.admin.must(
    'technician:update',
    await edited(sam, { kind: 'chosen', companyIds: [side.companyId] }),
  );
  await mode('manual', side.companyId);
});

test('[G24] not to who is Available and has no console; as soon as one is there, they have it', async () => {
  await mode('round-robin');
  await una.must('availability:set', { available: false });
  const before = server.app.figures.connections().technician ?? 0;
  here.tom.socket.close();
  while ((server.app.figures.connections().technician ?? 0) === before) await turn();
  server.clock.advance(5000);
  while (await isConnected(here.tom.id)) await turn();
  const { request, owner } = await asked();
  assert.equal(owner, null);
  here.tom = await server.signIn(here.tom.email);
  await here.tom.must('request:list', { view: 'mine' });
  while ((await ownerOf(request.id)) === null) await turn();
  assert.equal(await ownerOf(request.id), 'Tom');
});

test('[G11, G24] contact methods tell whose it is, by a transfer too, and nobody else', async () => {
  await addVerified(server, here.tom, { kind: 'email', email: 'tom@turns.example' });
  await addVerified(server, una, { kind: 'email', email: 'una@turns.example' });
  await mode('round-robin');
  const sentBy = async (run: () => Promise<unknown>) => {
    await server.app.worker.settled();
    const from = server.outbox.sent.length;
    await run();
    await server.app.worker.settled();
    return server.outbox.sent.slice(from).map(({ to, text }) => [to, text.split('\n')[0]]);
  };
  await una.must('availability:set', { available: false });
  let id = '';
  const line = 'You have a chat with Carla (Company turns).';
  assert.deepEqual(await sentBy(async () => (id = (await asked()).request.id)), [
    ['tom@turns.example', line],
  ]);
  await una.must('availability:set', { available: true });
  const handed = await sentBy(() =>
    here.tom.must('request:transfer', { requestId: id, technicianId: una.id }),
  );
  assert.deepEqual(handed, [['una@turns.example', line]]);
});

test('[G24] fifty at once: each has one technician, nobody has more than their capacity, and the rest waits', async () => {
  await mode('least-busy');
  await setSetting(here.admin, 'request.capacity', 20);
  const guests: Awaited<ReturnType<typeof server.guest>>[] = [];
  for (let n = 0; n < 50; n += 1) {
    // One address may not ask for more at a time.
    if (n % 5 === 0) server.clock.advance(HOUR);
    guests.push(await server.guest(here.portal));
  }
  const opened = await Promise.all(
    guests.map(({ socket }, n) =>
      insistOnOpening(socket, { name: `Guest ${n}`, email: 'guest@turns.example', text: 'Help' }),
    ),
  );
  const taken = await Promise.all(
    opened.map(async ({ threadId }, n) => {
      const entries = await wholeThread(guests[n]!.socket, threadId);
      const lines = statusesOf(entries);
      assert.deepEqual(lines, lines.length === 0 ? [] : ['taken']);
      return lines.length;
    }),
  );
  assert.equal(taken.filter((lines) => lines === 1).length, 40);
  for (const who of [here.tom, una]) {
    const { counts } = await mine(who);
    assert.equal(counts.mine, 20);
  }
  for (const { socket } of guests) socket.close();
});

const isConnected = async (id: string): Promise<boolean> => {
  const { technicians } = await here.admin.must('technician:list', {});
  return technicians.find((one) => one.id === id)!.connected;
};
const edited = async (who: ConsoleUser, access: { kind: 'chosen'; companyIds: string[] }) => {
  const { technicians } = await here.admin.must('technician:list', {});
  const { id, version } = technicians.find((one) => one.id === who.id)!;
  return { technicianId: id, access, version };
};
