import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { CommandInput } from '#protocol/index';
import { freePort } from '../support/free-port.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY } from '../support/operating.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from '../support/test-database.ts';
import { TestServer } from '../support/test-server.ts';

const MINUTE = 60_000;
const VISITORS_LIMIT = 600_000;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Waiting');
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const own = async (customer: SocketClient) => {
  const current = await customer.must('request:current', {});
  assert.ok('request' in current && current.request);
  return current.request;
};

/** Lets time pass, and what is due then be done. */
const pass = async (milliseconds: number): Promise<void> => {
  server.clock.advance(milliseconds);
  await server.app.worker.settled();
};

/** Offers still to come. */
const planned = async (): Promise<number> => {
  const { read } = server.app.deps.database;
  return (await read.selectFrom('jobs').select('id').where('kind', '=', 'request.offer').execute()).length;
};

type Level = CommandInput<'setting:set'>['level'];
const set = async (level: Level, value: number | null): Promise<void> => {
  const companyId = level.kind === 'company' ? level.companyId : undefined;
  const { settings } = await here.admin.must('setting:list', companyId === undefined ? {} : { companyId });
  const { version } = settings.find(({ key }) => key === 'portal.waitingOffer')!;
  await here.admin.must('setting:set', { key: 'portal.waitingOffer', level, value, version });
};

test('[G23] after three minutes of waiting, and not before, leaving is offered live', async () => {
  const { customer } = await ask(server, here.portal);
  await pass(3 * MINUTE - 1);
  assert.equal((await own(customer)).offered, false);
  await pass(1);
  const { request } = await customer.hears('request:own-changed', ({ request }) => request.offered);
  assert.deepEqual([request.kind, request.live], ['waiting', true]);
  assert.deepEqual(await own(customer), request);
  assert.equal(await planned(), 0);
  const left = await customer.must('request:leave', { requestId: request.id });
  assert.deepEqual([left.request.kind, left.request.offered], ['kept', false]);
});

test('[G23] who is answered in time is offered nothing; who is put back waits anew', async () => {
  const { customer, request } = await ask(server, here.portal);
  const { id: requestId } = request;
  await pass(2 * MINUTE);
  await here.tom.must('request:take', { requestId });
  assert.equal(await planned(), 0);
  await pass(10 * MINUTE);
  await here.tom.must('request:unassign', { requestId });
  await pass(3 * MINUTE - 1);
  assert.equal((await own(customer)).offered, false);
  await pass(1);
  assert.equal((await own(customer)).offered, true);
  // Taken after the offer and put back once more: the old offer is over.
  await here.tom.must('request:take', { requestId });
  assert.equal((await own(customer)).offered, false);
  await here.tom.must('request:unassign', { requestId });
  assert.equal((await own(customer)).offered, false);
  await customer.must('request:withdraw', { requestId });
});

for (const verb of ['leave', 'withdraw'] as const)
  test(`[G23] with "${verb}" the waiting ends, and the offer with it`, async () => {
    const { customer, request } = await ask(server, here.portal);
    assert.equal(await planned(), 1);
    await customer.must(`request:${verb}`, { requestId: request.id });
    assert.equal(await planned(), 0);
    await pass(10 * MINUTE);
    assert.equal((await own(customer)).offered, false);
  });

test('[G23] what else changes meanwhile does not put the offer off', async () => {
  const { customer, request } = await ask(server, here.portal);
  await pass(2 * MINUTE);
  await here.tom.must('availability:set', { available: false });
  await here.tom.must('availability:set', { available: true });
  await pass(MINUTE);
  assert.equal((await own(customer)).offered, true);
  await here.tom.must('availability:set', { available: false });
  await here.tom.must('availability:set', { available: true });
  assert.equal((await own(customer)).offered, true);
  await customer.must('request:withdraw', { requestId: request.id });
});

test('[G23] a portal set Inactive keeps the request and offers nothing', async () => {
  const { customer } = await ask(server, here.portal);
  const update = async (status: 'active' | 'inactive') => {
    const { portals } = await here.admin.must('portal:list', {});
    const { version } = portals.find(({ id }) => id === here.portal.portalId)!;
    await here.admin.must('portal:update', { portalId: here.portal.portalId, version, status });
  };
  await update('inactive');
  assert.equal(await planned(), 0);
  await update('active');
  await pass(10 * MINUTE);
  const request = await own(customer);
  assert.deepEqual([request.kind, request.offered], ['kept', false]);
});

test('[G23] a company’s time comes before the account’s, and 0 is never', async () => {
  const company = { kind: 'company', companyId: here.portal.companyId } as const;
  await set({ kind: 'account' }, 0);
  const first = await ask(server, here.portal);
  assert.equal(await planned(), 0);
  await first.customer.must('request:withdraw', { requestId: first.request.id });

  await set(company, 1);
  const second = await ask(server, here.portal);
  await pass(MINUTE);
  assert.equal((await own(second.customer)).offered, true);
  await second.customer.must('request:withdraw', { requestId: second.request.id });

  const third = await ask(server, here.portal);
  await set(company, 0);
  await pass(10 * MINUTE);
  assert.equal((await own(third.customer)).offered, false);
  await third.customer.must('request:withdraw', { requestId: third.request.id });
  await set(company, null);
  await set({ kind: 'account' }, null);
});

test('[G23] killed between the question and the offer: the next start makes it', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-offer-'));
  context.after(async () => {
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  const env = { SECRET_KEY, PORT: String(await freePort()), ...(await databaseEnv(folder)) };
  const live = await LiveServer.start(context, env);
  const admin = await live.console();
  const portal = await live.portal(admin);
  await admin.must('availability:set', { available: true });
  const level = { kind: 'account' } as const;
  // Three seconds: longer than it takes to be killed.
  await admin.must('setting:set', { key: 'portal.waitingOffer', level, value: 0.05, version: 0 });
  const customer = await live.visit(portal);
  const { token } = await customer.must('visitor:create', { portalId: portal.portalId });
  const { request } = await customer.must('request:open', { name: 'Carla', text: 'Help' });
  await live.kill();
  assert.equal(request.offered, false);
  const database = await openProcessDatabase(folder);
  const jobs = await database.read
    .selectFrom('jobs')
    .select(['key', 'attempts'])
    .where('kind', '=', 'request.offer')
    .execute();
  await database.close();
  assert.deepEqual(
    jobs.map(({ key, attempts }) => [key, attempts]),
    [[request.id, 0]],
  );
  await live.restart();
  const again = await live.visit(portal, token);
  if (!(await own(again)).offered) await again.hears('request:own-changed', ({ request }) => request.offered);
});
