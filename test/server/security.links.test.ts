import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CommandInput } from '#protocol/index';
import { createLink } from '../../server/platform/links.ts';
import { newCommandId } from '../support/ids.ts';
import { refused, refusedFields } from '../support/refusals.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

const DAY = 24 * 3_600_000;
let server: TestServer;
let admin: ConsoleUser;
before(async () => {
  server = await TestServer.start();
  ({ admin } = await server.seedAccount('Links'));
});
after(() => server.close());

const call = (name: string, body: object) =>
  server.http({
    host: 'console.localhost',
    path: `/api/commands/${name}`,
    headers: { Origin: server.consoleOrigin },
    body: { commandId: newCommandId(), ...body },
  });
const tokenOf = ({ url }: { url: string }): string => url.split('#')[1]!;
const invite = (name: string, role: CommandInput<'technician:invite'>['role'] = 'technician') =>
  admin.must('technician:invite', {
    name,
    email: `${name.toLowerCase()}@msp.example`,
    role,
    access: { kind: 'all' },
  });
const accept = (token: string, commandId = newCommandId()) =>
  call('invitation:accept', { token, password: PASSWORD, commandId });

test('[S2] an invitation works once; trying the same call again gets the first answer', async () => {
  const { invitation } = await invite('Once');
  assert.equal(new URL(invitation.url).search, '', 'the token is in the fragment, which reaches no server');
  const token = tokenOf(invitation);
  const found = await call('invitation:get', { token });
  assert.deepEqual(found.json.data, {
    name: 'Once',
    email: 'once@msp.example',
    account: 'Links',
    purpose: 'invitation',
  });
  const commandId = newCommandId();
  assert.equal((await accept(token, commandId)).status, 200);
  assert.equal((await accept(token, commandId)).status, 200);
  const second = await accept(token);
  assert.equal(second.status, 410);
  refused(second.json, 'link_invalid');
  refused((await call('invitation:get', { token })).json, 'link_invalid');
});

test('[S2] of many who use one link at once, one gets in', async () => {
  server.clock.advance(60_000);
  const { invitation } = await invite('Race');
  const answers = await Promise.all(Array.from({ length: 8 }, () => accept(tokenOf(invitation))));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410, 410, 410, 410, 410, 410]);
});

test('[S2] an invitation lapses after a week, a set-up link after a day', async () => {
  server.clock.advance(60_000);
  const { invitation } = await invite('Late');
  assert.equal(invitation.expiresAt, server.clock.now() + 7 * DAY);
  const { deps } = server.app;
  const setUp = await deps.database.write((tx) =>
    createLink(tx, deps.secrets, server.clock.now(), {
      purpose: 'set-up',
      account: null,
      technicianId: null,
    }),
  );
  server.clock.advance(DAY - 1);
  const given = {
    token: setUp.token,
    account: 'New',
    name: 'Ann',
    email: 'ann@new.example',
    password: PASSWORD,
  };
  refused((await call('invitation:get', { token: setUp.token })).json, 'link_invalid');
  server.clock.advance(1);
  refused((await call('account:set-up', given)).json, 'link_invalid');
  server.clock.advance(6 * DAY - 1);
  assert.equal((await call('invitation:get', { token: tokenOf(invitation) })).status, 200);
  server.clock.advance(1);
  refused((await accept(tokenOf(invitation))).json, 'link_invalid');
  admin = await server.signIn(admin.email);
});

test('[S2] a set-up link makes one account, once', async () => {
  const { deps } = server.app;
  const { token } = await deps.database.write((tx) =>
    createLink(tx, deps.secrets, server.clock.now(), {
      purpose: 'set-up',
      account: null,
      technicianId: null,
    }),
  );
  const given = { token, account: 'Fresh', name: 'Fred', email: 'fred@fresh.example', password: PASSWORD };
  refused((await accept(token)).json, 'link_invalid');
  assert.equal((await call('account:set-up', given)).status, 200);
  refused((await call('account:set-up', { ...given, email: 'eve@fresh.example' })).json, 'link_invalid');
  const { must } = await server.signIn('fred@fresh.example');
  assert.equal((await must('technician:list', {})).technicians.length, 1);
});

test('[S2] a renewed invitation ends the earlier ones, and a disabled technician’s link is no use', async () => {
  const { technician, invitation } = await invite('Renewed');
  const second = await admin.must('technician:renew-link', { technicianId: technician.id });
  const third = await admin.must('technician:renew-link', { technicianId: technician.id });
  refused((await accept(tokenOf(invitation))).json, 'link_invalid');
  refused((await accept(tokenOf(second))).json, 'link_invalid');
  const { version } = technician;
  await admin.must('technician:update', { technicianId: technician.id, version, disabled: true });
  refused((await accept(tokenOf(third))).json, 'link_invalid');
  refused(await admin.socket.call('technician:renew-link', { technicianId: technician.id }), 'not_found');
});

test('[S2] a link opens no other purpose, and a wrong token says no more than an old one', async () => {
  const { invitation } = await invite('Other');
  const token = tokenOf(invitation);
  const setUp = { account: 'X', name: 'X', email: 'x@x.example', password: PASSWORD };
  refused((await call('account:set-up', { ...setUp, token })).json, 'link_invalid');
  const bare = (json: { error: object }) => ({ ...json.error, requestId: undefined });
  await accept(token);
  const used = await call('invitation:get', { token });
  const unknown = await call('invitation:get', { token: 'A'.repeat(43) });
  assert.deepEqual(bare(used.json), bare(unknown.json));
});

test('the last admin can neither be demoted nor disabled, by themselves or anybody', async () => {
  const { technicians } = await admin.must('technician:list', {});
  const me = technicians.find(({ id }) => id === admin.id)!;
  const own = { technicianId: me.id, version: me.version };
  // An admin who never accepted, and one who is disabled, do not count.
  await invite('Pending', 'admin');
  const gone = await server.technician(admin, 'Gone', { role: 'admin' });
  await admin.must('technician:update', { technicianId: gone.id, version: 2, disabled: true });
  const demote = await admin.socket.call('technician:update', { ...own, role: 'technician' });
  assert.deepEqual(refusedFields(demote), ['role: last_admin']);
  const disable = await admin.socket.call('technician:update', { ...own, disabled: true });
  assert.deepEqual(refusedFields(disable), ['disabled: last_admin']);

  const second = await server.technician(admin, 'Second', { role: 'admin' });
  const both = await Promise.all([
    admin.socket.call('technician:update', { ...own, role: 'technician' }),
    second.socket.call('technician:update', { technicianId: second.id, version: 2, role: 'technician' }),
  ]);
  assert.equal(both.filter((answer) => answer.ok).length, 1, 'two at once leave one');
});
