import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createLog } from '../../../server/platform/log.ts';
import type { Cluster } from '../../../server/transport/cluster/cluster.ts';
import { postgresCluster } from '../../../server/transport/cluster/postgres.ts';
import { redisCluster } from '../../../server/transport/cluster/redis.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { ask, chat, scene, textsOf, wholeThread, type Scene } from '../../support/scene.ts';
import { asOwner, postgresUrl } from '../../support/test-database.ts';
import { TestServer } from '../../support/test-server.ts';

const silent = createLog('silent');

/** Breaks the line between servers, and lets it come back. */
interface Line {
  cluster(): Promise<Cluster>;
  interrupt(): Promise<void>;
  stop(): Promise<void>;
}

const overPostgres = (url: string): Line => ({
  cluster: async () => postgresCluster(url, silent),
  interrupt: () =>
    asOwner(async (client) => {
      // Of this database alone: other tests run beside this one.
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and datname = $1`,
        [new URL(url).pathname.slice(1)],
      );
    }),
  stop: async () => undefined,
});

const overRedis = (redis: TestRedis): Line => ({
  cluster: () => redisCluster(redis.url, silent),
  interrupt: () => redis.restart(),
  stop: () => redis.stop(),
});

for (const kind of ['PostgreSQL', 'Redis'] as const)
  describe(`two servers on one database, which tell each other by ${kind}`, () => {
    let line: Line;
    let one: TestServer;
    let other: TestServer;
    let here: Scene;

    before(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'support-portal-two-'));
      const url = await postgresUrl(folder);
      line = kind === 'Redis' ? overRedis(await startRedis()) : overPostgres(url);
      one = await TestServer.start({ folder, cluster: await line.cluster() });
      other = await TestServer.start({ folder, cluster: await line.cluster() });
      here = await scene(one, 'Shared');
      await untilTheyHear();
    });
    after(async () => {
      await other.stop();
      await one.close();
      await line.stop();
    });

    /** Whether they hear each other yet: what one changes is pushed by the other. */
    const untilTheyHear = async (): Promise<void> => {
      const tom = await other.look(here.tom);
      await tom.must('availability:get', {});
      for (let available = false; tom.count('availability:changed') === 0; available = !available)
        await here.tom.must('availability:set', { available });
      await here.tom.must('availability:set', { available: true });
      tom.close();
    };

    test('[R3] [R5] a chat whose sides are on different servers: every message arrives once, in order', async () => {
      const { customer, request } = await chat(one, here);
      const { threadId } = request;
      const tom = await other.look(here.tom);
      await tom.must('thread:entries', { threadId, after: 0 });
      const sides = [customer, tom];
      for (let n = 0; n < 10; n += 1)
        await Promise.all(
          sides.map((side, at) => side.must('thread:send', { threadId, text: `${at} ${n}` })),
        );
      const stored = await wholeThread(customer, threadId);
      for (const side of sides) {
        await side.hears('thread:appended', ({ entry }) => entry.sequence === stored.length);
        const heard = side.heard.flatMap(({ event, payload }) =>
          event === 'thread:appended' ? [(payload as { entry: { sequence: number } }).entry.sequence] : [],
        );
        assert.deepEqual(
          [...new Set(heard)].toSorted((a, b) => a - b).slice(-20),
          stored.slice(-20).map(({ sequence }) => sequence),
        );
      }
      assert.equal(textsOf(stored).length, 21);
    });

    test('a message too long for a notification arrives too', async () => {
      const { customer, request } = await chat(one, here);
      const { threadId } = request;
      const tom = await other.look(here.tom);
      await tom.must('thread:entries', { threadId, after: 0 });
      const text = '水'.repeat(4000);
      await customer.must('thread:send', { threadId, text });
      const { entry } = await tom.hears('thread:appended', (push) => push.entry.sequence === 3);
      assert.deepEqual(textsOf([entry]), [text]);
    });

    test('[G1] a technician who turns Available through one server opens the portals of visitors at the other', async () => {
      await here.tom.must('availability:set', { available: false });
      const visitor = await other.visit(here.portal);
      const { portalId } = here.portal;
      const view = await visitor.must('portal:view', { portalId });
      assert.ok('kind' in view && view.kind === 'offline-form');
      await here.tom.must('availability:set', { available: true });
      await visitor.hears('portal:changed', (push) => push.kind === 'live-form');
    });

    test('[R9] requests, and how many are unread, are the same through both servers', async () => {
      const tom = await other.look(here.tom);
      await tom.must('request:list', { view: 'all' });
      const { customer, request } = await ask(one, here.portal);
      await tom.hears('request:changed', (push) => push.request.id === request.id);
      await here.tom.must('request:take', { requestId: request.id });
      await tom.hears(
        'request:changed',
        (push) => push.request.id === request.id && push.request.status === 'active',
      );
      await tom.must('thread:entries', { threadId: request.threadId, after: 0 });
      const { entry } = await customer.must('thread:send', {
        threadId: request.threadId,
        text: 'Are you there?',
      });
      await tom.must('thread:mark', {
        threadId: request.threadId,
        delivered: entry.sequence,
        read: entry.sequence,
      });
      const { mark } = await customer.hears('thread:marked', (push) => push.mark.read === entry.sequence);
      assert.equal(mark.side, 'technician');
    });

    test('[G26] [S3] access that is taken away through one server leaves the rooms of the other before anybody hears more', async () => {
      const lina = await one.technician(here.admin, 'Lina', {
        access: { kind: 'chosen', companyIds: [here.portal.companyId] },
      });
      const elsewhere = await one.portal(here.admin, 'elsewhere');
      const { customer, request } = await chat(one, here);
      const { threadId } = request;
      const away = await other.look(lina);
      await away.must('availability:get', {});
      await away.must('thread:entries', { threadId, after: 0 });
      await customer.must('thread:send', { threadId, text: 'For Lina too' });
      await away.hears('thread:appended', ({ entry }) => textsOf([entry])[0] === 'For Lina too');
      await here.admin.must('technician:update', {
        technicianId: lina.id,
        version: 2,
        access: { kind: 'chosen', companyIds: [elsewhere.companyId] },
      });
      await customer.must('thread:send', { threadId, text: 'Not for Lina' });
      // What she may still hear comes after it, over the same line.
      await lina.must('availability:set', { available: true });
      await away.hears('availability:changed', (push) => push.available);
      assert.equal(JSON.stringify(away.heard).includes('Not for Lina'), false);
    });

    test('[S7] a session that ends through one server is cut at the other within a second', async () => {
      const eve = await one.technician(here.admin, 'Eve');
      const away = await other.look(eve);
      const cut = away.cut();
      const start = performance.now();
      await here.admin.must('technician:update', { technicianId: eve.id, version: 2, disabled: true });
      await cut;
      assert.ok(performance.now() - start < 1000);
    });

    test('[R5] an outage of the line loses nothing: clients are made to connect again, and find what they missed', async () => {
      const { customer, request, token } = await chat(one, here);
      const { threadId } = request;
      const tom = await other.look(here.tom);
      await tom.must('thread:entries', { threadId, after: 0 });
      const cuts = [tom, customer].map((side) => side.cut());
      await line.interrupt();
      // Its answer may go down with the connection; what counts is that it is there.
      await customer.call('thread:send', { threadId, text: 'Said meanwhile' }).catch(() => undefined);
      await Promise.all(cuts);
      const [back, tomsBack] = [await one.visit(here.portal, token), await other.look(here.tom)];
      const seen = await wholeThread(back, threadId);
      assert.deepEqual(await wholeThread(tomsBack, threadId), seen);
      assert.ok(textsOf(seen).length >= 1);
      await back.must('thread:send', { threadId, text: 'And now?' });
      await tomsBack.hears('thread:appended', ({ entry }) => textsOf([entry])[0] === 'And now?');
    });
  });
