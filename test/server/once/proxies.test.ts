import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PROTOCOL_VERSION } from '#protocol/version';
import { behind, EMAIL, ONE, OTHER } from '../../support/behind-proxy.ts';
import { findProxy } from '../../support/proxies.ts';
import { PASSWORD } from '../../support/test-server.ts';

for (const name of ['nginx', 'caddy'] as const) {
  const found = findProxy(name);
  const missing = 'missing' in found ? found.missing : undefined;
  if (missing !== undefined && process.env.CI === 'true')
    test(`${name} is there`, () => assert.fail(missing));

  describe(`behind ${name}, as documented`, { skip: missing }, () => {
    const program = 'program' in found ? found.program : '';

    test('pages, sign-in with its cookie, and a chat over WebSocket and over polling', async (context) => {
      const { call, post, connect } = await behind(context, name, program);
      const page = await call('console', '/');
      assert.equal(page.status, 200);
      assert.match(String(page.headers['content-security-policy']), /default-src/);
      assert.match(String(page.headers['strict-transport-security']), /max-age/);
      const signedIn = await post('session:create', { email: EMAIL, password: PASSWORD });
      const cookie = String(signedIn.headers['set-cookie']?.[0]);
      assert.match(cookie, /^__Host-.*Secure/);

      const admin = await connect('console', { cookie: cookie.split(';')[0]! });
      const company = await admin.must('company:create', { name: 'Acme' });
      const portal = await admin.must('portal:create', { companyId: company.id, subdomain: 'acme', status: 'active' }); // prettier-ignore
      await admin.must('availability:set', { available: true });
      assert.equal((await call('acme', '/')).status, 200, 'a name made a moment ago');
      const guest = await connect('acme', { portal: portal.id });
      await guest.must('visitor:create', { portalId: portal.id });
      const { request: own } = await guest.must('request:open', { name: 'Carla', text: 'Help' });
      await admin.must('request:take', { requestId: own.id });
      await guest.must('thread:entries', { threadId: own.threadId, after: 0 });
      await admin.must('thread:send', { threadId: own.threadId, text: 'Hello Carla' });
      const isIt = (body: object) => 'text' in body && body.text === 'Hello Carla';
      await guest.hears('thread:appended', ({ entry }) => isIt(entry.body));

      // The fallback, frame by frame: a client that cannot do WebSockets waits for its answer in a request.
      const polling = `/socket.io/?EIO=4&transport=polling&portal=${portal.id}`;
      const opened = await call('acme', polling);
      const { sid } = JSON.parse(opened.body.slice(1));
      const auth = JSON.stringify({ protocol: PROTOCOL_VERSION, portal: portal.id });
      const headers = { 'Content-Type': 'text/plain' };
      await call('acme', `${polling}&sid=${sid}`, { body: `40${auth}`, headers });
      const waited = await call('acme', `${polling}&sid=${sid}`);
      assert.match(waited.body, /^40\{"sid":/);
    });

    test('[S8] [S13] the server sees who calls: in the audit log and for its limits; a forged address is ignored', async (context) => {
      const { post, audit } = await behind(context, name, program);
      const right = { email: EMAIL, password: PASSWORD };
      await post('session:create', right, { from: OTHER, forged: '203.0.113.7' });
      const rows = (await audit()).map(({ command, address }) => [command, address]);
      assert.deepEqual(rows, [
        ['account:set-up', ONE],
        ['session:create', OTHER],
      ]);
      // More than one address may fail: each of them claims to be another.
      const tries = Array.from({ length: 34 }, async (_, n) => {
        const wrong = { email: `nobody-${n}@x.example`, password: 'not the right password' };
        const { json } = await post('session:create', wrong, { from: ONE, forged: `203.0.113.${n}` });
        return String(json.error.code);
      });
      const codes = new Set(await Promise.all(tries));
      assert.ok(codes.has('rate_limited') || codes.has('too_many_attempts'), [...codes].join());
      const { json } = await post('session:create', right, { from: OTHER });
      assert.equal(json.ok, true, 'another address is not held back by it');
    });

    test('[S13] a large body is refused by the server, with an answer its clients understand; a huge one is refused too', async (context) => {
      const { call } = await behind(context, name, program);
      const body = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes) });
      const path = '/api/commands/session:create';
      const large = await call('console', path, { body: body(200_000) });
      assert.equal(large.status, 413);
      assert.equal(JSON.parse(large.body).error.code, 'too_large');
      const huge = await call('console', path, { body: body(2_000_000) });
      assert.equal(huge.status, 413);
    });
  });
}
