import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { disableAccount } from '../../server/features/accounts/index.ts';
import { EVENTS } from '#protocol/index';
import { operateBeside } from '../support/operate.ts';
import { checkHeard, joinEverything, settle, stir, type Heard } from '../support/access/rooms.ts';
import { createWorld, type AccessActor, type Place, type World } from '../support/access/world.ts';

let world: World;
let heard: Heard;
before(async () => {
  world = await createWorld({ hashing: false });
  heard = await joinEverything(world);
});
after(() => world.server.close());

const named = (name: string): AccessActor => world.actors.find((actor) => actor.name === name)!;
const places = (visitor: string) => world.places.find((place) => place.visitor === visitor)!;
const isIn = (name: string, room: string): boolean => heard.rooms.get(named(name))!.has(room);

test('[S3] reading joins own rooms and no foreign one, whoever tries', () => {
  const threadOf = (visitor: string) => `thread:${places(visitor).ids.thread}`;
  for (const actor of world.actors)
    for (const place of world.places) {
      const isOwn =
        actor.kind === 'visitor'
          ? actor.name === place.visitor
          : actor.kind === 'technician' &&
            actor.account === place.account &&
            (actor.access === 'all' || actor.access.includes(place.ids.company));
      const joined = isIn(actor.name, threadOf(place.visitor));
      assert.ok(isOwn || !joined, `${actor.name} joined the thread ${place.name}`);
    }
  for (const name of ['visitor', 'technician', 'technician, limited', 'admin'])
    assert.ok(isIn(name, threadOf('visitor')), `${name} is not in the thread of the first visitor`);
  assert.ok(!isIn('technician, limited', threadOf('visitor, other company')));
});

test('[S3] whatever happens anywhere is heard by nobody it is not for', async (t) => {
  for (const place of world.places) {
    await stir(world, place);
    await checkHeard(world, heard);
  }
  const rooms = [...heard.rooms.values()].reduce((sum, joined) => sum + joined.size, 0);
  const events = [...heard.events.values()].reduce((sum, count) => sum + count, 0);
  t.diagnostic(
    `${heard.attempts} reads that join, ${rooms} rooms joined, ${events} events heard by ${world.actors.length} actors; leaks ${heard.leaks.length}`,
  );
  t.diagnostic([...heard.events].map(([event, count]) => `${event} ${count}`).join(', '));
  assert.deepEqual(heard.leaks, []);
  const silent = Object.keys(EVENTS).filter((event) => !heard.events.has(event));
  t.diagnostic(`not heard here: ${silent.join(', ')}`);
  for (const event of [
    'thread:appended',
    'thread:marked',
    'thread:typing',
    'request:changed',
    'notification:request',
    'setting:changed',
  ])
    assert.ok((heard.events.get(event) ?? 0) > 3, `${event} was hardly heard`);
});

/** What somebody heard of the records of a place. */
const heardOf = ({ socket }: AccessActor, { ids }: Place): string[] =>
  socket!.heard.flatMap(({ event, payload }) => {
    const text = JSON.stringify(payload);
    return [ids.request, ids.thread, ids.company].some((id) => text.includes(id)) ? [`${event} ${text}`] : [];
  });

/** Runs `end`, then makes things happen at a place, and answers what the actor heard of its records. */
const heardAfter = async (name: string, visitor: string, end: () => Promise<unknown>): Promise<string[]> => {
  const { socket } = named(name);
  // In the thread's room, so that silence means something: a request that went back to New put onlookers out.
  await socket!.must('thread:entries', { threadId: places(visitor).ids.thread, after: 0 });
  await end();
  await settle(world);
  socket!.heard.splice(0);
  await stir(world, places(visitor));
  await settle(world);
  return heardOf(named(name), places(visitor));
};

test('[S3] [S7] access taken away, or a technician disabled: nothing more is heard', async () => {
  const admin = named('admin').socket!;
  const { technicians } = await admin.must('technician:list', {});
  const limited = technicians.find(({ name }) => name === 'Limited')!;
  const other = places('visitor, other company').ids.company;
  const moved = await heardAfter('technician, limited', 'visitor', () =>
    admin.must('technician:update', {
      technicianId: limited.id,
      version: limited.version,
      access: { kind: 'chosen', companyIds: [other] },
    }),
  );
  assert.deepEqual(moved, []);
  const now = (await admin.must('technician:list', {})).technicians.find(({ id }) => id === limited.id)!;
  const cut = named('technician, limited').socket!.cut();
  const disabled = await heardAfter('technician, limited', 'visitor, other company', () =>
    admin.must('technician:update', { technicianId: now.id, version: now.version, disabled: true }),
  );
  await cut;
  assert.deepEqual(disabled, []);
});

test('[S3] [S7] an account that is disabled hears nothing more, and the others hear nothing of it', async () => {
  const gone = world.actors.filter(({ account, socket }) => account === world.accounts.alpha && socket);
  const cuts = gone.map(({ socket }) => socket!.cut());
  await settle(world);
  for (const { socket } of world.actors) socket?.heard.splice(0);
  await operateBeside(world.server, 'account disable', async ({ db, now, emit }) => {
    for (const event of await disableAccount(db, now, world.accounts.alpha)) emit(event);
  });
  await Promise.all(cuts);
  await stir(world, places('visitor'));
  await settle(world);
  for (const actor of world.actors)
    if (actor.socket) assert.deepEqual(heardOf(actor, places('visitor')), [], actor.name);
});
