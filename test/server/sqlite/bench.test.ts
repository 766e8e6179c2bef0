import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { holds, median, quantile, type Outcome } from '../../bench/figure.ts';

const BENCH = join(import.meta.dirname, '../../bench/bench.ts');

/** Runs the bench for a moment; how fast anything was means nothing here. */
const bench = async (...args: string[]): Promise<{ lines: string[]; status: unknown }> => {
  const child = spawn(process.execPath, ['-C', 'source', BENCH, '--quick', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_TEST_CONTEXT: '' },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { lines: text.trimEnd().split('\n'), status };
};

test('the bench measures durable messages against the echo, and fails over a budget', async () => {
  const { lines, status } = await bench('throughput');
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome & { verdict: string });
  assert.deepEqual(
    outcomes.map(({ budget }) => budget),
    [0.35],
  );
  for (const { value, details } of outcomes) {
    assert.ok(value > 0 && Number.isFinite(value), `${value}`);
    assert.ok(
      Object.values(details).every((detail) => typeof detail === 'string' || Number.isFinite(detail)),
    );
  }
  const isOver = outcomes.some(({ value, good, budget }) => !holds(value, good, budget));
  assert.equal(status, isOver ? 1 : 0);
  assert.deepEqual(
    outcomes.map(({ verdict }) => verdict === 'OVER BUDGET'),
    outcomes.map(({ value, good, budget }) => !holds(value, good, budget)),
  );
});

test('a median is the middle one, and a bound is kept on its own side', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2);
  assert.equal(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99), 10);
  assert.deepEqual([holds(0.35, 'at least', 0.35), holds(0.34, 'at least', 0.35)], [true, false]);
  assert.deepEqual([holds(3, 'at most', 3), holds(1000, 'below', 1000)], [true, false]);
});
