import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseAfter, TRIES } from '../../../server/platform/jobs/back-off.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

const rows: [attempt: number, least: number, most: number][] = [
  [1, 0.5 * SECOND, SECOND],
  [2, 2 * SECOND, 4 * SECOND],
  [3, 8 * SECOND, 16 * SECOND],
  [4, 32 * SECOND, 64 * SECOND],
  [6, 512 * SECOND, 1024 * SECOND],
  [7, HOUR / 2, HOUR],
  [10, HOUR / 2, HOUR],
  [2000, HOUR / 2, HOUR],
];

for (const [attempt, least, most] of rows)
  test(`after try ${attempt} the pause is from ${least / SECOND} s to ${most / SECOND} s`, () => {
    assert.equal(pauseAfter(attempt, 0), least);
    assert.equal(pauseAfter(attempt, 1), most);
    assert.equal(pauseAfter(attempt, 0.5), (least + most) / 2);
  });

test('all tries of a job last for some hours, and for no day', () => {
  const pauses = Array.from({ length: TRIES - 1 }, (_, n) => pauseAfter(n + 1, 1));
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / HOUR;
  assert.ok(hours > 2 && hours < 6, String(hours));
});
