import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY } from '../support/operating.ts';
import { mustCli } from '../support/operator-cli.ts';
import { codeAt } from '../support/second-factor.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from '../support/test-database.ts';
import { PASSWORD } from '../support/test-server.ts';

test('[S8] an admin who lost the second factor too gets it taken away, and nobody else’s', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-cli-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  context.after(() => dropTestDatabase(folder));
  const env = { SECRET_KEY, ...(await databaseEnv(folder)), PORT: String(await freePort()) };
  const live = await LiveServer.start(context, env);
  const admin = await live.console();
  const { secret } = await admin.must('totp:enrol', { current: PASSWORD });
  await admin.must('totp:confirm', { code: codeAt(secret, Date.now()) });
  const signIn = async () =>
    (
      await http(Number(env.PORT), {
        host: 'console.localhost',
        path: '/api/commands/session:create',
        headers: { Origin: `http://console.localhost:${env.PORT}` },
        body: { email: 'ada@northwind.example', password: PASSWORD },
      })
    ).json;
  await mustCli(env, 'admin', 'link', 'Northwind');
  assert.ok('secondStep' in (await signIn()).data, 'a link alone leaves the second factor');
  const cut = admin.cut();
  const said = await mustCli<{ secondFactorReset: boolean }>(env, 'admin', 'link', 'Northwind', '--reset-second-factor'); // prettier-ignore
  assert.equal(said.secondFactorReset, true);
  await cut;
  assert.equal((await signIn()).data.technician.email, 'ada@northwind.example');
  const database = await openProcessDatabase(folder);
  context.after(() => database.close());
  const rows = await database.read
    .selectFrom('audit')
    .select('command')
    .where('actor_kind', '=', 'system')
    .orderBy('id')
    .execute();
  assert.deepEqual(rows.map(({ command }) => command).slice(-2), [
    'technician:reset-second-factor',
    'technician:renew-link',
  ]);
  for (const table of ['authenticator_apps', 'recovery_codes'] as const)
    assert.deepEqual(await database.read.selectFrom(table).select('account').execute(), []);
});
