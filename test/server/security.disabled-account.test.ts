import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { disableAccount, enableAccount } from '../../server/features/accounts/index.ts';
import { claimsFor, signToken, websiteKey, type WebsiteKey } from '../support/identity.ts';
import { refused } from '../support/refusals.ts';
import { chat, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let closed: Scene;
let open: Scene;
let token: string;
let key: WebsiteKey;

before(async () => {
  server = await TestServer.start();
  closed = await scene(server, 'Closed');
  open = await scene(server, 'Open');
  ({ token } = await chat(server, closed));
  key = await websiteKey(closed.admin, closed.portal);
});
after(() => server.close());

const run = (change: typeof disableAccount, account: string) =>
  server.app.deps.database.write((tx) => change(tx, server.clock.now(), account));
const asConsole = (cookie: string) =>
  server.http({
    host: 'console.localhost',
    path: '/api/session',
    headers: { Cookie: cookie, Origin: server.consoleOrigin },
  });
const view = async ({ portal }: Scene) => {
  const { json } = await server.http({
    host: `${portal.subdomain}.localhost`,
    path: `/api/portals/${portal.portalId}/view`,
  });
  return json.data as { kind: string; version: number };
};

test('[S7] a disabled account refuses technicians, guests and sign-ins at once, and no other account', async () => {
  const before = await view(closed);
  assert.equal(before.kind, 'live-form');
  const events = await run(disableAccount, closed.account);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['account.disabled', 'portal.changed'],
  );

  refused((await asConsole(closed.admin.cookie)).json, 'unauthenticated');
  refused((await asConsole(closed.tom.cookie)).json, 'unauthenticated');
  const guest = await server.http({
    host: `${closed.portal.subdomain}.localhost`,
    path: '/api/requests/current',
    headers: { Authorization: `Bearer ${token}` },
  });
  refused(guest.json, 'unauthenticated');
  await assert.rejects(server.signIn(closed.tom.email), /wrong_credentials/);

  const now = await view(closed);
  assert.equal(now.kind, 'closed');
  assert.ok(now.version > before.version, 'whoever holds the earlier view is not told "same"');
  const visiting = await server.visit(closed.portal);
  const { portalId } = closed.portal;
  refused(await visiting.call('visitor:create', { portalId }), 'portal_inactive');
  const word = signToken(key, claimsFor(server, closed.portal));
  refused(await visiting.call('contact:identify', { portalId, token: word }), 'portal_inactive');

  assert.equal((await asConsole(open.tom.cookie)).status, 200);
  assert.equal((await view(open)).kind, 'live-form');
  assert.deepEqual(await run(disableAccount, closed.account), [], 'a second time there is nothing to do');
});

test('[S7] enabled again, people sign in anew; earlier sessions stay ended and nobody is Available', async () => {
  await run(enableAccount, closed.account);
  refused((await asConsole(closed.tom.cookie)).json, 'unauthenticated');
  const tom = await server.signIn(closed.tom.email);
  const menu = await tom.must('availability:get', {});
  assert.ok(!('same' in menu) && !menu.available);
  assert.equal((await view(closed)).kind, 'offline-form');
});

test('[S15] disabling and enabling an account are in its log', async () => {
  const rows = await server.app.deps.database.read
    .selectFrom('audit')
    .select(['command', 'actor_kind'])
    .where('account', '=', closed.account)
    .where('actor_kind', '=', 'system')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    rows.map(({ command }) => command),
    ['account:disable', 'account:enable'],
  );
});
