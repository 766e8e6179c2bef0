import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from './report.ts';
import { apply, mutantNamed, MUTANTS } from './mutants/mutants.ts';
import { isFound, runMutant } from './mutants/run-mutant.ts';

/** The promise each of them breaks. */
const PROMISES: Record<string, string> = {
  'ack before commit': 'R2',
  'push before commit': 'R6',
  'no idempotency key': 'R1',
  'no resume': 'R5',
  'connection state recovery alone': 'R5',
};

for (const mutant of MUTANTS)
  test(`[${PROMISES[mutant.name]}] ${mutant.name}: found by ${mutant.expects}`, async () => {
    const outcome = await runMutant(mutant, 'sqlite');
    assert.ok(isFound(mutant, outcome), JSON.stringify(outcome));
    assert.ok(explain(outcome).length > 0);
  });

test('[R5] connection state recovery alone makes up for lost connections: what it is found by is the server’s death', async () => {
  const outcome = await runMutant(mutantNamed('connection state recovery alone'), 'sqlite', true);
  assert.equal(outcome.verdict, 'pass', JSON.stringify(outcome));
});

test('a mutant whose text is gone, or there twice, is refused', () => {
  const edit = { file: 'some.ts', from: 'a()', to: 'b()' };
  assert.equal(apply('a(); c()', [edit]), 'b(); c()');
  assert.throws(() => apply('c()', [edit]), /some\.ts has 0 times, not once: a\(\)/);
  assert.throws(() => apply('a(); a()', [edit]), /some\.ts has 2 times/);
});
