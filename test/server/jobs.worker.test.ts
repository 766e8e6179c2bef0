import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '#protocol/errors';
import type { Database } from '../../server/platform/database/index.ts';
import { Workshop } from '../support/jobs.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('[S13] sixteen tries are under way at once, and the next begins when one ends', async (context) => {
  const shop = await Workshop.open(context);
  const gates: (() => void)[] = [];
  let full = Promise.withResolvers<void>();
  let isOpen = false;
  const worker = await shop.worker({
    run: async (row) => {
      const gate = Promise.withResolvers<void>();
      gates.push(gate.resolve);
      if (gates.length >= 16) full.resolve();
      if (!isOpen) await gate.promise;
      await shop.write(row);
    },
  });
  for (let n = 0; n < 20; n += 1) await shop.schedule(`note ${n}`, 0);
  worker.wake();
  await full.promise;
  // Another look.
  worker.wake();
  await shop.schedule('later', MINUTE);
  assert.equal(gates.length, 16);
  full = Promise.withResolvers<void>();
  gates.shift()!();
  await full.promise;
  assert.equal(gates.length, 16);
  isOpen = true;
  for (const open of gates) open();
  await worker.settled();
  assert.equal(Object.keys(await shop.notes()).length, 20);
});

test('a database that is busy for a moment puts a look off by a second, and costs no try', async (context) => {
  const shop = await Workshop.open(context);
  let failures = 0;
  const flaky: Database = {
    ...shop.database,
    write: (fn, sender) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new AppError('busy')) : shop.database.write(fn, sender);
    },
  };
  const worker = await shop.worker({ database: flaky, run: (row) => shop.write(row) });
  await shop.schedule('patient', 0);
  failures = 2;
  worker.wake();
  await worker.settled();
  const [waiting] = await shop.jobs();
  assert.deepEqual([waiting?.attempts, waiting?.last_error], [0, null]);
  await shop.pass(SECOND, worker);
  assert.deepEqual(await shop.notes(), {});
  await shop.pass(SECOND, worker);
  assert.deepEqual(await shop.notes(), { patient: 1 });
});

test('a try that takes longer than ten minutes is told to stop', async (context) => {
  const shop = await Workshop.open(context);
  const told = Promise.withResolvers<AbortSignal>();
  const worker = await shop.worker({
    run: (_row, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('too long')));
        told.resolve(signal);
      }),
  });
  await shop.schedule('endless', 0);
  worker.wake();
  const signal = await told.promise;
  shop.clock.advance(10 * MINUTE);
  assert.equal(signal.aborted, false);
  // Seen with a renewal, each of which comes ten seconds after the one before.
  while (!signal.aborted) {
    await nextTurn();
    shop.clock.advance(10 * SECOND);
  }
  await worker.settled();
  const [endless] = await shop.jobs();
  assert.deepEqual([endless?.attempts, endless?.last_error], [1, 'too long']);
});
