import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NotifyQueue } from '../../../server/transport/cluster/notify-queue.ts';

/** A queue over a database that answers or fails as told, with the pauses between tries passed at once. */
const queue = (works: (payloads: string[], attempt: number) => boolean) => {
  const told: string[][] = [];
  const counts = { attempts: 0, failures: 0, lost: 0 };
  const made = new NotifyQueue(
    async (_text, values) => {
      const payloads = values[1] as string[];
      counts.attempts += 1;
      if (!works(payloads, counts.attempts)) throw new Error('not now');
      told.push(payloads);
    },
    () => (counts.failures += 1),
    () => (counts.lost += 1),
    () => nextTurn(),
  );
  const add = (...payloads: string[]) => Promise.all(payloads.map((payload) => made.add(['room', payload])));
  const until = async (done: () => boolean): Promise<void> => {
    for (let turn = 0; !done(); turn += 1) {
      assert.ok(turn < 1000, `not reached: ${JSON.stringify(counts)}`);
      await nextTurn();
    }
  };
  return { made, told, counts, add, until };
};

test('what comes together is told in one statement, and in the order given', async () => {
  const { told, counts, add, until } = queue(() => true);
  await add('1', '2', '3');
  await until(() => told.length > 0);
  assert.deepEqual([told, counts.attempts], [[['1', '2', '3']], 1]);
});

test('[R5] what could not be told is told again, before what came meanwhile; nothing is missing then', async () => {
  const { told, counts, add, until } = queue((_payloads, attempt) => attempt > 3);
  await add('1', '2');
  await until(() => counts.failures === 2);
  await add('3');
  await until(() => told.flat().length === 3);
  assert.deepEqual([told.flat(), counts.failures, counts.lost], [['1', '2', '3'], 3, 0]);
});

test('[R5] one that cannot be told at all is given up, holds nothing up, and others are told that something is missing', async () => {
  const { told, counts, add, until } = queue((payloads) => !payloads.includes('bad'));
  await add('bad');
  await until(() => counts.failures === 1);
  await add('beside it');
  await until(() => counts.failures === 20);
  await add('later');
  await until(() => told.flat().includes('later'));
  assert.equal(counts.lost, 1);
});

test('[S13] more than is kept goes, and others are told; told to stop, it does not try for ever', async () => {
  let works = false;
  const { made, told, counts, add, until } = queue(() => works);
  await add(...Array.from({ length: 20_600 }, (_, n) => String(n)));
  await until(() => counts.failures > 0);
  works = true;
  await until(() => counts.lost === 1);
  assert.ok(told.flat().length < 1200);
  works = false;
  await add('last');
  const closed = made.close();
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  await until(() => isClosed);
});
