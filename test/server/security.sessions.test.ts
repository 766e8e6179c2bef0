import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { everyRow } from '../support/every-row.ts';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let server: TestServer;
let admin: ConsoleUser;
let portal: Awaited<ReturnType<TestServer['portal']>>;

before(async () => {
  server = await TestServer.start();
  ({ admin } = await server.seedAccount('Sessions'));
  portal = await server.portal(admin, 'sessions');
});
after(() => server.close());

const tokenOf = (user: Pick<ConsoleUser, 'cookie'>): string => user.cookie.split('=')[1]!;
const asConsole = (cookie: string, path = '/api/session') =>
  server.http({
    host: 'console.localhost',
    path,
    headers: { Cookie: cookie, Origin: server.consoleOrigin },
  });
const asGuest = (token: string) =>
  server.http({
    host: 'sessions.localhost',
    path: '/api/requests/current',
    headers: { Authorization: `Bearer ${token}` },
  });
/** Marks of use are written beside the call: until the one of this moment is there. */
const settled = async (): Promise<void> => {
  const { read } = server.app.deps.database;
  const used = read.selectFrom('sessions').select('id').where('last_used_at', '=', server.clock.now());
  while ((await used.execute()).length === 0) await nextTurn();
};
/** Everything in the database; on SQLite every byte of it, its log included. */
const stored = async (): Promise<string> =>
  [
    JSON.stringify(await everyRow(server.app.deps.database.read)),
    ...readdirSync(server.folder).map((name) => readFileSync(join(server.folder, name), 'latin1')),
  ].join('\n');

test('[S7] tokens carry 256 random bits, and the database holds none of them, nor any password', async () => {
  const tom = await server.technician(admin, 'Tom');
  const again = await server.signIn(tom.email);
  const { token } = await server.guest(portal);
  const { invitation } = await admin.must('technician:invite', {
    name: 'Ida',
    email: 'ida@msp.example',
    role: 'technician',
    access: { kind: 'all' },
  });
  const tokens = [tokenOf(tom), tokenOf(again), tokenOf(admin), token, invitation.url.split('#')[1]!];
  assert.equal(new Set(tokens).size, tokens.length);
  const change = { commandId: newCommandId(), current: PASSWORD, password: 'another quiet river' };
  assert.equal((await tom.post('profile:change-password', change)).status, 200);

  const bytes = await stored();
  for (const secret of tokens) {
    assert.equal(Buffer.from(secret, 'base64url').length, 32);
    assert.ok(bytes.includes(server.app.deps.secrets.hash(secret)), 'the hash is there');
    assert.ok(!bytes.includes(secret), 'a token is in the database');
  }
  for (const secret of [PASSWORD, change.password])
    assert.ok(!bytes.includes(secret), 'a password is in the database');
  for (const encoding of ['base64url', 'hex', 'base64'] as const)
    for (const text of [change.password, JSON.stringify(change)])
      assert.ok(!bytes.includes(createHash('sha256').update(text).digest(encoding)), 'a quick hash of it is');
});

test('[S7] each sign-in is a session of its own, and signing out cuts that session’s sockets alone', async () => {
  const ann = await server.technician(admin, 'Ann');
  const second = await server.signIn(ann.email);
  assert.notEqual(ann.cookie, second.cookie);
  const answer = await ann.post('session:end', {});
  assert.match(String(answer.headers['set-cookie']), /^__Host-support-session=; Max-Age=0;/);
  await ann.socket.cut();
  refused((await asConsole(ann.cookie)).json, 'unauthenticated');
  await second.must('session:get', {});
  assert.equal((await asConsole(second.cookie)).status, 200);
});

test('[S7] the cookie is bound to the console’s host, unreadable for scripts and sent on no foreign call', async () => {
  const answer = await server.http({
    host: 'console.localhost',
    path: '/api/commands/session:create',
    headers: { Origin: server.consoleOrigin, Cookie: `__Host-support-session=${'A'.repeat(43)}` },
    body: { email: admin.email, password: PASSWORD },
  });
  const cookie = String(answer.headers['set-cookie']);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
    assert.ok(cookie.split('; ').includes(attribute), `${attribute} in ${cookie}`);
  assert.doesNotMatch(cookie, /Domain/i);
  assert.ok(!cookie.includes('A'.repeat(43)), 'a session id that came from outside is not taken over');
});

test('[S7] a new password ends every other session of the technician, and keeps the own one', async () => {
  const bea = await server.technician(admin, 'Bea');
  const other = await server.signIn(bea.email);
  await bea.must('profile:change-password', { current: PASSWORD, password: 'the new one is long' });
  await other.socket.cut();
  refused((await asConsole(other.cookie)).json, 'unauthenticated');
  await bea.must('session:get', {});
});

test('[S7] disabling a technician cuts their sockets and ends their sessions', async () => {
  const cem = await server.technician(admin, 'Cem');
  await admin.must('technician:update', { technicianId: cem.id, version: 2, disabled: true });
  await cem.socket.cut();
  refused((await asConsole(cem.cookie)).json, 'unauthenticated');
  await assert.rejects(server.signIn(cem.email), /wrong_credentials/);
});

test('[S7] a new link, once used, ends the sessions from before', async () => {
  const dan = await server.technician(admin, 'Dan');
  const { url } = await admin.must('technician:renew-link', { technicianId: dan.id });
  await dan.must('session:get', {});
  const accepted = await server.http({
    host: 'console.localhost',
    path: '/api/commands/invitation:accept',
    headers: { Origin: server.consoleOrigin },
    body: { commandId: newCommandId(), token: url.split('#')[1], password: 'chosen once again' },
  });
  assert.equal(accepted.status, 200);
  await dan.socket.cut();
  refused((await asConsole(dan.cookie)).json, 'unauthenticated');
});

test('[S7] the console’s token is replaced after an hour, and the one before is good for a minute', async () => {
  const eva = await server.technician(admin, 'Eva');
  assert.equal((await asConsole(eva.cookie, '/')).headers['set-cookie'], undefined);
  server.clock.advance(HOUR + 1);
  const page = await asConsole(eva.cookie, '/requests');
  const fresh = String(page.headers['set-cookie']?.[0]).split(';')[0]!;
  assert.match(fresh, /^__Host-support-session=[\w-]{43}$/);
  assert.notEqual(fresh, eva.cookie);
  server.clock.advance(MINUTE - 1);
  assert.equal((await asConsole(eva.cookie)).status, 200);
  assert.equal((await asConsole(fresh)).status, 200);
  server.clock.advance(2);
  refused((await asConsole(eva.cookie)).json, 'unauthenticated');
  assert.equal((await asConsole(fresh)).status, 200);
  await eva.must('session:get', {});
});

test('[S7] a console unused for four days, or used for thirty, has to sign in again', async () => {
  const user = await server.signIn(admin.email);
  server.clock.advance(4 * DAY + 1);
  refused((await asConsole(user.cookie)).json, 'unauthenticated');

  const busy = await server.signIn(admin.email);
  for (let day = 0; day < 30; day += 3) {
    assert.equal((await asConsole(busy.cookie)).status, 200, `day ${day}`);
    await settled();
    server.clock.advance(3 * DAY);
  }
  server.clock.advance(1);
  refused((await asConsole(busy.cookie)).json, 'unauthenticated');
});

test('[S7] a guest’s token is not replaced, and lapses after thirty days without use', async () => {
  const { token } = await server.guest(portal);
  for (let month = 0; month < 3; month += 1) {
    server.clock.advance(30 * DAY);
    assert.equal((await asGuest(token)).status, 200, `month ${month}`);
    await settled();
  }
  server.clock.advance(30 * DAY + 1);
  refused((await asGuest(token)).json, 'unauthenticated');
  await assert.rejects(
    server.visit(portal, token),
    (error: { data?: { code: string } }) => error.data?.code === 'unauthenticated',
  );
});

test('[S7] a socket ends when its session lapses, and using it counts as use', async () => {
  const { admin: idle } = await server.seedAccount('Idle');
  const busy = await server.technician(idle, 'Busy');
  for (let day = 0; day < 3; day += 1) {
    server.clock.advance(1.5 * DAY);
    await busy.must('session:get', {});
    await settled();
  }
  await idle.socket.cut();
  await busy.must('session:get', {});
});
