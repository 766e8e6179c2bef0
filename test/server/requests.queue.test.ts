import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { queuePositions, servedWithin } from '../../server/features/requests/queue.rules.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: TestServer;
let here: Scene;
/** Of another company. */
let side: Scene['portal'];
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Queue');
  side = await server.portal(here.admin, 'queue-side');
});
beforeEach(() => server.clock.advance(HOUR));
after(() => server.close());

const placeOf = async (customer: SocketClient) =>
  (await customer.must('request:queue', {})).queue?.position ?? null;
const hearsPlace = (customer: SocketClient, position: number) =>
  customer.hears('request:queue-changed', ({ queue }) => queue.position === position);

test('[G24] who waits is told their place, in the order of arrival, and hears of every move', async () => {
  const first = await ask(server, here.portal);
  const second = await ask(server, here.portal);
  const third = await ask(server, side);
  assert.deepEqual(
    await Promise.all([first, second, third].map(({ customer }) => placeOf(customer))),
    [1, 2, 3],
  );
  await second.customer.must('request:withdraw', { requestId: second.request.id });
  await hearsPlace(third.customer, 2);
  assert.equal(await placeOf(second.customer), null);
  await here.tom.must('request:take', { requestId: first.request.id });
  await hearsPlace(third.customer, 1);
  assert.equal(await placeOf(first.customer), null);
  // Given back, it has its place again.
  await here.tom.must('request:unassign', { requestId: first.request.id });
  await hearsPlace(third.customer, 2);
  await hearsPlace(first.customer, 1);
  for (const { request } of [first, third]) {
    await here.tom.must('request:take', { requestId: request.id });
    await here.tom.must('request:close', { requestId: request.id });
  }
});

test('[G24] only who could be served by the same technicians is ahead: it follows who is Available', async () => {
  const una = await server.technician(here.admin, 'Una', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  await una.must('availability:set', { available: true });
  const first = await ask(server, here.portal);
  const second = await ask(server, side);
  assert.equal(await placeOf(second.customer), 2);
  // Tom, who works for both, goes: Una serves one of them alone.
  await here.tom.must('availability:set', { available: false });
  await hearsPlace(second.customer, 1);
  await here.tom.must('availability:set', { available: true });
  await hearsPlace(second.customer, 2);
  for (const { request } of [first, second]) {
    await here.tom.must('request:take', { requestId: request.id });
    await here.tom.must('request:close', { requestId: request.id });
  }
});

test('[G24] how long it took lately is said from three on, of the last day, and of this account alone', async (context) => {
  const own = await TestServer.start();
  context.after(() => own.close());
  const place = await scene(own, 'Lately');
  const other = await scene(own, 'Elsewhere');
  const served = async (minutes: number): Promise<void> => {
    const { request } = await ask(own, place.portal);
    own.clock.advance(minutes * MINUTE);
    await place.tom.must('request:take', { requestId: request.id });
    await place.tom.must('request:close', { requestId: request.id });
  };
  const within = async (portal: Scene['portal']): Promise<number | null> => {
    const { customer, request } = await ask(own, portal);
    const { queue } = await customer.must('request:queue', {});
    await customer.must('request:withdraw', { requestId: request.id });
    own.clock.advance(HOUR);
    return queue!.within;
  };
  await served(1);
  await served(2);
  assert.equal(await within(place.portal), null);
  await served(9);
  await served(3);
  assert.equal(await within(place.portal), 3);
  assert.equal(await within(other.portal), null);
  own.clock.advance(25 * HOUR);
  const again = await own.signIn(place.tom.email);
  await again.must('availability:set', { available: true });
  assert.equal(await within(place.portal), null);
});

test('the place counts only those ahead with a technician in common, and every one of the own company', () => {
  const waiting = ['a', 'b', 'a', 'c', 'b'].map((companyId, index) => ({ id: String(index), companyId }));
  const places = (reach: ('all' | string[])[]) => [...queuePositions(waiting, reach).values()];
  assert.deepEqual(places(['all']), [1, 2, 3, 4, 5]);
  assert.deepEqual(places([]), [1, 1, 2, 1, 2]);
  assert.deepEqual(places([['a', 'b'], ['c']]), [1, 2, 3, 1, 4]);
});

test('three of four were served within what is told; it is never less than a minute', () => {
  const of = (...minutes: number[]) => servedWithin(minutes.map((count) => count * MINUTE));
  assert.equal(of(1, 2), null);
  assert.equal(of(0.1, 0.2, 0.3), 1);
  assert.equal(of(4, 1, 3, 2), 3);
  assert.equal(of(1, 1, 1, 60), 1);
  assert.equal(of(2.1, 2.1, 2.1), 3);
});
