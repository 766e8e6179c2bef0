import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { COMMANDS, type CommandName } from '#protocol/index';
import type { CommandSpec } from '#protocol/define';
import { newCommandId } from '../support/ids.ts';
import { refused, refusedFields } from '../support/refusals.ts';
import { chat, scene, type Scene } from '../support/scene.ts';
import { addPasskey, enrol, firstStep } from '../support/second-factor.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

const KEY = 'sign-in.secondFactorRequired';
let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

const require = async (admin: ConsoleUser, value: boolean, version: number) =>
  admin.must('setting:set', { key: KEY, level: { kind: 'account' }, value, version });
const sessionOf = async (user: Pick<ConsoleUser, 'must'>) => {
  const answer = await user.must('session:get', {});
  assert.ok('technician' in answer);
  return answer;
};
const asked = async ({ portal }: Scene) => {
  const { json } = await server.http({
    host: `${portal.subdomain}.localhost`,
    path: `/api/portals/${portal.portalId}/view`,
  });
  return json.data.kind as string;
};

test('[S8] an account that asks for a second factor narrows who has none, at once, to setting one up', async () => {
  const one = await scene(server, 'Strict');
  const { admin, tom } = one;
  const { customer, request } = await chat(server, one);
  await enrol(server, admin);
  await tom.must('session:get', {});
  const narrowed = tom.socket.hears('session:changed', ({ mustSecure }) => mustSecure);
  await require(admin, true, 0);
  const told = await narrowed;
  assert.deepEqual(told.permissions, ['session.own']);
  assert.equal((await sessionOf(admin)).mustSecure, false);

  // Nothing but what is their own session's: on the open socket, over REST, and in a session begun now.
  const again = await server.signIn(tom.email);
  for (const name of Object.keys(COMMANDS) as CommandName[]) {
    const row = (COMMANDS as Record<string, CommandSpec>)[name]!;
    if (['anyone', 'session.own', 'portal.visit'].includes(row.permission)) continue;
    if (!(row.offered ?? ['socket']).includes('socket')) continue;
    for (const user of [tom, again]) refused(await user.socket.raw(name, {}), 'forbidden');
  }
  // Their chat is somebody else's to go on with, and they hear no more of it.
  await customer.hears(
    'request:own-changed',
    ({ request: own }) => own.kind === 'waiting' || own.kind === 'kept',
  );
  tom.socket.heard.splice(0);
  await customer.must('thread:send', {
    commandId: newCommandId(),
    threadId: request.threadId,
    text: 'Still there?',
  } as never);
  await admin.must('request:list', { view: 'all' });
  assert.deepEqual(
    tom.socket.heard.map(({ event }) => event).filter((event) => !event.startsWith('session:')),
    [],
  );
  assert.equal(await asked(one), 'offline-form', 'who may not answer makes no portal live');

  await enrol(server, again);
  const whole = await sessionOf(again);
  assert.deepEqual([whole.mustSecure, whole.permissions.includes('request.work')], [false, true]);
  await tom.socket.cut();
  await again.must('request:list', { view: 'all' });
});

test('[S8] the policy is the account’s own, and ends as it began', async () => {
  const { admin } = await server.seedAccount('Lenient');
  const other = await server.seedAccount('Unasked');
  const uwe = await server.technician(admin, 'Uwe');
  await require(admin, true, 0);
  assert.equal((await sessionOf(admin)).mustSecure, true, 'the admin too');
  assert.equal((await sessionOf(other.admin)).mustSecure, false);
  refused(await admin.socket.call('setting:list', {}), 'forbidden');
  await enrol(server, admin);
  const late = await server.technician(admin, 'Late');
  assert.equal((await sessionOf(late)).mustSecure, true, 'who joins later');
  await addPasskey(server, late);
  assert.equal((await sessionOf(late)).mustSecure, false);
  await require(admin, false, 1);
  assert.equal((await sessionOf(uwe)).mustSecure, false);
  assert.deepEqual(
    refusedFields(
      await admin.socket.call('setting:set', {
        key: KEY,
        level: { kind: 'company', companyId: (await admin.must('company:create', { name: 'X' })).id },
        value: true,
        version: 0,
      }),
    ),
    ['level: invalid'],
  );
});

test('[S8] an admin takes away a lost second factor: sessions end, and the policy asks for a new one', async () => {
  const { admin } = await server.seedAccount('Helping');
  await enrol(server, admin);
  await require(admin, true, 0);
  const vic = await server.technician(admin, 'Vic');
  await enrol(server, vic);
  await addPasskey(server, vic);
  await firstStep(server, vic.email);
  const state = async () =>
    (await admin.must('technician:list', {})).technicians.find(({ id }) => id === vic.id)!.secondFactor;
  assert.equal(await state(), true);
  await admin.must('technician:reset-second-factor', { technicianId: vic.id });
  await vic.socket.cut();
  assert.equal(await state(), false);
  const anew = await server.signIn(vic.email);
  assert.equal((await sessionOf(anew)).mustSecure, true);
  const { authenticatorApp, passkeys, recoveryCodes, required } = await anew.must('security:get', {});
  assert.deepEqual([authenticatorApp, passkeys, recoveryCodes, required], [false, [], 0, true]);
});

test('[S7] the own sessions are listed; one or all others end, and nobody else’s', async () => {
  const { admin } = await server.seedAccount('Listing');
  const wim = await server.technician(admin, 'Wim');
  const [second, third] = [await server.signIn(wim.email), await server.signIn(wim.email)];
  const list = async () => (await wim.must('session:list', {})).sessions;
  const all = await list();
  assert.equal(all.length, 3);
  assert.equal(all.filter(({ current }) => current).length, 1);
  assert.ok(all.every(({ address }) => address === '127.0.0.1'));
  const secondId = (await second.must('session:list', {})).sessions.find(({ current }) => current)!.id;
  refused(await admin.socket.call('session:end-other', { sessionId: secondId }), 'not_found');
  const own = all.find(({ current }) => current)!.id;
  refused(await wim.socket.call('session:end-other', { sessionId: own }), 'not_found');
  assert.deepEqual(await wim.must('session:end-other', { sessionId: secondId }), { ended: 1 });
  await second.socket.cut();
  await third.must('session:get', {});
  assert.deepEqual(await wim.must('session:end-other', {}), { ended: 1 });
  await third.socket.cut();
  assert.equal((await list()).length, 1);

  const more = await server.signIn(wim.email);
  assert.deepEqual(await admin.must('technician:end-sessions', { technicianId: wim.id }), { ended: 2 });
  await more.socket.cut();
});

test('[S7] a reset link sets a new password, ends sessions, keeps the second factor and lapses after four hours', async () => {
  const { admin } = await server.seedAccount('Resetting');
  const xia = await server.technician(admin, 'Xia');
  await enrol(server, xia);
  const link = async () => {
    const { url, expiresAt } = await admin.must('technician:renew-link', { technicianId: xia.id });
    assert.equal(expiresAt, server.clock.now() + 4 * 3_600_000);
    return url.split('#')[1]!;
  };
  const call = (name: string, body: object) =>
    server.http({
      host: 'console.localhost',
      path: `/api/commands/${name}`,
      headers: { Origin: server.consoleOrigin },
      body: { commandId: newCommandId(), ...body },
    });
  const token = await link();
  assert.equal((await call('invitation:get', { token })).json.data.purpose, 'reset');
  const password = 'wind over six hills';
  assert.equal((await call('invitation:accept', { token, password })).status, 200);
  await xia.socket.cut();
  await assert.rejects(server.signIn(xia.email), /wrong_credentials/);
  assert.deepEqual((await firstStep(server, xia.email, password)).methods, ['totp', 'recovery']);
  const late = await link();
  server.clock.advance(4 * 3_600_000 + 1);
  refused((await call('invitation:accept', { token: late, password: PASSWORD })).json, 'link_invalid');
});
