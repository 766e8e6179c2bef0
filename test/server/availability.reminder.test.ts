import assert from 'node:assert/strict';
import { after, before, beforeEach, test, type TestContext } from 'node:test';
import { beforeReminders } from '../support/before-reminders.ts';
import { chat, scene, type Scene } from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SIGN_IN_LIMIT = 600_000;

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.clock.advance(SIGN_IN_LIMIT));
after(() => server.close());

const status = async (who: Pick<ConsoleUser, 'must'>) => {
  const answer = await who.must('availability:get', {});
  assert.ok('menu' in answer);
  return answer;
};

/** Lets time pass, and what is due then be done and told. */
const pass = async (milliseconds: number, on = server): Promise<void> => {
  on.clock.advance(milliseconds);
  await on.app.worker.settled();
};

/** Tom, Available since now, whose console is open. */
const watched = async (name: string): Promise<Scene> => {
  const here = await scene(server, name);
  assert.equal((await status(here.tom)).idleSince, null);
  return here;
};

const reminders = ({ socket }: ConsoleUser): number => socket.count('availability:reminder');

/** Reminders still to come for somebody. */
const planned = async (technicianId: string): Promise<number> => {
  const { read } = server.app.deps.database;
  const jobs = read.selectFrom('jobs').select('id').where('kind', '=', 'availability.remind');
  return (await jobs.where('key', '=', technicianId).execute()).length;
};

const set = ({ admin }: Scene, value: number | null): Promise<void> =>
  setSetting(admin, 'availability.reminder', value);

test('[G23] after four hours Available without doing anything, and not before, there is one reminder', async () => {
  const here = await watched('Idle');
  const since = server.clock.now();
  const second = await server.signIn(here.tom.email);
  await status(second);
  await pass(4 * HOUR - 1);
  assert.equal((await status(here.tom)).idleSince, null);
  await pass(1);
  for (const { socket } of [here.tom, second]) {
    const { available, idleSince } = await socket.hears('availability:reminder');
    assert.deepEqual({ available, idleSince }, { available: true, idleSince: since });
  }
  await pass(24 * HOUR);
  assert.deepEqual([reminders(here.tom), reminders(second)], [1, 1]);
});

test('[G23] a reminder is there for a console that opens later, and switches nobody off', async () => {
  const here = await watched('Later');
  const since = server.clock.now();
  await pass(20 * HOUR);
  const later = await server.signIn(here.tom.email);
  const { available, idleSince } = await status(later);
  assert.deepEqual({ available, idleSince }, { available: true, idleSince: since });
  const visitor = await server.visit(here.portal);
  const view = await visitor.must('portal:view', { portalId: here.portal.portalId });
  assert.equal('kind' in view && view.kind, 'live-form');
});

test('[G23] "I’m here" answers it on every console, keeps them Available, and begins the time anew', async () => {
  const here = await watched('Here');
  const second = await server.signIn(here.tom.email);
  await status(second);
  await pass(4 * HOUR);
  await second.socket.hears('availability:reminder');
  const answer = await here.tom.must('availability:confirm', {});
  assert.deepEqual([answer.available, answer.idleSince], [true, null]);
  const { version } = await second.socket.hears(
    'availability:changed',
    ({ idleSince }) => idleSince === null,
  );
  assert.equal(version, answer.version);
  await pass(4 * HOUR - 1);
  assert.equal((await status(here.tom)).idleSince, null);
  await pass(1);
  assert.equal((await status(here.tom)).idleSince, server.clock.now() - 4 * HOUR);
  assert.equal(reminders(here.tom), 2);
});

test('[G23] "I’m here" without a reminder tells nobody and counts as doing something', async () => {
  const { tom } = await watched('Early');
  const { version } = await status(tom);
  const before = tom.socket.count('availability:changed');
  await pass(3 * HOUR);
  assert.equal((await tom.must('availability:confirm', {})).version, version);
  await pass(4 * HOUR - 1);
  assert.equal((await status(tom)).idleSince, null);
  await pass(1);
  assert.equal((await status(tom)).idleSince, server.clock.now() - 4 * HOUR);
  assert.equal(tom.socket.count('availability:changed'), before);
});

test('[G23] "I’m here" turns nobody Available: the switch was answer enough', async () => {
  const { tom } = await watched('Off');
  await pass(4 * HOUR);
  await tom.socket.hears('availability:reminder');
  const off = await tom.must('availability:set', { available: false });
  assert.deepEqual([off.available, off.idleSince], [false, null]);
  assert.equal(await planned(tom.id), 0);
  assert.equal((await tom.must('availability:confirm', {})).available, false);
  assert.equal(await planned(tom.id), 0);
  const on = await tom.must('availability:set', { available: true });
  assert.deepEqual([on.available, on.idleSince], [true, null]);
  await pass(4 * HOUR);
  assert.equal(reminders(tom), 2);
  assert.equal((await tom.must('availability:set', { available: true })).idleSince, null);
});

/** What a technician does, and how long after it the reminder comes. */
const DEEDS: Record<string, (here: Scene) => Promise<unknown>> = {
  'taking a request': (here) => chat(server, here),
  'switching the sound': ({ tom }) => tom.must('availability:set', { sound: false }),
  'changing the profile': ({ tom }) => tom.must('profile:update', { name: 'Tomas' }),
};
for (const [deed, run] of Object.entries(DEEDS))
  test(`[G23] ${deed} puts the reminder off`, async () => {
    const here = await watched(`Deed-${deed.split(' ')[0]}`);
    await pass(3 * HOUR);
    await run(here);
    await pass(HOUR);
    assert.equal((await status(here.tom)).idleSince, null);
    await pass(3 * HOUR);
    assert.equal((await status(here.tom)).idleSince, server.clock.now() - 4 * HOUR);
  });

for (const end of ['goes on', 'was finished by the customer'] as const)
  test(`[G23] a message puts it off, in a chat that ${end}`, async () => {
    const here = await watched(`Message-${end.slice(0, 3).trim()}`);
    const { customer, request } = await chat(server, here);
    await pass(2 * HOUR);
    await here.tom.must('thread:send', { threadId: request.threadId, text: 'Still on it' });
    await pass(HOUR);
    if (end !== 'goes on') await customer.must('request:finish', { requestId: request.id });
    else await customer.must('thread:send', { threadId: request.threadId, text: 'Thank you' });
    await pass(HOUR);
    assert.equal((await status(here.tom)).idleSince, null);
    await pass(2 * HOUR);
    assert.equal((await status(here.tom)).idleSince, server.clock.now() - 4 * HOUR);
  });

test('[G23] a console that is connected, reads and marks as read does nothing', async () => {
  const here = await watched('Reading');
  const { customer, request } = await chat(server, here);
  const since = server.clock.now();
  await pass(3 * HOUR);
  await customer.must('thread:send', { threadId: request.threadId, text: 'Anybody there?' });
  await here.tom.must('request:list', { view: 'all' });
  await here.tom.must('thread:mark', { threadId: request.threadId, delivered: 2, read: 2 });
  await pass(HOUR);
  assert.equal((await status(here.tom)).idleSince, since);
});

test('[G23] a message answers the reminder too', async () => {
  const here = await watched('Typing');
  const { request } = await chat(server, here);
  const before = here.tom.socket.count('availability:changed');
  await pass(4 * HOUR);
  await here.tom.socket.hears('availability:reminder');
  await here.tom.must('thread:send', { threadId: request.threadId, text: 'Back' });
  assert.equal((await status(here.tom)).idleSince, null);
  await here.tom.must('thread:send', { threadId: request.threadId, text: 'Really' });
  await pass(4 * HOUR);
  assert.deepEqual([reminders(here.tom), here.tom.socket.count('availability:changed')], [2, before + 1]);
});

test('[G23] who is Unavailable or disabled by then is not reminded', async () => {
  const here = await watched('Gone');
  const tina = await server.technician(here.admin, 'Tina');
  await tina.must('availability:set', { available: true });
  await pass(3 * HOUR);
  await here.tom.must('availability:set', { available: false });
  const { technicians } = await here.admin.must('technician:list', {});
  const { version } = technicians.find(({ id }) => id === tina.id)!;
  const tinaIs = (disabled: boolean, at: number) =>
    here.admin.must('technician:update', { technicianId: tina.id, version: at, disabled });
  // Back again, she is Unavailable.
  await tinaIs(false, (await tinaIs(true, version)).version);
  await pass(2 * HOUR);
  assert.equal(reminders(here.tom) + reminders(tina), 0);
  const { read } = server.app.deps.database;
  const all = read.selectFrom('technicians').select('idle_since').where('id', 'in', [here.tom.id, tina.id]);
  assert.deepEqual(
    (await all.execute()).map(({ idle_since }) => idle_since),
    [null, null],
  );
});

test('[G23] an account sets the time, from then on; 0 is never, and out of bounds is refused', async () => {
  const here = await watched('Setting');
  await pass(3 * HOUR);
  await set(here, 0.5);
  await pass(30 * MINUTE - 1);
  assert.equal((await status(here.tom)).idleSince, null);
  await pass(1);
  assert.equal((await status(here.tom)).idleSince, server.clock.now() - 30 * MINUTE);
  await here.tom.must('availability:confirm', {});
  await set(here, 0);
  assert.equal(await planned(here.tom.id), 0);
  await here.tom.must('availability:set', { available: true });
  await pass(24 * HOUR);
  assert.equal((await status(here.tom)).idleSince, null);
  await set(here, null);
  await pass(4 * HOUR);
  assert.equal((await status(here.tom)).idleSince, server.clock.now() - 4 * HOUR);
  for (const value of [-1, 24.1, '4', true]) await assert.rejects(set(here, value as number), /validation/);
});

test('[G23] what one is asked is not asked of others, here or in another account', async () => {
  const one = await watched('One');
  await pass(HOUR);
  const two = await scene(server, 'Two');
  const tina = await server.technician(one.admin, 'Tina');
  await tina.must('availability:set', { available: true });
  for (const who of [two.tom, tina, one.admin]) await status(who);
  await pass(3 * HOUR);
  await one.tom.socket.hears('availability:reminder');
  for (const who of [two.tom, tina, one.admin]) {
    assert.equal((await status(who)).idleSince, null);
    assert.equal(reminders(who), 0);
  }
});

/** A server of its own, and how to start it again on the same data. */
const restartable = async (context: TestContext): Promise<{ own: TestServer; again(): Promise<void> }> => {
  const run = { own: await TestServer.start(), again: async () => undefined as void };
  run.again = async () => {
    await run.own.stop();
    run.own = await TestServer.start({ folder: run.own.folder });
  };
  context.after(() => run.own.close());
  return run;
};

test('[G23] a restart loses neither a reminder to come nor one that waits for its answer', async (context) => {
  const run = await restartable(context);
  const { tom } = await scene(run.own, 'Lasting');
  const since = run.own.clock.now();
  await run.again();
  await pass(4 * HOUR, run.own);
  assert.equal((await status(await run.own.signIn(tom.email))).idleSince, since);
  await run.again();
  const later = await run.own.signIn(tom.email);
  assert.equal((await status(later)).idleSince, since);
  await later.must('availability:confirm', {});
  assert.equal((await status(later)).idleSince, null);
});

test('[G23] who was Available before there were reminders is counted from the first start with them', async (context) => {
  const run = await restartable(context);
  const { tom } = await scene(run.own, 'Before');
  await run.own.app.deps.database.write(beforeReminders);
  await run.again();
  const since = run.own.clock.now();
  const later = await run.own.signIn(tom.email);
  await pass(4 * HOUR - 1, run.own);
  assert.equal((await status(later)).idleSince, null);
  await pass(1, run.own);
  assert.equal((await status(later)).idleSince, since);
});
