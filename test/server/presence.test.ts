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

/** Five seconds go by, after which a process says whom it holds; until it waits for the next time. */
const beat = async (): Promise<void> => {
  const { clock } = server;
  const waiting = clock.waiting;
  clock.advance(5 * SECOND);
  while (clock.waiting < waiting) await turn();
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

test('[R10] what a dead process held is over within thirty seconds, and not before its lease is', async () => {
  here.tom.socket.close();
  await consoles(1);
  await told(() => server.clock.advance(5 * SECOND));
  await heldElsewhere();
  const last = server.clock.now();
  for (let passed = 0; passed <= 20; passed += 5) {
    assert.equal((await tom()).connected, true, `${passed} s`);
    await beat();
  }
  await told(beat);
  const gone = await tom();
  assert.deepEqual([gone.connected, gone.lastSeenAt], [false, last]);
  assert.ok(server.clock.now() - last <= 30 * SECOND);
});

test('[R10] who is connected to one process is connected, whatever becomes of another', async () => {
  await heldElsewhere();
  here.tom = await server.signIn(here.tom.email);
  await consoles(2);
  const from = here.admin.socket.count('technician:changed');
  for (let passed = 0; passed < 60; passed += 5) {
    await beat();
    assert.equal((await tom()).connected, true, `${passed} s`);
  }
  assert.equal(here.admin.socket.count('technician:changed'), from);
});

test('when the last console of all is gone, that is written down too', async () => {
  const { read } = server.app.deps.database;
  const held = () => read.selectFrom('connections').select('technician_id').execute();
  assert.notDeepEqual(await held(), []);
  for (const { socket } of [here.tom, here.admin]) socket.close();
  await consoles(0);
  await beat();
  assert.deepEqual(await held(), []);
});
