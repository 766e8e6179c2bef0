import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused, refusedFields } from '../support/refusals.ts';
import {
  addPasskey,
  challenge,
  codeAt,
  confirm,
  enrol,
  firstStep,
  SoftPasskey,
} from '../support/second-factor.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

let server: TestServer;
let admin: ConsoleUser;
before(async () => {
  server = await TestServer.start();
  ({ admin } = await server.seedAccount('Factors'));
});
after(() => server.close());

const totp = (secret: string, at = server.clock.now()) =>
  ({ kind: 'totp', code: codeAt(secret, at) }) as const;
const wrong = (secret: string) => {
  const codes = new Set([-30_000, 0, 30_000].map((offset) => codeAt(secret, server.clock.now() + offset)));
  const code = ['000000', '111111', '222222', '333333'].find((other) => !codes.has(other))!;
  return { kind: 'totp', code } as const;
};

test('[S8] an authenticator app counts once a code confirmed it; then the password alone signs nobody in', async () => {
  const ann = await server.technician(admin, 'Ann');
  assert.deepEqual(refusedFields(await ann.socket.call('totp:enrol', { current: 'not mine at all' })), [
    'current: wrong_password',
  ]);
  const { secret, uri } = await ann.must('totp:enrol', { current: PASSWORD });
  assert.match(uri, /^otpauth:\/\/totp\/Factors:ann-/);
  refused(await ann.socket.call('totp:confirm', { code: wrong(secret).code }), 'wrong_code');
  await server.signIn(ann.email);
  const code = codeAt(secret, server.clock.now());
  const { security, recoveryCodes } = await ann.must('totp:confirm', { code });
  assert.equal(security.authenticatorApp, true);
  assert.equal(new Set(recoveryCodes).size, 10);

  server.clock.advance(30_000);
  const step = await firstStep(server, ann.email);
  assert.deepEqual(step.methods, ['totp', 'recovery']);
  const session = await confirm(server, step.token, totp(secret));
  assert.match(String(session.headers['set-cookie']), /^__Host-support-session=[\w-]{43};/);
  assert.equal(session.json.data.session.technician.id, ann.id);
});

test('[S8] with the first factor, sessions that were begun without it end', async () => {
  const bea = await server.technician(admin, 'Bea');
  const elsewhere = await server.signIn(bea.email);
  await enrol(server, bea);
  await elsewhere.socket.cut();
  await bea.must('session:get', {});
});

test('[S8] a code counts once, and none before it counts again; a minute-old one never', async () => {
  const cem = await server.technician(admin, 'Cem');
  const { secret } = await enrol(server, cem);
  const now = server.clock.now();
  const [first, second] = [await firstStep(server, cem.email), await firstStep(server, cem.email)];
  assert.equal((await confirm(server, first.token, totp(secret))).status, 200);
  refused((await confirm(server, second.token, totp(secret))).json, 'wrong_code');
  refused((await confirm(server, second.token, totp(secret, now - 30_000))).json, 'wrong_code');
  server.clock.advance(30_000);
  const later = totp(secret, server.clock.now() + 30_000);
  assert.equal((await confirm(server, second.token, later)).status, 200, 'a clock half a minute ahead');
  refused((await confirm(server, second.token, totp(secret))).json, 'step_expired');

  const third = await firstStep(server, cem.email);
  server.clock.advance(120_000);
  refused((await confirm(server, third.token, totp(secret, server.clock.now() - 60_000))).json, 'wrong_code');
});

test('[S8] many calls with one right code at once are one session', async () => {
  const dan = await server.technician(admin, 'Dan');
  const { secret } = await enrol(server, dan);
  const steps = [await firstStep(server, dan.email), await firstStep(server, dan.email)];
  server.clock.advance(60_000);
  const proof = totp(secret);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => confirm(server, steps[index % 2]!.token, proof)),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
});

test('[S8] wrong codes make the next try wait, and the password’s tries are counted apart', async () => {
  const eva = await server.technician(admin, 'Eva');
  const { secret } = await enrol(server, eva);
  const { token } = await firstStep(server, eva.email);
  for (let count = 1; count <= 5; count += 1)
    refused((await confirm(server, token, wrong(secret))).json, 'wrong_code');
  const early = await confirm(server, token, totp(secret));
  refused(early.json, 'too_many_attempts');
  assert.equal(early.json.error.params.retryAfter, 1000);
  const again = await firstStep(server, eva.email);
  refused((await confirm(server, again.token, totp(secret))).json, 'too_many_attempts');
  server.clock.advance(1000);
  assert.equal((await confirm(server, again.token, totp(secret))).status, 200);
});

test('[S8] a second step lapses after ten minutes', async () => {
  const fay = await server.technician(admin, 'Fay');
  const { secret } = await enrol(server, fay);
  const { token } = await firstStep(server, fay.email);
  server.clock.advance(600_001);
  refused((await confirm(server, token, totp(secret))).json, 'step_expired');
  refused((await confirm(server, 'A'.repeat(43), totp(secret))).json, 'step_expired');
});

test('[S8] a recovery code works once, says how many are left, and new ones end those before', async () => {
  const gus = await server.technician(admin, 'Gus');
  const { recoveryCodes } = await enrol(server, gus);
  const use = async (code: string) =>
    confirm(server, (await firstStep(server, gus.email)).token, { kind: 'recovery', code });
  const first = await use(recoveryCodes[0]!.toUpperCase().replace('-', ' '));
  assert.equal(first.json.data.recoveryCodesLeft, 9);
  refused((await use(recoveryCodes[0]!)).json, 'wrong_code');
  const renewed = await gus.must('recovery-codes:renew', { current: PASSWORD });
  refused((await use(recoveryCodes[1]!)).json, 'wrong_code');
  assert.equal((await use(renewed.recoveryCodes[1]!)).json.data.recoveryCodesLeft, 9);
  const rows = await server.app.deps.database.read
    .selectFrom('audit')
    .select('input')
    .where('actor_id', '=', gus.id)
    .where('command', '=', 'session:confirm')
    .execute();
  const kinds = rows.map(
    ({ input }) => JSON.parse(input) as { proof: { kind: string; code?: string }; failed?: string },
  );
  assert.deepEqual(
    kinds.map(({ proof, failed }) => `${proof.kind} ${failed ?? proof.code}`),
    ['recovery [redacted]', 'recovery wrong_code', 'recovery wrong_code', 'recovery [redacted]'],
  );
});

test('[S8] a passkey is a second factor, and alone signs in whom it verified', async () => {
  const hal = await server.technician(admin, 'Hal');
  const { passkey, added } = await addPasskey(server, hal, 'Blue key');
  assert.equal(added.recoveryCodes?.length, 10);
  assert.deepEqual(
    added.security.passkeys.map(({ name, lastUsedAt }) => [name, lastUsedAt]),
    [['Blue key', null]],
  );

  const step = await firstStep(server, hal.email);
  assert.deepEqual(step.methods, ['passkey', 'recovery']);
  assert.equal(step.passkey!.rpId, 'console.localhost');
  const origin = server.consoleOrigin;
  const second = await confirm(server, step.token, passkey.get(step.passkey!, origin, { verified: false }));
  assert.equal(second.json.data?.session.technician.id, hal.id, second.text);

  const alone = await challenge(server);
  const signedIn = await confirm(server, alone.token, passkey.get(alone.passkey, origin));
  assert.equal(signedIn.json.data?.session.technician.id, hal.id, signedIn.text);
  const { passkeys } = await hal.must('security:get', {});
  assert.equal(passkeys[0]!.lastUsedAt, server.clock.now());
});

test('[S8] a passkey that is another’s, unverified, a copy, for another page or another challenge is refused', async () => {
  const ida = await server.technician(admin, 'Ida');
  const { passkey } = await addPasskey(server, ida);
  const origin = server.consoleOrigin;
  const tries: [string, (options: { challenge: string; rpId: string }) => object][] = [
    ['not verified', (options) => passkey.get(options, origin, { verified: false })],
    ['from a portal’s page', (options) => passkey.get(options, origin.replace('console', 'acme'))],
    ['for another host', (options) => passkey.get({ ...options, rpId: 'localhost' }, origin)],
    ['another challenge', (options) => passkey.get({ ...options, challenge: 'AAAA' }, origin)],
    ['an unknown key', (options) => new SoftPasskey().get(options, origin)],
  ];
  for (const [what, make] of tries) {
    const { token, passkey: options } = await challenge(server);
    const { json } = await confirm(server, token, make(options) as never);
    assert.equal(json.error?.code, 'wrong_code', what);
  }
  const good = await challenge(server);
  const proof = passkey.get(good.passkey, origin);
  assert.equal((await confirm(server, good.token, proof)).status, 200);
  refused((await confirm(server, good.token, proof)).json, 'step_expired');
  const copied = await challenge(server);
  const stale = passkey.get(copied.passkey, origin, { counts: false });
  refused((await confirm(server, copied.token, stale)).json, 'wrong_code');

  const jan = await server.technician(admin, 'Jan');
  await enrol(server, jan);
  const step = await firstStep(server, jan.email);
  const foreign = passkey.get({ challenge: good.passkey.challenge, rpId: good.passkey.rpId }, origin);
  refused((await confirm(server, step.token, foreign)).json, 'wrong_code');
});

test('[S8] a challenge for adding a passkey is one’s own, works once and lapses', async () => {
  const kim = await server.technician(admin, 'Kim');
  const leo = await server.technician(admin, 'Leo');
  const offer = await kim.must('passkey:offer', { current: PASSWORD });
  const response = new SoftPasskey().create(offer, server.consoleOrigin);
  const given = { token: offer.token, name: 'Key', response };
  refused(await leo.socket.call('passkey:add', given), 'step_expired');
  await kim.must('passkey:add', given);
  refused(await kim.socket.call('passkey:add', given), 'step_expired');
  const late = await kim.must('passkey:offer', { current: PASSWORD });
  assert.equal(late.options.excludeCredentials.length, 1);
  server.clock.advance(600_001);
  const answer = new SoftPasskey().create(late, server.consoleOrigin);
  refused(
    await kim.socket.call('passkey:add', { ...given, token: late.token, response: answer }),
    'step_expired',
  );
});

test('[S8] removing the last factor needs the password, ends the recovery codes and the second step', async () => {
  const mia = await server.technician(admin, 'Mia');
  await enrol(server, mia);
  const { added } = await addPasskey(server, mia);
  assert.equal(added.recoveryCodes, null, 'those from before stay');
  const [key] = added.security.passkeys;
  assert.deepEqual(refusedFields(await mia.socket.call('totp:remove', { current: 'not my password' })), [
    'current: wrong_password',
  ]);
  const without = await mia.must('totp:remove', { current: PASSWORD });
  assert.deepEqual([without.authenticatorApp, without.recoveryCodes], [false, 10]);
  const last = await mia.must('passkey:remove', { passkeyId: key!.id, current: PASSWORD });
  assert.deepEqual([last.passkeys, last.recoveryCodes], [[], 0]);
  await server.signIn(mia.email);
});

test('[S8] the database holds no secret of an app and no recovery code', async () => {
  const nia = await server.technician(admin, 'Nia');
  const { secret, recoveryCodes } = await enrol(server, nia);
  const { database } = server.app.deps;
  const apps = await database.read.selectFrom('authenticator_apps').selectAll().execute();
  const codes = await database.read.selectFrom('recovery_codes').selectAll().execute();
  const commands = await database.read.selectFrom('commands').select('result').execute();
  const text = JSON.stringify([apps, codes, commands]);
  for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))])
    assert.ok(!text.includes(hidden));
});
