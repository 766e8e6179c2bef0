import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PROTOCOL_VERSION } from '#protocol/version';
import { behind, EMAIL } from '../../support/behind-proxy.ts';
import { newCommandId } from '../../support/ids.ts';
import { findProxy } from '../../support/proxies.ts';
import { textsOf, wholeThread } from '../../support/scene.ts';
import type { SocketClient } from '../../support/socket-client.ts';
import { PASSWORD } from '../../support/test-server.ts';

/** Enough that both servers have some, whoever hashes how. */
const ADDRESSES = Array.from({ length: 6 }, (_, n) => `127.0.0.${20 + n}`);

for (const name of ['nginx', 'caddy'] as const) {
  const found = findProxy(name);
  const missing = 'missing' in found ? found.missing : undefined;
  if (missing !== undefined && process.env.CI === 'true')
    test(`${name} is there`, () => assert.fail(missing));

  describe(`two servers on one PostgreSQL behind ${name}, as documented`, { skip: missing }, () => {
    const program = 'program' in found ? found.program : '';

    test('[R1] [R5] [R7] restarted one after the other under load: no send fails, is lost or happens twice; both serve, and polling works', async (context) => {
      const env = { DRAIN_DELAY_MS: name === 'caddy' ? '1500' : '0' };
      const { post, connect, restart, call } = await behind(context, name, program, { servers: 2, env });
      const signedIn = await post('session:create', { email: EMAIL, password: PASSWORD });
      const cookie = String(signedIn.headers['set-cookie']?.[0]).split(';')[0]!;
      const admin = await connect('console', { cookie });
      const company = await admin.must('company:create', { name: 'Acme' });
      const { id: portal } = await admin.must('portal:create', { companyId: company.id, subdomain: 'acme', status: 'active' }); // prettier-ignore
      await admin.must('availability:set', { available: true });

      /** A visitor who comes again, as often as it takes, with the command that has no answer. */
      const visitor = async (from: string) => {
        let socket: SocketClient | null = null;
        const known: { token?: string } = {};
        const connected = async (): Promise<SocketClient> => {
          if (socket?.socket.connected) return socket;
          const given = { portal, from, ...known };
          socket = await connect('acme', given);
          return socket;
        };
        const first = await connected();
        Object.assign(known, await first.must('visitor:create', { portalId: portal }));
        const { request } = await first.must('request:open', { name: 'Carla', text: 'Help' });
        const { threadId } = request;
        const send = async (text: string): Promise<void> => {
          const input = { commandId: newCommandId(), threadId, text };
          for (;;) {
            const answer = await connected().then((now) => now.call('thread:send', input)).catch(() => null); // prettier-ignore
            if (answer?.ok) return;
            assert.ok(!answer || answer.error.retry, `refused for good: ${JSON.stringify(answer)}`);
            // Anybody's client waits a moment.
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        };
        return { threadId, send, connected };
      };
      const visitors = await Promise.all(ADDRESSES.map(visitor));

      const stop = new AbortController();
      const written = visitors.map((): string[] => []);
      const sending = visitors.map(async ({ send }, n) => {
        for (let count = 0; !stop.signal.aborted; count += 1) {
          const text = `${n} says ${count}`;
          await send(text);
          written[n]!.push(text);
        }
      });
      const statuses = [await restart(0), await restart(1)];
      stop.abort();
      await Promise.all(sending);
      assert.deepEqual(statuses, [0, 0]);
      for (const [n, { threadId, connected }] of visitors.entries()) {
        const entries = await wholeThread(await connected(), threadId);
        assert.deepEqual(textsOf(entries), ['Help', ...written[n]!]);
        assert.ok(written[n]!.length > 5, `${written[n]!.length} sent`);
      }
      assert.equal((await call('console', '/readyz')).body, 'ok\n');

      // The fallback is many requests of one client, and another process knows nothing of them.
      const polling = `/socket.io/?EIO=4&transport=polling&portal=${portal}`;
      for (const from of ADDRESSES) {
        const { sid } = JSON.parse((await call('acme', polling, { from })).body.slice(1));
        const auth = JSON.stringify({ protocol: PROTOCOL_VERSION, portal });
        const headers = { 'Content-Type': 'text/plain' };
        await call('acme', `${polling}&sid=${sid}`, { body: `40${auth}`, headers, from });
        assert.match((await call('acme', `${polling}&sid=${sid}`, { from })).body, /^40\{"sid":/);
      }
    });
  });
}
