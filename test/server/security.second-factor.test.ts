import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { addPasskey, codeAt, confirm, enrol, firstStep, SoftPasskey } from '../support/second-factor.ts';
import { createSecrets } from '../../server/platform/secrets.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

let server: TestServer;
let admin: ConsoleUser;
before(async () => {
  server = await TestServer.start({ trustedProxies: ['127.0.0.1'] });
  ({ admin } = await server.seedAccount('Attacked'));
});
after(() => server.close());

/** A call to the console's host by nobody in particular, from any address. */
const rest = (name: string, body: object, address = '203.0.113.1') =>
  server.http({
    host: 'console.localhost',
    path: `/api/commands/${name}`,
    headers: { Origin: server.consoleOrigin, 'X-Forwarded-For': address },
    body: { commandId: newCommandId(), ...body },
  });
const totp = (secret: string) => ({ kind: 'totp', code: codeAt(secret, server.clock.now()) }) as const;
const wrongCode = (secret: string): string => {
  const right = new Set([-30_000, 0, 30_000].map((offset) => codeAt(secret, server.clock.now() + offset)));
  return ['000000', '111111', '222222', '333333'].find((code) => !right.has(code))!;
};
const codesOf = (answers: { json: { ok: boolean; error?: { code: string } } }[]) =>
  answers.map(({ json }) => (json.ok ? 'ok' : json.error!.code));

test('[S8] many guesses at once, from many addresses, are no more guesses than one after another', async () => {
  const ann = await server.technician(admin, 'Ann');
  const { secret } = await enrol(server, ann);
  const { token } = await firstStep(server, ann.email);
  const proof = { kind: 'totp', code: wrongCode(secret) };
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      rest('session:confirm', { token, proof }, `198.51.100.${index}`),
    ),
  );
  const codes = codesOf(answers);
  assert.equal(codes.filter((code) => code === 'wrong_code').length, 5);
  assert.equal(codes.filter((code) => code === 'too_many_attempts').length, 45);
});

test('[S8] the same for passwords', async () => {
  const ben = await server.technician(admin, 'Ben');
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      rest('session:create', { email: ben.email, password: 'not this one' }, `198.51.100.${index}`),
    ),
  );
  assert.equal(codesOf(answers).filter((code) => code === 'wrong_credentials').length, 5);
});

test('[S8] of fifty calls with one recovery code at once, one is a session, and one code is gone', async () => {
  const cid = await server.technician(admin, 'Cid');
  const { recoveryCodes } = await enrol(server, cid);
  const tokens = await Promise.all([1, 2, 3].map(async () => (await firstStep(server, cid.email)).token));
  const proof = { kind: 'recovery', code: recoveryCodes[0]! };
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      rest('session:confirm', { token: tokens[index % 3]!, proof }, `198.51.100.${index}`),
    ),
  );
  assert.equal(codesOf(answers).filter((code) => code === 'ok').length, 1);
  assert.equal((await cid.must('security:get', {})).recoveryCodes, 9);
});

test('[S8] an admin’s open console alone takes no factor and no password of their own away', async () => {
  const boss = await server.technician(admin, 'Boss', { role: 'admin' });
  await enrol(server, boss);
  refused(await boss.socket.call('technician:reset-second-factor', { technicianId: boss.id }), 'forbidden');
  refused(await boss.socket.call('technician:renew-link', { technicianId: boss.id }), 'forbidden');
  assert.equal((await boss.must('security:get', {})).authenticatorApp, true);
});

test('[S7] a new password ends what the old one began: second steps and reset links', async () => {
  const dee = await server.technician(admin, 'Dee');
  const { secret } = await enrol(server, dee);
  const begun = await firstStep(server, dee.email);
  const { url } = await admin.must('technician:renew-link', { technicianId: dee.id });
  const password = 'seven lamps by the lake';
  await dee.must('profile:change-password', { current: PASSWORD, password });
  refused((await confirm(server, begun.token, totp(secret))).json, 'step_expired');
  refused((await rest('invitation:get', { token: url.split('#')[1] })).json, 'link_invalid');

  const next = await firstStep(server, dee.email, password);
  const reset = await admin.must('technician:renew-link', { technicianId: dee.id });
  const accepted = await rest('invitation:accept', { token: reset.url.split('#')[1], password: PASSWORD });
  assert.equal(accepted.status, 200);
  refused((await confirm(server, next.token, totp(secret))).json, 'step_expired');
});

test('[S7] signing somebody out everywhere, or disabling them, ends the sign-ins that are half done', async () => {
  const eli = await server.technician(admin, 'Eli');
  const { secret } = await enrol(server, eli);
  const begun = await firstStep(server, eli.email);
  await admin.must('technician:end-sessions', { technicianId: eli.id });
  refused((await confirm(server, begun.token, totp(secret))).json, 'step_expired');

  const again = await firstStep(server, eli.email);
  const { url } = await admin.must('technician:renew-link', { technicianId: eli.id });
  const row = async () =>
    (await admin.must('technician:list', {})).technicians.find(({ id }) => id === eli.id)!;
  const switched = async (disabled: boolean) =>
    admin.must('technician:update', { technicianId: eli.id, version: (await row()).version, disabled });
  await switched(true);
  refused((await confirm(server, again.token, totp(secret))).json, 'step_expired');
  await switched(false);
  refused((await confirm(server, again.token, totp(secret))).json, 'step_expired');
  refused((await rest('invitation:get', { token: url.split('#')[1] })).json, 'link_invalid');
});

test('[S8] a passkey whose id is another’s already is refused, and changes nothing of theirs', async () => {
  const fox = await server.technician(admin, 'Fox');
  const { passkey } = await addPasskey(server, fox);
  const { admin: other } = await server.seedAccount('Copying');
  const thief = new SoftPasskey();
  passkey.id.copy(thief.id);
  const offer = await other.must('passkey:offer', { current: PASSWORD });
  const response = thief.create(offer, server.consoleOrigin);
  refused(
    await other.socket.call('passkey:add', { token: offer.token, name: 'Mine', response }),
    'wrong_code',
  );
  const step = await firstStep(server, fox.email);
  const proof = passkey.get(step.passkey!, server.consoleOrigin);
  assert.equal((await confirm(server, step.token, proof)).status, 200);
});

test('[S8] an app whose secret an earlier SECRET_KEY sealed proves nothing, and stands in the way of no passkey', async () => {
  const gil = await server.technician(admin, 'Gil');
  const { secret } = await enrol(server, gil);
  const { passkey } = await addPasskey(server, gil);
  const sealed = createSecrets('the key of another year').seal(secret);
  await server.app.deps.database.write((tx) =>
    tx
      .updateTable('authenticator_apps')
      .set({ secret: sealed })
      .where('technician_id', '=', gil.id)
      .execute(),
  );
  const step = await firstStep(server, gil.email);
  assert.deepEqual(step.methods, ['passkey', 'recovery']);
  refused((await confirm(server, step.token, totp(secret))).json, 'wrong_code');
  const proof = passkey.get(step.passkey!, server.consoleOrigin);
  assert.equal((await confirm(server, step.token, proof)).status, 200);
});

test('[S2] nobody signs in or uses a link but on the console’s host: other pages cannot have their readers guess', async () => {
  const { admin: own } = await server.seedAccount('Hosted');
  for (const host of ['hosted.localhost', 'embed.localhost', 'elsewhere.example'])
    for (const name of ['session:create', 'session:challenge', 'session:confirm', 'invitation:get']) {
      const body = { email: own.email, password: PASSWORD, token: 'A'.repeat(43) };
      const path = `/api/commands/${name}`;
      const answer = await server.http({
        host,
        path,
        headers: { Origin: 'https://elsewhere.example' },
        body,
      });
      refused(answer.json, 'unknown_command');
    }
  assert.equal((await own.must('session:list', {})).sessions.length, 1);
});

test('[S8] one network of IPv6 addresses is one address: its failures and its rates count together', async () => {
  const from = (group: string, count: number) => `2001:db8:${group}::${(count * 977).toString(16)}`;
  const guess = (address: string) =>
    rest('session:create', { email: `${newCommandId()}@x.example`, password: 'not this one' }, address);
  for (let count = 1; count <= 30; count += 1) {
    refused((await guess(from('1:2', count))).json, 'wrong_credentials');
    // The rate limit by address is another rule.
    server.clock.advance(2000);
  }
  refused((await guess(from('1:2', 31))).json, 'wrong_credentials');
  refused((await guess(from('1:2', 32))).json, 'too_many_attempts');
  refused((await guess(from('1:3', 33))).json, 'wrong_credentials');
  const challenges = await Promise.all(
    Array.from({ length: 31 }, (_, count) => rest('session:challenge', {}, from('1:4', count))),
  );
  assert.deepEqual(new Set(codesOf(challenges)), new Set(['ok', 'rate_limited']));
});
