import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';
import { http, type HttpAnswer } from '../../support/http-client.ts';
import { newCommandId } from '../../support/ids.ts';
import { SECRET_KEY, setUpToken, startProcess } from '../../support/operating.ts';
import { connect } from '../../support/socket-client.ts';
import { databaseEnv, dropTestDatabase } from '../../support/test-database.ts';
import { PASSWORD } from '../../support/test-server.ts';

const host = 'console.localhost';
const LEASE = 30_000;

const post = (port: number, command: string, body: object, cookie = ''): Promise<HttpAnswer> =>
  http(port, {
    host,
    path: `/api/commands/${command}`,
    headers: { Origin: `http://${host}:${port}`, ...(cookie && { Cookie: cookie }) },
    body: { commandId: newCommandId(), ...body },
  });

test('[R10] a server that is killed leaves nobody connected for longer than thirty seconds', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-dead-'));
  context.after(async () => {
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  const start = async () => {
    const port = await freePort();
    const env = { SECRET_KEY, ...(await databaseEnv(folder)), PORT: String(port), DATA_DIR: folder };
    return { port, process: await startProcess(context, env) };
  };
  const doomed = await start();
  const other = await start();
  const email = 'ada@northwind.example';
  const first = { token: await setUpToken(other.process), account: 'Northwind', name: 'Ada', email };
  const made = await post(other.port, 'account:set-up', { ...first, password: PASSWORD });
  assert.equal(made.json.ok, true, made.text);
  const signedIn = await post(other.port, 'session:create', { email, password: PASSWORD });
  assert.equal(signedIn.json.ok, true, signedIn.text);
  const cookie = String(signedIn.headers['set-cookie']?.[0]).split(';')[0]!;

  /** Asks the server that lives until it says so of the only technician. */
  const isSeen = async (connected: boolean): Promise<void> => {
    for (;;) {
      const { json, text } = await http(other.port, {
        host,
        path: '/api/technicians',
        headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
      });
      assert.ok(json?.ok, text);
      if (json.data.technicians[0].connected === connected) return;
      await pause(50);
    }
  };
  await connect(doomed.port, { host, cookie, origin: `http://${host}:${doomed.port}` });
  await isSeen(true);
  await doomed.process.stop('SIGKILL');
  const since = performance.now();
  await isSeen(false);
  const took = performance.now() - since;
  context.diagnostic(`${Math.round(took / 1000)} s`);
  assert.ok(took < LEASE, `${took} ms`);
});
