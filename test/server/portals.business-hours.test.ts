import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, scene, type Scene, setPortal } from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

const KEY = 'portal.businessHours';
const office = { zone: 'Europe/Berlin', week: Array.from({ length: 7 }, () => [[540, 1020]]), holidays: [] };
/** Between two things that are asked of a person or an address too often. */
const PAUSE = 600_000;

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

/** Lets time pass up to then, and what is due be done. */
const until = async (text: string): Promise<void> => {
  const time = Date.parse(text);
  assert.ok(time >= server.clock.now());
  server.clock.advance(time - server.clock.now());
  await server.app.worker.settled();
};

interface Watched extends Scene {
  widget: SocketClient;
}
/** A portal with Tom Available, whose widget is open in somebody's browser. */
const watched = async (name: string): Promise<Watched> => {
  server.clock.advance(PAUSE);
  const here = await scene(server, name);
  const widget = await server.visit(here.portal);
  await widget.must('portal:view', { portalId: here.portal.portalId });
  return { ...here, widget };
};
const view = async ({ widget, portal }: Watched) => {
  const answer = await widget.must('portal:view', { portalId: portal.portalId });
  assert.ok('kind' in answer);
  return [answer.kind, answer.opensAt === null ? null : new Date(answer.opensAt).toISOString().slice(0, 16)];
};
/** What an open widget is told while something goes on. */
const turns = async (here: Watched, to: unknown[], run: () => Promise<void>): Promise<void> => {
  const from = here.widget.count('portal:changed');
  await run();
  await here.widget.hears('portal:changed', () => here.widget.count('portal:changed') > from);
  assert.deepEqual(await view(here), to);
};
const planned = async (account: string) => {
  const { read } = server.app.deps.database;
  const rows = await read
    .selectFrom('jobs')
    .select('run_at')
    .where('kind', '=', 'portal.hours')
    .where('key', '=', account)
    .execute();
  return rows.map(({ run_at }) => new Date(run_at).toISOString().slice(0, 16));
};

test('[G19] [G24] outside business hours all count as Unavailable; open widgets follow the setting and the clock', async () => {
  await until('2026-01-05T17:00:00Z');
  const here = await watched('Follows');
  assert.deepEqual(await view(here), ['live-form', null]);
  await turns(here, ['offline-form', '2026-01-06T08:00'], () => setSetting(here.admin, KEY, office));
  await turns(here, ['live-form', null], () => until('2026-01-06T08:00:00Z'));
  await until('2026-01-06T15:59:59.999Z');
  assert.deepEqual(await view(here), ['live-form', null]);
  await turns(here, ['offline-form', '2026-01-07T08:00'], () => until('2026-01-06T16:00:00Z'));
  await turns(here, ['live-form', null], () => setSetting(here.admin, KEY, 'always'));
  assert.deepEqual(await planned(here.account), []);
});

test('[G24] they can only close: within them nobody is live who is not Available, and Inactive wins', async () => {
  await until('2026-01-07T10:00:00Z');
  const here = await watched('Closes');
  await setSetting(here.admin, KEY, office);
  await turns(here, ['offline-form', null], async () => {
    await here.tom.must('availability:set', { available: false });
  });
  await until('2026-01-07T17:00:00Z');
  await here.tom.must('availability:set', { available: true });
  assert.deepEqual(await view(here), ['offline-form', '2026-01-08T08:00']);
  await setPortal(here, { status: 'inactive' });
  await until('2026-01-08T08:00:00Z');
  assert.equal((await view(here))[0], 'closed');
});

test('[G24] a company has hours of its own, also none, and goes back to those of the account', async () => {
  await until('2026-01-08T20:00:00Z');
  const here = await watched('Own');
  await setSetting(here.admin, KEY, office);
  const company = here.portal.companyId;
  await turns(here, ['live-form', null], () => setSetting(here.admin, KEY, 'always', company));
  const night = { ...office, week: office.week.map(() => [[1320, 360]]) };
  await turns(here, ['offline-form', '2026-01-08T21:00'], () => setSetting(here.admin, KEY, night, company));
  await turns(here, ['offline-form', '2026-01-09T08:00'], () => setSetting(here.admin, KEY, null, company));
});

test('[G24] what makes no sense is refused on its field, and nothing changes', async () => {
  const here = await watched('Refused');
  const wrong = { ...office, zone: 'Europe/Atlantis' };
  await assert.rejects(setSetting(here.admin, KEY, wrong), /"value":"?\[?.*invalid|invalid/);
  assert.equal((await view(here))[0], 'live-form');
});

test('[G20] [G22] a submit after the end is kept, although the turn of the hours has not come yet', async () => {
  await until('2026-01-09T12:00:00Z');
  const here = await watched('Late');
  await setSetting(here.admin, KEY, office);
  const { database } = server.app.deps;
  await database.write((tx) =>
    tx
      .updateTable('portals')
      .set({ hours_change_at: server.clock.now() })
      .where('account', '=', here.account)
      .execute(),
  );
  const { socket } = await server.guest(here.portal);
  const { request } = await socket.must('request:open', {
    name: 'Cara',
    email: 'cara@acme.example',
    text: 'Hi',
  });
  assert.deepEqual([request.origin, request.kind], ['offline', 'kept']);
});

test('[G23] who waits when hours end keeps their place, and is told that nobody is there any more', async () => {
  await until('2026-01-12T12:00:00Z');
  const here = await watched('Waits');
  await setSetting(here.admin, KEY, office);
  const { customer } = await ask(server, here.portal);
  await until('2026-01-12T16:00:00Z');
  const now = await customer.must('request:current', {});
  assert.ok('request' in now && now.request);
  assert.deepEqual([now.request.kind, now.request.live], ['waiting', false]);
});

test('[G24] over the change of the clocks, over a holiday, over days the server was asleep', async () => {
  await until('2026-03-27T12:00:00Z');
  const here = await watched('Clocks');
  await setSetting(here.admin, KEY, {
    ...office,
    holidays: [{ date: '2026-04-06', name: 'Easter Monday', hours: [] }],
  });
  const account = here.account;
  assert.deepEqual(await planned(account), ['2026-03-27T16:00']);
  await until('2026-03-28T17:00:00Z');
  assert.deepEqual(await view(here), ['offline-form', '2026-03-29T07:00']);
  await until('2026-03-29T07:00:00Z');
  assert.deepEqual(await view(here), ['live-form', null]);
  await until('2026-04-05T16:00:00Z');
  assert.deepEqual(await view(here), ['offline-form', '2026-04-07T07:00']);
  assert.deepEqual(await planned(account), ['2026-04-07T07:00']);
  // Long after, in one step: what counts is now, not what was missed.
  await until('2026-10-26T08:00:00Z');
  assert.deepEqual(await view(here), ['live-form', null]);
  assert.deepEqual(await planned(account), ['2026-10-26T16:00']);
});

test('[G23] whoever is still Available at the end is asked once; not while another portal of theirs is open', async () => {
  await until('2026-11-02T12:00:00Z');
  const here = await watched('Ends');
  await setSetting(here.admin, KEY, office);
  await until('2026-11-02T16:00:00Z');
  const told = await here.tom.socket.hears('availability:reminder');
  assert.deepEqual([told.hoursOver, told.idleSince], [true, Date.parse('2026-11-02T16:00:00Z')]);
  assert.equal((await here.tom.must('availability:confirm', {})).hoursOver, false);
  const company = await here.admin.must('company:create', { name: 'Round the clock' });
  await here.admin.must('portal:create', {
    companyId: company.id,
    subdomain: 'round-the-clock',
    status: 'active',
  });
  await setSetting(here.admin, KEY, 'always', company.id);
  await setSetting(here.admin, 'availability.reminder', 0);
  await until('2026-11-03T16:00:00Z');
  const status = await here.tom.must('availability:get', {});
  assert.ok('idleSince' in status);
  assert.equal(status.idleSince, null);
  assert.equal(here.tom.socket.count('availability:reminder'), 1);
});

test('[G23] nobody is asked where the account does not want it', async () => {
  await until('2026-11-04T12:00:00Z');
  const here = await watched('Unasked');
  await setSetting(here.admin, 'availability.reminder', 0);
  await setSetting(here.admin, 'availability.reminderAtEnd', false);
  await setSetting(here.admin, KEY, office);
  await until('2026-11-04T16:00:00Z');
  assert.equal((await view(here))[0], 'offline-form');
  assert.equal(here.tom.socket.count('availability:reminder'), 0);
});

test('[G20] who is Available when hours begin gets one summary of what was left; who is not does not', async () => {
  await until('2026-11-05T18:00:00Z');
  const here = await watched('Begins');
  await setSetting(here.admin, KEY, office);
  const { socket } = await server.guest(here.portal);
  await socket.must('request:open', { name: 'Cara', email: 'cara@acme.example', text: 'Tomorrow is fine' });
  const { admin, tom } = here;
  assert.equal(tom.socket.count('notification:request'), 0);
  await until('2026-11-06T08:00:00Z');
  const told = await tom.socket.hears('notification:summary');
  assert.deepEqual(told, { waiting: 0, left: 1, overdue: 0 });
  assert.deepEqual(
    [tom.socket.count('notification:summary'), admin.socket.count('notification:summary')],
    [1, 0],
  );
});
