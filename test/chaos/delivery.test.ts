import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import type { DatabaseKind } from './data.ts';
import { directed, makePlan, type Plan } from './plan.ts';
import { explain, header, row } from './report.ts';
import { run } from './run.ts';
import { POINTS } from './server/kill-points.ts';

/** What a run on this database says where anything is not as promised. */
const passes = async (
  context: TestContext,
  plan: Plan,
  { database, servers = 1 }: { database: DatabaseKind; servers?: number },
): Promise<void> => {
  const outcome = await run({ database, servers, plan });
  context.diagnostic(`seed ${plan.seed}`);
  context.diagnostic(header());
  context.diagnostic(row(outcome, outcome.verdict));
  assert.equal(outcome.verdict, 'pass', explain(outcome).join('\n'));
  for (const point of POINTS) assert.ok(outcome.kills[point] > 0, `${point} was not hit`);
  assert.ok(outcome.acked > plan.kills.length, 'hardly anything was sent');
};

const planOf = (kills: number, servers = 1): Plan =>
  makePlan({ seed: randomInt(2 ** 31), kills, servers, customers: 6, technicians: 2 });

const PROMISE = 'nothing acknowledged is lost, doubled, out of order or shown otherwise than it is stored';

for (const [database, name] of [
  ['sqlite', 'SQLite'],
  ['postgres', 'PostgreSQL'],
] as const)
  test(`[R1] [R2] [R3] [R4] [R5] [R6] killed 20 times under a faulty network, on ${name}: ${PROMISE}`, (context) =>
    passes(context, planOf(20), { database }));

test(`[R1] [R2] [R3] [R4] [R5] [R6] two servers on one PostgreSQL, killed 10 times in turn: ${PROMISE}`, (context) =>
  passes(context, planOf(10, 2), { database: 'postgres', servers: 2 }));

test('[R1] [R5] [R6] the ends the mutants are found by do no harm to the product itself', (context) =>
  passes(context, directed(POINTS, true), { database: 'sqlite' }));
