import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cancelJob,
  deadJobs,
  dropJob,
  finishJob,
  retryJob,
  scheduleJob,
} from '../../server/platform/jobs/index.ts';
import { NOTE, note, textOf, Workshop } from '../support/jobs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('a job runs when it is due and not before, once', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('first', 90_000);
  const worker = await shop.worker();
  await shop.pass(89_999, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(1, worker);
  assert.deepEqual(await shop.notes(), { first: 1 });
  await shop.pass(DAY, worker);
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{ first: 1 }, []]);
});

test('what is due next wakes the worker: nothing else does within the minute', async (context) => {
  const shop = await Workshop.open(context);
  const worker = await shop.worker();
  assert.equal(shop.clock.waiting, 1);
  await shop.schedule('soon', 500);
  // It was not told of it, and the minute is not over.
  await shop.pass(59_999, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.schedule('later', 10_000);
  worker.wake();
  await worker.settled();
  assert.deepEqual(await shop.notes(), { soon: 1 });
  await shop.pass(10_000, worker);
  assert.deepEqual(await shop.notes(), { later: 1, soon: 1 });
  await worker.close(1000);
  assert.equal(shop.clock.waiting, 0);
});

test('[R1] the effect and the end of a job are one: a try that fails leaves neither', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('one', 0);
  let failures = 2;
  const worker = await shop.worker({
    run: (row) =>
      shop.database.write(async (tx) => {
        assert.ok(await finishJob(tx, shop.clock.now(), row, undefined));
        await note(tx, textOf(row));
        if ((failures -= 1) >= 0) throw new Error('not yet');
      }),
  });
  const [waiting] = await shop.jobs();
  assert.deepEqual([waiting?.attempts, waiting?.last_error, waiting?.lease], [1, 'not yet', null]);
  await shop.pass(1000, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(4000, worker);
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{ one: 1 }, []]);
});

test('a job that fails in all its tries is given up, kept and listed; it holds up no other', async (context) => {
  const shop = await Workshop.open(context);
  let broken = true;
  await shop.schedule('bad', 0, { key: 'bad' });
  const worker = await shop.worker({
    jobs: [{ ...NOTE, tries: 3 }],
    run: async (row) => {
      if (textOf(row) === 'bad' && broken) throw new Error('out of order');
      await shop.write(row);
    },
  });
  await shop.schedule('good', 0);
  for (let hours = 0; hours < 3; hours += 1) await shop.pass(HOUR, worker);
  assert.deepEqual(await shop.notes(), { good: 1 });
  const [dead, ...others] = await deadJobs(shop.database.read);
  assert.deepEqual(others, []);
  assert.deepEqual([dead?.key, dead?.attempts, dead?.last_error], ['bad', 3, 'out of order']);
  const id = dead!.id;

  broken = false;
  await shop.pass(DAY, worker);
  assert.deepEqual(await shop.notes(), { good: 1 }, 'given up is given up');
  assert.equal(await shop.database.write((tx) => retryJob(tx, shop.clock.now(), id)), true);
  worker.wake();
  await worker.settled();
  assert.deepEqual(await shop.notes(), { bad: 1, good: 1 });
  assert.equal(await shop.database.write((tx) => retryJob(tx, shop.clock.now(), id)), false);
});

test('what was given up can be dropped; what is alive cannot', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('bad', 0);
  const worker = await shop.worker({
    jobs: [{ ...NOTE, tries: 1 }],
    run: () => Promise.reject(new Error('out of order')),
  });
  await shop.schedule('alive', DAY);
  const [bad, alive] = await shop.jobs();
  const drop = (id: string) => shop.database.write((tx) => dropJob(tx, id));
  assert.deepEqual([await drop(bad!.id), await drop(alive!.id), await drop(bad!.id)], [true, false, false]);
  assert.deepEqual((await shop.jobs()).map(textOf), ['alive']);
  await worker.close(0);
});

test('scheduled again, a key has one job: in the place of the old one, or left as it is', async (context) => {
  const shop = await Workshop.open(context);
  const worker = await shop.worker();
  const key = 'same';
  await shop.schedule('old', MINUTE, { key });
  await shop.schedule('new', 2 * MINUTE, { key });
  await shop.schedule('kept out', 0, { key, again: 'keep' });
  await shop.schedule('another key', 2 * MINUTE, { key: 'other' });
  await shop.schedule('no key', 2 * MINUTE);
  await shop.schedule('no key either', 2 * MINUTE);
  await shop.pass(MINUTE, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(MINUTE, worker);
  assert.deepEqual(await shop.notes(), { 'another key': 1, new: 1, 'no key': 1, 'no key either': 1 });
});

test('what was given up makes room for the next of its key', async (context) => {
  const shop = await Workshop.open(context);
  const jobs = [{ ...NOTE, tries: 1 }];
  await shop.schedule('bad', 0, { key: 'same' });
  const broken = await shop.worker({ jobs, run: () => Promise.reject(new Error('out of order')) });
  await broken.close(0);
  assert.equal((await deadJobs(shop.database.read)).length, 1);
  await shop.schedule('next', 0, { key: 'same', again: 'keep' });
  await shop.worker({ jobs });
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{ next: 1 }, []]);
});

test('cancelled, a job never runs; another kind’s of the same key does', async (context) => {
  const shop = await Workshop.open(context);
  const worker = await shop.worker();
  await shop.schedule('gone', MINUTE, { key: 'same' });
  await shop.schedule('stays', MINUTE, { key: 'other' });
  await shop.database.write(async (tx) => {
    await cancelJob(tx, NOTE, 'same');
    await cancelJob(tx, { kind: 'note.read' }, 'other');
  });
  await shop.pass(MINUTE, worker);
  assert.deepEqual(await shop.notes(), { stays: 1 });
});

for (const [how, wanted] of [
  ['replaced', { new: 1 }],
  ['cancelled', {}],
] as const)
  test(`a job that is ${how} while its try is under way changes nothing any more`, async (context) => {
    const shop = await Workshop.open(context);
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    await shop.schedule('old', 0, { key: 'same' });
    const started = shop.worker({
      run: async (row) => {
        begun.resolve();
        if (textOf(row) === 'old') await gate.promise;
        await shop.write(row);
      },
    });
    await begun.promise;
    if (how === 'replaced') await shop.schedule('new', 0, { key: 'same' });
    else await shop.database.write((tx) => cancelJob(tx, NOTE, 'same'));
    gate.resolve();
    await started;
    assert.deepEqual([await shop.notes(), await shop.jobs()], [wanted, []]);
  });

test('a job of a transaction that is rolled back was never there', async (context) => {
  const shop = await Workshop.open(context);
  const failing = shop.database.write(async (tx) => {
    await scheduleJob(tx, 0, NOTE, { account: null, at: 0, payload: { text: 'never' } });
    throw new Error('changed my mind');
  });
  await assert.rejects(failing, /changed my mind/);
  await shop.worker();
  assert.deepEqual([await shop.notes(), await shop.jobs()], [{}, []]);
});

test('a kind this version does not know waits for one that does', async (context) => {
  const shop = await Workshop.open(context);
  await shop.schedule('later', 0);
  const older = await shop.worker({ jobs: [{ kind: 'note.read' }] });
  await shop.pass(DAY, older);
  const [job] = await shop.jobs();
  assert.deepEqual([job?.attempts, job?.dead_at], [0, null]);
  await older.close(0);
  await shop.worker();
  assert.deepEqual(await shop.notes(), { later: 1 });
});
