import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from '../../../server/features/threads/threads.rules.ts';

type Said = { delivered: number; read: number };
const LAST = 10;
const CASES: [string, Said | undefined, Said, Said | null][] = [
  ['the first mark counts', undefined, { delivered: 3, read: 2 }, { delivered: 3, read: 2 }],
  ['nothing said is nothing new', undefined, { delivered: 0, read: 0 }, null],
  ['both grow', { delivered: 3, read: 2 }, { delivered: 5, read: 4 }, { delivered: 5, read: 4 }],
  ['a repeat is nothing new', { delivered: 5, read: 4 }, { delivered: 5, read: 4 }, null],
  ['neither goes back', { delivered: 5, read: 4 }, { delivered: 1, read: 1 }, null],
  [
    'one grows while the other stays',
    { delivered: 5, read: 4 },
    { delivered: 1, read: 5 },
    { delivered: 5, read: 5 },
  ],
  [
    'what was read was delivered',
    { delivered: 2, read: 1 },
    { delivered: 0, read: 6 },
    { delivered: 6, read: 6 },
  ],
  ['neither passes the last entry', undefined, { delivered: 99, read: 50 }, { delivered: 10, read: 10 }],
  [
    'beyond the last entry there is nothing new',
    { delivered: 10, read: 10 },
    { delivered: 11, read: 11 },
    null,
  ],
];
for (const [name, before, said, expected] of CASES)
  test(`[G24] marks: ${name}`, () => {
    assert.deepEqual(advance(before && { side: 'customer', ...before }, said, LAST), expected);
  });
