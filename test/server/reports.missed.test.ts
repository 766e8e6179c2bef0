import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { ask, scene, setPortal, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: TestServer;
let here: Scene;
let foreign: Scene;
/** Of another company. */
let side: Scene['portal'];
/** Where this test’s time begins. */
let from: number;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Missed');
  foreign = await scene(server, 'Foreign');
  side = await server.portal(here.admin, 'missed-side');
});
beforeEach(async () => {
  server.clock.advance(HOUR);
  from = server.clock.now();
  await here.tom.must('availability:set', { available: true });
});
after(() => server.close());

const report = (of: { companyId?: string; to?: number } = {}) =>
  here.admin.must('report:missed', { from, to: server.clock.now() + 1, ...of });
const served = async (minutes: number, portal = here.portal): Promise<void> => {
  const { request } = await ask(server, portal);
  server.clock.advance(minutes * MINUTE);
  await here.tom.must('request:take', { requestId: request.id });
  await here.tom.must('request:close', { requestId: request.id });
};

test('[G24] nothing asked is nothing missed', async () => {
  assert.deepEqual(await report(), {
    asked: 0,
    answered: 0,
    missed: 0,
    waiting: 0,
    typicalWait: null,
    requests: [],
  });
});

test('[G24] what was answered while its customer waited is not missed; half waited no longer than told', async () => {
  for (const minutes of [1, 10, 3]) await served(minutes);
  const { asked, answered, missed, typicalWait } = await report();
  assert.deepEqual([asked, answered, missed, typicalWait], [3, 3, 0, 3 * MINUTE]);
});

test('[G24] missed: left while nobody was there, left after waiting, taken back; with how long, and what became of it', async () => {
  const waiting = await ask(server, here.portal, { name: 'Waits on' });
  const patient = await ask(server, here.portal, { name: 'Leaves it' });
  const hasty = await ask(server, here.portal, { name: 'Takes it back' });
  server.clock.advance(2 * MINUTE);
  await hasty.customer.must('request:withdraw', { requestId: hasty.request.id });
  server.clock.advance(2 * MINUTE);
  await patient.customer.must('request:leave', { requestId: patient.request.id });
  await here.tom.must('availability:set', { available: false });
  await ask(server, here.portal, { name: 'Finds nobody' });
  await here.tom.must('availability:set', { available: true });
  await here.tom.must('request:take', { requestId: patient.request.id });
  const { requests, ...figures } = await report();
  assert.deepEqual(figures, { asked: 4, answered: 0, missed: 3, waiting: 1, typicalWait: null });
  assert.deepEqual(
    requests.map(({ customer, reason, waited, status, technician }) => [
      customer,
      reason,
      waited,
      status,
      technician,
    ]),
    [
      ['Finds nobody', 'left', null, 'new', null],
      ['Takes it back', 'taken_back', 2 * MINUTE, 'abandoned', null],
      ['Leaves it', 'left_waiting', 4 * MINUTE, 'active', 'Tom'],
    ],
  );
  await here.tom.must('request:take', { requestId: waiting.request.id });
  const later = await report();
  assert.deepEqual([later.answered, later.waiting], [1, 0]);
});

test('[G23, G24] who waits while the portal goes Inactive was missed', async () => {
  await ask(server, here.portal);
  server.clock.advance(MINUTE);
  await setPortal(here, { status: 'inactive' });
  await setPortal(here, { status: 'active' });
  const { requests } = await report();
  assert.deepEqual(
    requests.map(({ reason, waited }) => [reason, waited]),
    [['left_waiting', MINUTE]],
  );
});

test('[G24] of one company, of a period, without spam', async () => {
  const { customer, request } = await ask(server, here.portal);
  await customer.must('request:withdraw', { requestId: request.id });
  const other = await ask(server, side);
  await other.customer.must('request:withdraw', { requestId: other.request.id });
  assert.equal((await report()).missed, 2);
  assert.deepEqual(
    (await report({ companyId: side.companyId })).requests.map(({ company }) => company.id),
    [side.companyId],
  );
  await here.tom.must('request:mark-spam', { requestId: other.request.id, spam: true, block: [] });
  assert.deepEqual([(await report()).asked, (await report()).missed], [1, 1]);
  server.clock.advance(HOUR);
  await served(1);
  const until = server.clock.now() - HOUR;
  assert.equal((await report({ to: until })).asked, 1);
  assert.equal((await report()).asked, 2);
});

test('[G26] for admins, of their own account', async () => {
  const period = { from: 0, to: HOUR };
  refused(await here.tom.socket.call('report:missed', period), 'forbidden');
  const companyId = foreign.portal.companyId;
  refused(await here.admin.socket.call('report:missed', { ...period, companyId }), 'not_found');
  refused(
    await here.admin.socket.call('report:missed', { ...period, companyId: newCommandId() }),
    'not_found',
  );
  refused(await here.admin.socket.call('report:missed', { from: HOUR, to: HOUR }), 'validation');
  refused(await here.admin.socket.call('report:missed', { from: 0, to: 367 * 24 * HOUR }), 'validation');
});
