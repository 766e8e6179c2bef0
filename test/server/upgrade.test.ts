import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { MIGRATIONS } from '../../server/platform/database/migrations/index.ts';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { appliedIn, copyData, makeOlder } from '../support/older-database.ts';
import { SECRET_KEY, startProcess } from '../support/operating.ts';
import { mustCli } from '../support/operator-cli.ts';
import { textsOf, wholeThread } from '../support/scene.ts';
import { connect } from '../support/socket-client.ts';
import { databaseEnv, dropTestDatabase } from '../support/test-database.ts';

test('data of the first version, copied, is brought up to date by a start; people go on where they were, and the original is as it was', async (context) => {
  const parent = await mkdtemp(join(tmpdir(), 'support-portal-upgrade-'));
  const [original, copy] = ['original', 'copy'].map((name) => join(parent, `${basename(parent)}-${name}`)) as [string, string]; // prettier-ignore
  context.after(async () => {
    for (const folder of [original, copy]) await dropTestDatabase(folder);
    await rm(parent, { recursive: true, force: true });
  });
  const { email, password, requestId, threadId, texts } = await makeOlder(original);
  await copyData(original, copy);

  const port = await freePort();
  const env = { SECRET_KEY, ...(await databaseEnv(copy)), PORT: String(port) };
  const server = await startProcess(context, env);
  assert.deepEqual(await appliedIn(copy), Object.keys(MIGRATIONS));
  const origin = `http://console.localhost:${port}`;
  const signedIn = await http(port, {
    host: 'console.localhost',
    path: '/api/commands/session:create',
    headers: { Origin: origin },
    body: { email, password },
  });
  assert.equal(signedIn.status, 200, signedIn.text);
  const cookie = String(signedIn.headers['set-cookie']?.[0]).split(';')[0]!;
  const ada = await connect(port, { host: 'console.localhost', cookie, origin });
  context.after(() => ada.close());
  const list = await ada.must('request:list', { view: 'all' });
  const requests = 'requests' in list ? list.requests : [];
  assert.deepEqual(
    requests.map(({ id, number, status, customer }) => [id, number, status, customer.name]),
    [[requestId, 1, 'active', 'Carla']],
  );
  assert.deepEqual(textsOf(await wholeThread(ada, threadId)), texts);
  const { entry } = await ada.must('thread:send', { threadId, text: 'Still there?' });
  assert.equal(entry.sequence, texts.length + 1);
  ada.close();
  assert.equal(await server.stop(), 0);

  // With nothing to find: it ends with 1 otherwise.
  await mustCli(env, 'check');
  assert.deepEqual(await appliedIn(original), ['0001-main-job']);
});
