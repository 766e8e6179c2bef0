import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import type { Deps, DomainEvent, Job } from '../../server/features/feature.ts';
import type { Database } from '../../server/platform/database/index.ts';
import { newId } from '../../server/platform/ids.ts';
import { deadJobs, scheduleJob } from '../../server/platform/jobs/index.ts';
import { createLog } from '../../server/platform/log.ts';
import { storeEvent } from '../../server/platform/outbox.ts';
import { createChange } from '../../server/transport/change.ts';
import { createJobRunner } from '../../server/transport/jobs.ts';
import { createPublisher } from '../../server/transport/publisher.ts';
import { note, openElsewhere, Workshop } from '../support/jobs.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const HOUR = 3_600_000;
const LEASE = 30_000;

let server: TestServer;
let here: Scene;
let database: Database;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Jobs');
  ({ database } = server.app.deps);
});
after(() => server.close());

const pass = async (milliseconds: number): Promise<void> => {
  server.clock.advance(milliseconds);
  await server.app.worker.settled();
};

/** A change of the technician's menu by another process: its event waits for its holder, or for whoever sees it. */
const renamedElsewhere = async (other: Database, holder: string | null): Promise<void> => {
  const { account } = here;
  await other.write(async (tx) => {
    const event = { type: 'availability.changed', account, technicianId: here.tom.id, switched: false };
    await tx
      .updateTable('technicians')
      .set((e) => ({ view_version: e('view_version', '+', 1) }))
      .where('account', '=', account)
      .where('id', '=', here.tom.id)
      .execute();
    await storeEvent(tx, server.clock.now(), event, holder);
  });
};

test('[R6] what another process committed and nobody holds is published within a second, once', async () => {
  await here.tom.must('availability:get', {});
  const { version } = await here.tom.socket.hears('availability:changed');
  const other = await openElsewhere(server.folder);
  const next = here.tom.socket.hears('availability:changed', (view) => view.version > version);
  await renamedElsewhere(other, null);
  await other.close();
  await pass(1000);
  const heard = await next;
  // Nor again when its lease is over: it is forgotten.
  for (let seconds = 0; seconds < 31; seconds += 1) await pass(1000);
  await here.tom.must('availability:set', { sound: false });
  const views = here.tom.socket.heard.filter(({ event }) => event === 'availability:changed');
  const versions = views.map(({ payload }) => (payload as { version: number }).version);
  assert.equal(versions.filter((seen) => seen === heard.version).length, 1);
});

test('[R6] [R10] what another process holds is its own until its lease is over', async () => {
  const { version } = (await here.tom.must('availability:set', { sound: true })) as { version: number };
  const isNext = (view: { version: number }) => view.version > version;
  const other = await openElsewhere(server.folder);
  await renamedElsewhere(other, newId());
  await other.close();
  await pass(LEASE - 1);
  await here.tom.must('availability:get', {});
  assert.equal(
    here.tom.socket.heard.some(({ payload }) => isNext(payload as { version: number })),
    false,
  );
  // The thirtieth look at the latest comes whatever the database says.
  const heard = here.tom.socket.hears('availability:changed', isNext);
  for (let seconds = 0; seconds < 31; seconds += 1) await pass(1000);
  await heard;
});

for (const payload of ['not JSON', '{"of":"a later version"}', '[]'])
  test(`a job whose row says ${payload} fails its tries and is given up; the server goes on`, async () => {
    const id = newId();
    const job = { kind: 'request.offer', key: id, account: here.account, attempts: 0 };
    const now = server.clock.now();
    await database.write((tx) =>
      tx
        .insertInto('jobs')
        .values({ ...job, id, payload, run_at: now, created_at: now })
        .execute(),
    );
    server.app.worker.wake();
    for (let n = 0; n < 12; n += 1) await pass(HOUR);
    const dead = (await deadJobs(database.read)).find((row) => row.id === id);
    assert.match(String(dead?.last_error), /another version wrote it/);
    const { request } = await ask(server, here.portal);
    assert.equal(request.kind, 'waiting');
  });

/** A runner for one job on a database of its own. */
const runnerFor = (shop: Workshop, job: Job, published: string[] = []) => {
  const deps = { database: shop.database, clock: shop.clock, log: createLog('silent') } as unknown as Deps;
  const hearing = {
    publishers: { 'request.opened': (event: DomainEvent) => void published.push(event.account) },
  };
  const publisher = createPublisher(deps, [hearing], {} as never);
  return { jobs: [job], run: createJobRunner(deps, createChange(deps, [], publisher), [job]) };
};

test('what a job does outside is done again where its rows fail; its rows and its news are there once', async (context) => {
  const shop = await Workshop.open(context);
  const payload = z.object({ text: z.string() });
  let mails = 0;
  let failures = 1;
  const published: string[] = [];
  const mail: Job<{ text: string }> = {
    kind: 'mail.send',
    payload,
    outside: async () => void (mails += 1),
    run: async ({ text }, { db, emit }) => {
      await note(db, text);
      emit({ type: 'request.opened', account: text, requestId: '' });
      if ((failures -= 1) >= 0) throw new Error('not yet');
    },
  };
  await shop.database.write((tx) =>
    scheduleJob(tx, 0, mail, { account: null, at: 0, payload: { text: 'hello' } }),
  );
  const worker = await shop.worker(runnerFor(shop, mail as Job, published));
  assert.deepEqual([mails, await shop.notes(), published], [1, {}, []]);
  await shop.pass(1000, worker);
  assert.deepEqual([mails, await shop.notes(), published], [2, { hello: 1 }, ['hello']]);
  assert.deepEqual(await shop.jobs(), []);
});
