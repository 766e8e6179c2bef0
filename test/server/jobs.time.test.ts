import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishJob, type JobRow } from '../../server/platform/jobs/index.ts';
import { note, Workshop } from '../support/jobs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SWEEP = { kind: 'floor.sweep', every: HOUR };

/** A try of a recurring job. */
const sweep = (shop: Workshop, fails = () => false) => ({
  jobs: [SWEEP],
  run: (row: JobRow) =>
    shop.database.write(async (tx) => {
      assert.ok(await finishJob(tx, shop.clock.now(), row, SWEEP.every));
      await note(tx, 'swept');
      if (fails()) throw new Error('no broom');
    }),
});

test('a recurring job comes after each interval, also over a restart', async (context) => {
  const shop = await Workshop.open(context);
  const first = await shop.worker(sweep(shop));
  await shop.pass(HOUR - 1, first);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(1, first);
  assert.deepEqual(await shop.notes(), { swept: 1 });
  await shop.pass(HOUR / 2, first);
  await first.close(0);
  const second = await shop.worker(sweep(shop));
  await shop.pass(HOUR / 2, second);
  assert.deepEqual(await shop.notes(), { swept: 2 });
  assert.equal((await shop.jobs()).length, 1);
});

test('a recurring job that fails is tried again, never more rarely than its interval, and never given up', async (context) => {
  const shop = await Workshop.open(context);
  let tries = 0;
  const worker = await shop.worker(sweep(shop, () => (tries += 1) <= 25));
  await shop.pass(HOUR, worker);
  assert.equal(tries, 1);
  for (let n = 0; n < 25; n += 1) await shop.pass(HOUR, worker);
  const [job] = await shop.jobs();
  assert.deepEqual([tries, await shop.notes(), job?.dead_at, job?.attempts], [26, { swept: 1 }, null, 0]);
});

test('set forward by a month, the clock brings what is due once, not for every hour missed', async (context) => {
  const shop = await Workshop.open(context);
  const worker = await shop.worker(sweep(shop));
  await shop.pass(30 * DAY, worker);
  assert.deepEqual(await shop.notes(), { swept: 1 });
  const [job] = await shop.jobs();
  assert.equal(job?.run_at, shop.clock.now() + HOUR);
});

test('set back by a month, the clock puts a recurring job off for its interval at most, from the next start on', async (context) => {
  const shop = await Workshop.open(context);
  const before = await shop.worker(sweep(shop));
  shop.clock.advance(-30 * DAY);
  await before.close(0);
  const worker = await shop.worker(sweep(shop));
  await shop.pass(HOUR, worker);
  assert.deepEqual(await shop.notes(), { swept: 1 });
});

test('set back and forward during a try, the clock makes no second one beside it', async (context) => {
  const shop = await Workshop.open(context);
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let tries = 0;
  await shop.schedule('slow', 0);
  const starting = shop.worker({
    run: async (row) => {
      tries += 1;
      begun.resolve();
      await gate.promise;
      await shop.write(row);
    },
  });
  await begun.promise;
  for (const jump of [-DAY, 2 * DAY, 5000]) {
    shop.clock.advance(jump);
    // A write of ours is behind every look and renewal that the jump brought about.
    await shop.schedule('another day', 30 * DAY, { key: 'other' });
  }
  gate.resolve();
  await (await starting).settled();
  assert.deepEqual([tries, await shop.notes(), (await shop.jobs()).length], [1, { slow: 1 }, 1]);
});
