import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../widget/features/threads/thread-log.ts';
import { compare, FAULTS, type FaultName, type Record as ClientRecord } from './compare.ts';
import { makePlan } from './plan.ts';
import { POINTS } from './server/kill-points.ts';

const message = (sequence: number, number: number, sender = 'ann'): Entry => ({
  sequence,
  at: 1000 + sequence,
  kind: 'message',
  commandId: `${sender}-${number}`,
  author: { kind: 'visitor', id: sender, name: sender },
  body: { text: `${sender} ${number}` },
});

const whole = [message(1, 1), message(2, 1, 'bob'), message(3, 2)];

/** What Ann has after two messages, and what is different about it. */
const ann = (different: Partial<ClientRecord> = {}): ClientRecord => {
  const sent = [whole[0]!, whole[2]!].map((entry) => ({
    threadId: 't',
    text: `ann ${entry.sequence === 1 ? 1 : 2}`,
    entry,
  }));
  return {
    name: 'ann',
    written: sent,
    acknowledged: sent,
    outbox: [],
    views: new Map([['t', whole]]),
    ...different,
  };
};

/** What is found, without what is not. */
const found = (stored: readonly Entry[], record: ClientRecord): Partial<Record<FaultName, number>> => {
  const findings = compare(new Map([['t', stored]]), [record]);
  return Object.fromEntries(FAULTS.map((name) => [name, findings[name]]).filter(([, count]) => count !== 0));
};
const seeing = (view: readonly Entry[]): Partial<ClientRecord> => ({ views: new Map([['t', view]]) });

test('[R1] [R3] [R4] what is as promised has no findings', () => {
  assert.deepEqual(found(whole, ann()), {});
});

test('[R2] a message that was acknowledged and is not stored is lost, and so is one that is nowhere', () => {
  const without = [whole[0]!, whole[1]!];
  assert.deepEqual(found(without, ann(seeing(without))), { lost: 1 });
  assert.deepEqual(found(without, ann({ ...seeing(without), acknowledged: [] })), { lost: 1 });
  assert.deepEqual(found(without, ann({ ...seeing(without), acknowledged: [], outbox: ['ann 2'] })), {
    unsent: 1,
  });
});

test('[R3] a message that is stored at another place than its sender was told is lost', () => {
  const moved = [whole[0]!, { ...whole[2]!, sequence: 2 }, { ...whole[1]!, sequence: 3 }];
  assert.deepEqual(found(moved, ann(seeing(moved))), { lost: 1 });
});

test('[R1] a message that is stored twice is a duplicate, in the thread and in the view', () => {
  const doubled = [...whole, message(4, 2)];
  assert.deepEqual(found(doubled, ann(seeing(doubled))), { duplicates: 2 });
});

test('[R3] a missing number is a hole, in the thread and in the view', () => {
  const torn = [...whole, message(6, 2, 'bob')];
  assert.deepEqual(found(torn, ann(seeing(torn))), { holes: 4 });
});

test('[R4] a message before an earlier one of its sender is an order break', () => {
  const turned = [...whole, message(4, 4), message(5, 3)];
  assert.deepEqual(found(turned, ann(seeing(turned))), { orderBreaks: 1 });
});

test('[R3] [R6] a view that differs in anything is wrong: an entry less, or another time', () => {
  assert.deepEqual(found(whole, ann(seeing(whole.slice(0, 2)))), { wrongViews: 1 });
  assert.deepEqual(found(whole, ann(seeing([...whole.slice(0, 2), { ...whole[2]!, at: 1 }]))), {
    wrongViews: 1,
  });
});

test('the same seed is the same plan, another seed another; each point is in a short one', () => {
  const planOf = (seed: number) => {
    const plan = makePlan({ seed, kills: 20, servers: 2, customers: 6, technicians: 2 });
    const writers = plan.writers();
    return {
      kills: plan.kills,
      writers: Array.from({ length: 100 }, () => writers.below(8)),
      faults: Array.from({ length: 100 }, (_, index) => plan.fault(index % 8, index)),
    };
  };
  assert.deepEqual(planOf(7), planOf(7));
  const [one, other] = [planOf(7), planOf(8)];
  for (const part of ['kills', 'writers', 'faults'] as const) assert.notDeepEqual(one[part], other[part]);
  const points = new Set(one.kills.map(({ point }) => point));
  for (const point of [...POINTS, 'random' as const]) assert.ok(points.has(point), point);
  const kinds = new Set(one.faults.map((fault) => fault?.kind));
  assert.deepEqual(kinds, new Set([undefined, 'reset', 'stall', 'swallow']));
});
