import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '../../server/platform/ids.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const SECOND = 1000;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Presence');
  await here.admin.must('availability:get', {});
});
after(() => server.close());

/** How an admin sees Tom. */
const tom = async () => {
  const { technicians } = await here.admin.must('technician:list', {});
  return technicians.find(({ id }) => id === here.tom.id)!;
};

/** What admins are told while something goes on. */
const told = async (run: () => unknown): Promise<void> => {
  const { socket } = here.admin;
  const from = socket.count('technician:changed');
  await run();
  await socket.hears('technician:changed', () => socket.count('technician:changed') > from);
};

/** Waits until the server holds so many consoles of technicians. */
const consoles = async (count: number): Promise<void> => {
  while ((server.app.figures.connections().technician ?? 0) !== count) await turn();
};

/** A second goes by; what is due is written down, in its turn, before the answer. */
const second = async (): Promise<void> => {
  server.clock.advance(SECOND);
  for (let n = 0; n < 2; n += 1) await server.app.deps.database.write(async () => undefined);
  await tom();
};

/** Lets time go by until this process has just said whom it holds. */
const untilReported = async (): Promise<void> => {
  const { read } = server.app.deps.database;
  for (;;) {
    await second();
    const mine = read
      .selectFrom('connections')
      .select('lease_until')
      .where('technician_id', '=', here.admin.id);
    if ((await mine.executeTakeFirstOrThrow()).lease_until === server.clock.now() + 20 * SECOND) return;
  }
};

/** Puts down what another process would have said of Tom now. */
const heldElsewhere = async (): Promise<void> => {
  const { database } = server.app.deps;
  const lease_until = server.clock.now() + 20 * SECOND;
  const row = { server: newId(), technician_id: here.tom.id, account: here.account, lease_until };
  await database.write((tx) => tx.insertInto('connections').values(row).execute());
};

test('[G23] an admin sees who is Available but not connected, and when they were last seen, as it happens', async () => {
  assert.deepEqual([(await tom()).connected, (await tom()).lastSeenAt], [true, null]);
  here.tom.socket.close();
  await consoles(1);
  server.clock.advance(4 * SECOND);
  assert.equal((await tom()).connected, true);
  await told(() => server.clock.advance(SECOND));
  const gone = await tom();
  assert.deepEqual([gone.available, gone.connected], [true, false]);
  assert.equal(gone.lastSeenAt, server.clock.now());

  const again = await server.signIn(here.tom.email);
  await consoles(2);
  await told(() => server.clock.advance(0));
  const back = await tom();
  assert.deepEqual([back.connected, back.lastSeenAt], [true, null]);
  // A page that is loaded again is no absence.
  const from = here.admin.socket.count('technician:changed');
  again.socket.close();
  await consoles(1);
  here.tom = await server.signIn(here.tom.email);
  await consoles(2);
  server.clock.advance(5 * SECOND);
  await server.app.deps.database.write(async () => undefined);
  await told(() => here.tom.must('availability:set', { sound: false }));
  assert.equal(here.admin.socket.count('technician:changed'), from + 1);
});

test(
  '[G23] who went is waited for five seconds, also where this process says meanwhile whom it holds',
  { timeout: 20_000 },
  async () => {
    await untilReported();
    for (let n = 0; n < 3; n += 1) await second();
    here.tom.socket.close();
    await consoles(1);
    for (let n = 0; n < 4; n += 1) {
      await second();
      assert.equal((await tom()).connected, true, `after ${n + 1} s`);
    }
    await told(second);
    assert.equal((await tom()).connected, false);
    here.tom = await server.signIn(here.tom.email);
    await consoles(2);
    await told(() => server.clock.advance(0));
  },
);

test('[R10] what a dead process held is over within thirty seconds, and not before its lease is', async () => {
  here.tom.socket.close();
  await consoles(1);
  await told(() => server.clock.advance(5 * SECOND));
  await heldElsewhere();
  const last = server.clock.now();
  const passed = () => server.clock.now() - last;
  while (passed() < 60 * SECOND && (await tom()).connected) await second();
  assert.ok(passed() > 20 * SECOND && passed() <= 30 * SECOND, `${passed()} ms`);
  assert.equal((await tom()).lastSeenAt, last);
});

test('[R10] who is connected to one process is connected, whatever becomes of another', async () => {
  await heldElsewhere();
  here.tom = await server.signIn(here.tom.email);
  await consoles(2);
  const from = here.admin.socket.count('technician:changed');
  for (let n = 0; n < 60; n += 1) {
    await second();
    assert.equal((await tom()).connected, true, `after ${n + 1} s`);
  }
  assert.equal(here.admin.socket.count('technician:changed'), from);
});

test('when the last console of all is gone, that is written down too', { timeout: 10_000 }, async () => {
  const { read } = server.app.deps.database;
  const held = () => read.selectFrom('connections').select('technician_id').execute();
  assert.notDeepEqual(await held(), []);
  for (const { socket } of [here.tom, here.admin]) socket.close();
  await consoles(0);
  server.clock.advance(5 * SECOND);
  while ((await held()).length > 0) await turn();
});
