import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedFlags, isFeatureFlag, sections } from '../../../server/features/plans/plans.rules.ts';

const CASES: [string, string[], [string, boolean][], string[]][] = [
  ['no plan and no word', [], [], []],
  ['a plan alone', ['assistant', 'ticketing'], [], ['ticketing', 'assistant']],
  ['a word for more than the plan', ['ticketing'], [['software', true]], ['ticketing', 'software']],
  ['a word against the plan', ['ticketing', 'software'], [['software', false]], ['ticketing']],
  ['flags of another version', ['telepathy'], [['clairvoyance', true]], []],
];
for (const [name, plan, own, expected] of CASES)
  test(`[A33] [T9] what an account is allowed: ${name}`, () => {
    assert.deepEqual(allowedFlags(plan, new Map(own)), expected);
  });

test('[A33] what is allowed is not asked for any more', () => {
  const shown = sections(['assistant'], new Map([['assistant', 5], ['software', 7]])); // prettier-ignore
  const of = (flag: string) => shown.find((section) => section.flag === flag);
  assert.deepEqual(of('assistant'), { flag: 'assistant', allowed: true, built: false, askedAt: null });
  assert.deepEqual(of('software'), { flag: 'software', allowed: false, built: false, askedAt: 7 });
  assert.deepEqual(of('ticketing'), { flag: 'ticketing', allowed: false, built: false, askedAt: null });
});

test('[A33] a name is a flag only where the table has it', () => {
  assert.deepEqual(['assistant', 'toString', ''].map(isFeatureFlag), [true, false, false]);
});
