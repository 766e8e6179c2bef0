import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createLog } from '../../../server/platform/log.ts';
import { postgresCluster } from '../../../server/transport/cluster/postgres.ts';
import { insistOnOpening, scene, statusesOf, wholeThread } from '../../support/scene.ts';
import { setSetting } from '../../support/settings.ts';
import { postgresUrl } from '../../support/test-database.ts';
import { TestServer, type ConsoleUser } from '../../support/test-server.ts';

const HOUR = 3_600_000;
const CUSTOMERS = 50;
const CAPACITY = 15;

test('[G24] fifty at once at two servers: each has one technician, nobody more than their capacity, whoever is where', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-turns-'));
  const url = await postgresUrl(folder);
  const start = async () =>
    TestServer.start({ folder, cluster: await postgresCluster(url, createLog('silent')) });
  const one = await start();
  const other = await start();
  context.after(async () => {
    await other.stop();
    await one.close();
  });
  const here = await scene(one, 'Turns', { available: false });
  const una = await one.technician(here.admin, 'Una');
  // Una’s console is at the other server.
  una.socket.close();
  const there = await other.signIn(una.email);
  await there.must('request:list', { view: 'mine' });
  const connected = async ({ id }: ConsoleUser): Promise<boolean> => {
    const { technicians } = await here.admin.must('technician:list', {});
    return technicians.some((row) => row.id === id && row.connected);
  };
  const bothConnected = async (): Promise<void> => {
    while (!(await connected(there)) || !(await connected(here.tom))) await turn();
  };
  await bothConnected();
  await setSetting(here.admin, 'request.capacity', CAPACITY);
  await setSetting(here.admin, 'request.assignment', 'round-robin');
  for (const who of [here.tom, there]) await who.must('availability:set', { available: true });

  const guests: Awaited<ReturnType<typeof one.guest>>[] = [];
  for (let n = 0; n < CUSTOMERS; n += 1) {
    // One address may not ask for more at a time.
    if (n % 10 === 0) for (const server of [one, other]) server.clock.advance(HOUR);
    guests.push(await (n % 2 === 0 ? one : other).guest(here.portal));
  }
  // Their leases were over as the clocks went on: who is not known to be connected is given nothing.
  await bothConnected();
  const opened = await Promise.all(
    guests.map(({ socket }, n) => insistOnOpening(socket, { name: `Guest ${n}`, text: 'Help' })),
  );
  const given = await Promise.all(
    opened.map(async ({ threadId }, n) => statusesOf(await wholeThread(guests[n]!.socket, threadId))),
  );
  assert.equal(given.filter((lines) => lines.length > 0).length, 2 * CAPACITY);
  for (const lines of given) assert.deepEqual(lines, lines.length > 0 ? ['taken'] : []);
  const mine = async (who: ConsoleUser) => {
    const list = await who.must('request:list', { view: 'mine' });
    assert.ok('requests' in list);
    return list.requests.filter(({ status }) => status === 'active');
  };
  for (const who of [here.tom, there]) assert.equal((await mine(who)).length, CAPACITY);
  // Both make room at once: each place is filled once, by who waited longest.
  await Promise.all(
    [here.tom, there].map(async (who) => who.must('request:close', { requestId: (await mine(who))[0]!.id })),
  );
  for (const who of [here.tom, there]) assert.equal((await mine(who)).length, CAPACITY);
  const numbers = opened.map(({ number }) => number).toSorted((a, b) => a - b);
  const working = new Set([...(await mine(here.tom)), ...(await mine(there))].map(({ number }) => number));
  for (const next of numbers.slice(2 * CAPACITY, 2 * CAPACITY + 2)) assert.ok(working.has(next));
});
