import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import type { CommandSpec } from '#protocol/define';
import { FEATURE_FLAGS, type FeatureFlag } from '#protocol/feature-flags';
import type { Changing } from '../../server/features/feature.ts';
import { features } from '../../server/features/index.ts';
import { changeFlag, definePlan, givePlan, listAsks } from '../../server/features/plans/index.ts';
import { loadTechnician } from '../../server/features/technicians/index.ts';
import { createPipeline } from '../../server/transport/pipeline.ts';
import { createPublisher } from '../../server/transport/publisher.ts';
import { newCommandId } from '../support/ids.ts';
import { operate } from '../support/operate.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let one: Scene;
let other: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'One');
  other = await scene(server, 'Other');
});
after(() => server.close());

const operating = (change: (context: Changing) => Promise<unknown>) =>
  operate(server.app, 'test', {}, change);
const allow = (flag: FeatureFlag, allowed: boolean | null, account = one.account) =>
  operating((context) => changeFlag(context, account, flag, allowed));

const read = async (of: Scene = one) => {
  const plan = await of.admin.must('plan:get', {});
  assert.ok(!('same' in plan));
  return plan;
};
const allowed = async (of: Scene = one): Promise<string[]> =>
  (await read(of)).sections.filter((section) => section.allowed).map(({ flag }) => flag);

test('[A33] an account is allowed nothing until the operator says so, and one account’s word is no other’s', async () => {
  assert.deepEqual(await allowed(), []);
  assert.deepEqual(
    (await read()).sections.map(({ flag }) => flag),
    Object.keys(FEATURE_FLAGS),
  );
  await allow('assistant', true);
  assert.deepEqual(await allowed(), ['assistant']);
  assert.deepEqual(await allowed(other), []);
  await allow('assistant', false);
  assert.deepEqual(await allowed(), []);
});

test('[T9] a plan is a named set of flags; its accounts follow it, a word of their own goes before it', async () => {
  await operating((context) => definePlan(context, 'pro', ['ticketing', 'assistant']));
  await operating((context) => givePlan(context, other.account, 'pro'));
  assert.deepEqual(await allowed(other), ['ticketing', 'assistant']);
  await allow('assistant', false, other.account);
  await allow('software', true, other.account);
  assert.deepEqual(await allowed(other), ['ticketing', 'software']);
  await operating((context) => definePlan(context, 'pro', ['knowledge-base', 'assistant']));
  assert.deepEqual(await allowed(other), ['knowledge-base', 'software']);
  await allow('assistant', null, other.account);
  await allow('software', null, other.account);
  assert.deepEqual(await allowed(other), ['knowledge-base', 'assistant']);
  await operating((context) => givePlan(context, other.account, null));
  assert.deepEqual(await allowed(other), []);
});

test('[A33] a change is pushed to the account’s admins, and to nobody else', async () => {
  await Promise.all([read(), read(other)]);
  const heardBefore = other.admin.socket.count('plan:changed');
  const before = (await read()).version;
  await one.admin.must('flag:ask', { flag: 'self-service' });
  const pushed = await one.admin.socket.hears('plan:changed', ({ version }) => version > before);
  assert.deepEqual(pushed, await read());
  await one.tom.must('session:get', {});
  assert.equal(one.tom.socket.count('plan:changed'), 0, 'a technician who is no admin');
  assert.equal(other.admin.socket.count('plan:changed'), heardBefore, 'another account');
  const same = await one.admin.must('plan:get', { version: pushed.version });
  assert.deepEqual(same, { same: true, version: pushed.version });
});

test('[A33] an admin asks for a locked section: kept once with its time, shown to the operator, audited', async () => {
  const asked = await one.admin.must('flag:ask', { flag: 'software' });
  const at = asked.sections.find(({ flag }) => flag === 'software')?.askedAt;
  assert.equal(at, server.clock.now());
  server.clock.advance(60_000);
  const again = await one.admin.must('flag:ask', { flag: 'software' });
  assert.deepEqual(again, asked, 'repeating it changes nothing');
  const asks = (await listAsks(server.app.deps.database.read))
    .filter(({ flag }) => flag === 'software')
    .map((row) => ({ ...row }));
  assert.deepEqual(asks, [
    { account: one.account, name: 'One', flag: 'software', askedBy: one.admin.email, askedAt: at },
  ]);
  const audited = await server.app.deps.database.read
    .selectFrom('audit')
    .select(['actor_id', 'input'])
    .where('command', '=', 'flag:ask')
    .execute();
  assert.deepEqual(
    { ...audited.find(({ input }) => input.includes('software')) },
    { actor_id: one.admin.id, input: '{"flag":"software"}' },
  );
});

test('[A33] an ask is settled when the operator allows it; taken away again, it can be asked for anew', async () => {
  await one.admin.must('flag:ask', { flag: 'projects' });
  await allow('projects', true);
  const granted = (await read()).sections.find(({ flag }) => flag === 'projects');
  assert.deepEqual(granted, { flag: 'projects', allowed: true, built: false, askedAt: null });
  const { version } = await read();
  await one.admin.must('flag:ask', { flag: 'projects' });
  assert.equal((await read()).version, version, 'there is nothing to ask for');
  await allow('projects', false);
  assert.equal((await read()).sections.find(({ flag }) => flag === 'projects')?.askedAt, null);
});

test('[A33] only admins read and ask', async () => {
  for (const [name, input] of [
    ['plan:get', {}],
    ['flag:ask', { flag: 'assistant' }],
  ] as const) {
    const answer = await one.tom.socket.raw(name, { commandId: newCommandId(), ...input });
    assert.equal(answer.ok || answer.error.code, 'forbidden', name);
  }
  const unknown = await one.admin.socket.raw('flag:ask', { commandId: newCommandId(), flag: 'everything' });
  assert.equal(unknown.ok || unknown.error.code, 'validation');
});

test('[A9] [A10] [A11] [A16] the pipeline refuses a command whose section is not open to its caller', async () => {
  const { deps } = server.app;
  const spec: CommandSpec = {
    summary: 'A sample.',
    input: z.object({}),
    output: z.object({ read: z.boolean() }),
    permission: 'profile.own',
    scope: 'account',
    section: 'knowledge-base',
  };
  let reached = 0;
  const sample = {
    name: 'sample',
    handlers: { 'sample:read': { handle: async () => ({ read: !!++reached }) } },
  };
  const nobody = { to: () => {}, refresh: async () => {}, recheck: async () => {} };
  const rest = { recheckOrigins: async () => {}, cut: () => {}, cutAccount: () => {} };
  const pipeline = createPipeline(
    deps,
    [...features, sample as never],
    createPublisher(deps, features, { ...nobody, ...rest } as never),
    { 'sample:read': spec, 'sample:anyone': { ...spec, permission: 'anyone' } },
  );
  const run = async (of: Scene) => {
    const actor = await loadTechnician(deps.database.read, {
      id: newCommandId(),
      account: of.account,
      subjectId: of.tom.id,
    });
    const answer = await pipeline.run({
      name: 'sample:read',
      input: {},
      transport: 'socket',
      actor: actor!,
      address: '127.0.0.1',
      origin: undefined,
      session: { start: () => {}, end: () => {} },
    });
    return answer.ok ? 'ok' : [answer.error.code, answer.error.params];
  };
  const refused = ['section_locked', { section: 'knowledge-base' }];
  assert.deepEqual(await run(one), refused);
  assert.equal(reached, 0);
  await allow('knowledge-base', true);
  assert.equal(await run(one), 'ok');
  assert.deepEqual(await run(other), refused, 'another account');
  await allow('knowledge-base', false);
  assert.deepEqual(await run(one), refused);
  assert.equal(reached, 1);
});
