import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refusedFields } from '../support/refusals.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let one: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Context');
});
after(() => server.close());

const seen = async (requestId: string) => (await one.tom.must('request:get', { requestId })).request.context;

test('[W3] what the website says beside a request reaches the technician, and not the customer', async () => {
  const context = { plan: 'Pro', Bestellung: '<b>4711</b>', note: '' };
  const { request } = await ask(server, one.portal, { context });
  assert.deepEqual(await seen(request.id), context);
  assert.ok(!JSON.stringify(request).includes('4711'));
});

test('[W3] a website that says nothing has said nothing', async () => {
  const { request } = await ask(server, one.portal);
  assert.deepEqual(await seen(request.id), {});
});

test('[S13] more than a technician takes in is refused on the field', async () => {
  const { socket } = await server.guest(one.portal);
  const open = (context: Record<string, string>) =>
    socket.call('request:open', { name: 'Carla', text: 'Help', context });
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`fact ${n}`, '']));
  assert.deepEqual(refusedFields(await open(many)), ['context: too_long']);
  assert.deepEqual(refusedFields(await open({ plan: 'x'.repeat(501) })), ['context.plan: too_long']);
  assert.ok(!(await open({ ['n'.repeat(41)]: '' })).ok);
  assert.ok(!(await open({ ' ': '' })).ok);
  assert.ok((await open({ plan: 'x'.repeat(500) })).ok);
});

test('[S3] a property every object has is a fact like any other', async () => {
  const context = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}') as Record<
    string,
    string
  >;
  const { socket } = await server.guest(one.portal);
  const answer = await socket.raw('request:open', {
    commandId: crypto.randomUUID(),
    name: 'Carla',
    text: 'Help',
    context,
  });
  assert.ok(answer.ok || answer.error.code === 'validation');
  assert.equal(({} as Record<string, unknown>)['a'], undefined);
});
