import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deadJobs, scheduleJob, type JobRow } from '../../server/platform/jobs/index.ts';
import { claimJobs } from '../../server/platform/jobs/rows.ts';
import { NOTE, textOf, Workshop } from '../support/jobs.ts';

const LEASE = 30_000;
const RUN_JOBS = join(import.meta.dirname, '..', 'support', 'run-jobs.ts');

/** Names of so many notes, each of them to be written once. */
const texts = (count: number) =>
  Array.from({ length: count }, (_, n) => `note ${String(n).padStart(4, '0')}`);
const allOnce = (names: string[]) => Object.fromEntries(names.map((text) => [text, 1]));

const scheduleAll = (shop: Workshop, names: string[]): Promise<void> =>
  shop.database.write(async (tx) => {
    const now = shop.clock.now();
    for (const text of names) await scheduleJob(tx, now, NOTE, { account: null, at: now, payload: { text } });
  });

/** A worker with one try under way, which waits for the gate. */
const busy = async (shop: Workshop, text: string) => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<AbortSignal>();
  const worker = await shop.worker({
    run: async (row, signal) => {
      begun.resolve(signal);
      await gate.promise;
      await shop.write(row);
    },
  });
  await shop.schedule(text, 0);
  worker.wake();
  return { gate, worker, signal: await begun.promise };
};

/** Until when the only job is somebody's. */
const leasedUntil = async (shop: Workshop): Promise<number> => (await shop.jobs())[0]?.lease_until ?? 0;

test('two processes’ workers on one database do each of 1,000 jobs once, and both take part', async (context) => {
  const shop = await Workshop.open(context);
  const [one, other] = [shop.database, await shop.beside()];
  const names = texts(1000);
  await scheduleAll(shop, names);
  const tries: [JobRow[], JobRow[]] = [[], []];
  const workers = await Promise.all(
    [one, other].map((database, index) =>
      shop.worker({
        database,
        run: async (row) => {
          tries[index]!.push(row);
          await shop.write(row, database);
        },
      }),
    ),
  );
  while ((await shop.jobs()).length > 0) {
    // One may have found everything taken for the moment.
    for (const worker of workers) worker.wake();
    await shop.pass(1000, ...workers);
  }
  assert.deepEqual(await shop.notes(), allOnce(names));
  const tried = tries.flat().map(({ id }) => id);
  assert.equal(new Set(tried).size, tried.length, 'a job was tried by both');
  assert.ok(tries[0].length > 0 && tries[1].length > 0, `${tries[0].length} and ${tries[1].length}`);
});

test('[R10] a job of a process that is gone is taken over after its lease, and not before', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('left', 0);
  const take = { kinds: [NOTE.kind], except: [], limit: 1, until: shop.clock.now() + LEASE };
  await shop.database.write((tx) => claimJobs(tx, shop.clock.now(), take));
  const worker = await shop.worker();
  await shop.pass(LEASE - 1, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(1, worker);
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{ left: 1 }, []]);
});

test('who comes back after their lease finds the job another’s and changes nothing', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('once', 0);
  const take = { kinds: [NOTE.kind], except: [], limit: 1, until: shop.clock.now() + LEASE };
  const [late] = await shop.database.write((tx) => claimJobs(tx, shop.clock.now(), take));
  await shop.pass(LEASE);
  await shop.worker();
  await shop.write(late!);
  assert.deepEqual(await shop.notes(), { once: 1 });
});

test('a try that takes long keeps its job', async (context) => {
  const shop = await Workshop.open(context);
  const { gate, worker } = await busy(shop, 'long');
  const other = await shop.worker({ database: await shop.beside() });
  for (let seconds = 0; seconds < 90; seconds += 10) {
    shop.clock.advance(10_000);
    while ((await leasedUntil(shop)) < shop.clock.now() + LEASE) await nextTurn();
    await other.settled();
  }
  assert.deepEqual(await shop.notes(), {});
  gate.resolve();
  await worker.settled();
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{ long: 1 }, []]);
});

test('a job that ends the process with it is given up too', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('poison', 0);
  // Three processes took it and were not heard of again.
  for (let n = 0; n < 3; n += 1) {
    const take = { kinds: [NOTE.kind], except: [], limit: 1, until: shop.clock.now() + LEASE };
    assert.equal((await shop.database.write((tx) => claimJobs(tx, shop.clock.now(), take))).length, 1);
    await shop.pass(LEASE);
  }
  const worker = await shop.worker({ jobs: [{ ...NOTE, tries: 3 }] });
  await shop.pass(LEASE, worker);
  const [dead] = await deadJobs(shop.database.read);
  assert.match(String(dead?.last_error), /ended during the last try/);
  assert.deepEqual(await shop.notes(), {});
});

test('closing waits for the tries under way and begins no other', async (context) => {
  const shop = await Workshop.open(context);
  const { gate, worker, signal } = await busy(shop, 'under way');
  let closed = false;
  const closing = worker.close(5000).then(() => (closed = true));
  await shop.schedule('waiting', 0);
  worker.wake();
  await nextTurn();
  assert.equal(closed, false);
  gate.resolve();
  await closing;
  await shop.pass(60_000, worker);
  assert.deepEqual(await shop.notes(), { 'under way': 1 });
  assert.deepEqual((await shop.jobs()).map(textOf), ['waiting']);
  assert.deepEqual([signal.aborted, shop.clock.waiting], [false, 0]);
});

test('closing tells what does not end in time to stop, and leaves its job to others', async (context) => {
  const shop = await Workshop.open(context);
  const { gate, worker, signal } = await busy(shop, 'endless');
  await worker.close(20);
  assert.equal(signal.aborted, true);
  assert.deepEqual((await shop.jobs()).map(textOf), ['endless']);
  gate.resolve();
  await worker.settled();
});

test('[R1] killed in the middle of 1,000 jobs, again and again: each is done once in the end', async (context) => {
  const shop = await Workshop.open(context);
  const names = texts(1000);
  await scheduleAll(shop, names);
  // The process has the file to itself while it runs.
  const second = await shop.beside();
  await shop.release();
  for (const after of [1, 100, 300]) {
    const child = spawn(process.execPath, ['-C', 'source', RUN_JOBS, shop.folder], {
      cwd: join(import.meta.dirname, '..', '..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines = 0;
    for await (const chunk of child.stdout) {
      lines += String(chunk).split('\n').length - 1;
      if (lines >= after) break;
    }
    child.kill('SIGKILL');
    if (child.signalCode === null) await once(child, 'close');
    assert.equal(child.signalCode, 'SIGKILL');
  }
  const left = await second.read.selectFrom('jobs').selectAll().execute();
  assert.ok(left.length > 0 && left.length < 1000, `${left.length} were left`);
  // Real time was the processes' own: past every lease of theirs.
  shop.clock.advance(Date.now() + LEASE - shop.clock.now());
  const worker = await shop.worker({ database: second });
  await worker.settled();
  const rows = await second.read.selectFrom('settings').select(['key', 'version']).orderBy('key').execute();
  assert.deepEqual(Object.fromEntries(rows.map(({ key, version }) => [key, version])), allOnce(names));
});
