import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashNewPassword } from '../../../server/platform/new-password.ts';
import { containsName, isKnownPassword } from '../../../server/platform/known-passwords.ts';
import { refused, refusedFields } from '../../support/refusals.ts';
import { PASSWORD, TestServer } from '../../support/test-server.ts';

for (const password of [
  'password1234',
  'Password1234!',
  'PASSWORDPASSWORD',
  'dragondragon12',
  'iloveyou!!!!!',
  'P@ssw0rd2026',
  '1qaz2wsx3edc',
  'aaaaaaaaaaaaa',
  '123123123123',
  '12 football 12',
])
  test(`[S8] ${password} is known`, async () => assert.equal(await isKnownPassword(password), true));

for (const password of [
  'a quiet river at dawn',
  'correct horse battery',
  'kT9#vQ2!mZ7x',
  'perro azul mesa lluvia',
])
  test(`[S8] ${password} is not known`, async () => assert.equal(await isKnownPassword(password), false));

test('[S8] names and addresses of the person and the account do not make a password', () => {
  const about = ['Ana María López', 'ana.lopez@northwind.example', 'Northwind IT'];
  for (const password of ['northwind-2026!!', 'Lopez is the best', 'Ana.Lopez 123456', 'ana lopez at home'])
    assert.equal(containsName(password, about), true, password);
  for (const password of ['it is a bright day', 'banana split for two'])
    assert.equal(containsName(password, about), false, password);
});

test('[S8] a password of its own is hashed; a known or personal one never gets that far', async () => {
  const hashed: string[] = [];
  const passwords = { hash: async (given: string) => `${hashed.push(given)}`, verify: async () => false };
  await hashNewPassword({ passwords }, PASSWORD, ['Ana']);
  await assert.rejects(hashNewPassword({ passwords }, 'password1234', ['Ana']), { code: 'validation' });
  await assert.rejects(hashNewPassword({ passwords }, 'My support-portal 1', ['Ana']), {
    code: 'validation',
  });
  assert.deepEqual(hashed, [PASSWORD]);
});

test('[S8] it holds wherever somebody chooses a password', async () => {
  const server = await TestServer.start();
  try {
    const { admin } = await server.seedAccount('Northwind');
    const change = (password: string) =>
      admin.socket.call('profile:change-password', { current: PASSWORD, password });
    assert.deepEqual(refusedFields(await change('Password1234!')), ['password: known_password']);
    assert.deepEqual(refusedFields(await change('northwind forever')), ['password: personal_password']);
    const { invitation } = await admin.must('technician:invite', {
      name: 'Yolanda',
      email: 'yo@northwind.example',
      role: 'technician',
      access: { kind: 'all' },
    });
    const accept = async (password: string) =>
      (
        await server.http({
          host: 'console.localhost',
          path: '/api/commands/invitation:accept',
          headers: { Origin: server.consoleOrigin },
          body: { commandId: crypto.randomUUID(), token: invitation.url.split('#')[1], password },
        })
      ).json;
    assert.deepEqual(refusedFields(await accept('yolanda yolanda')), ['password: personal_password']);
    assert.deepEqual(refusedFields(await accept('qwertyuiop123')), ['password: known_password']);
    assert.equal((await accept('four plain words here')).ok, true);
    refused(await accept('four other words here'), 'link_invalid');
  } finally {
    await server.close();
  }
});
