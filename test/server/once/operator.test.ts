import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { http } from '../../support/http-client.ts';
import { newCommandId } from '../../support/ids.ts';
import { SECRET_KEY, setUpToken, startProcess } from '../../support/operating.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { freePort } from '../../support/free-port.ts';
import { PASSWORD } from '../../support/test-server.ts';

let folder: string;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-operator-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A usable environment with a data folder of its own. */
const usable = async (): Promise<Record<string, string>> => ({
  SECRET_KEY,
  DATA_DIR: join(folder, String((count += 1))),
  PORT: String(await freePort()),
});

/** Asserts that a start fails with one line for the operator, this status, and no stack. */
const failsToStart = async (
  env: Record<string, string>,
  expected: { code: number; says: RegExp },
  args: string[] = [],
): Promise<void> => {
  const server = new ServerProcess(args, env);
  const code = await server.ended();
  const lines = server.stderr.split('\n');
  assert.deepEqual([lines.length, lines.at(-1)], [2, ''], server.stderr);
  assert.match(lines[0]!, /^support-portal: /);
  assert.match(lines[0]!, expected.says);
  assert.equal(code, expected.code);
};

const setUp = (port: string, token: string) =>
  http(Number(port), {
    host: 'console.localhost',
    path: '/api/commands/account:set-up',
    headers: { Origin: `http://console.localhost:${port}` },
    body: {
      commandId: newCommandId(),
      token,
      account: 'Northwind',
      name: 'Ada',
      email: 'ada@northwind.example',
      password: PASSWORD,
    },
  });

// A start takes a second, nearly all of it alone with itself: four at a time.
describe('an operator', { concurrency: 4 }, () => {
  test('[S14] without SECRET_KEY it does not start', async () => {
    const { SECRET_KEY: _none, ...env } = await usable();
    await failsToStart(env, { code: 78, says: /SECRET_KEY is not set/ });
  });

  test('the operator is told of every bad variable at once', async () => {
    const env = { ...(await usable()), PORT: 'x', LOG_LEVEL: 'loud' };
    await failsToStart(env, { code: 78, says: /PORT: .*LOG_LEVEL: / });
  });

  test('the operator is told of an argument it does not know', async () => {
    await failsToStart(await usable(), { code: 64, says: /Unknown argument --dmeo.*Usage/ }, ['--dmeo']);
  });

  test('the operator is told that the port is taken', async (context) => {
    const env = await usable();
    const holder = createServer().listen(Number(env.PORT), '127.0.0.1');
    context.after(() => holder.close());
    await failsToStart(env, { code: 69, says: new RegExp(`Port ${env.PORT} is taken`) });
  });

  test('the operator is told that another process uses the data; it goes on undisturbed', async (context) => {
    const env = await usable();
    await startProcess(context, env);
    await failsToStart(
      { ...env, PORT: String(await freePort()) },
      { code: 73, says: /in use by another server process/ },
    );
    const health = await http(Number(env.PORT), { host: 'embed.localhost', path: '/healthz' });
    assert.equal(health.status, 200);
  });

  test('the operator is told that the data folder cannot be made', async () => {
    const inTheWay = join(folder, 'a-file');
    await writeFile(inTheWay, '');
    const env = { ...(await usable()), DATA_DIR: join(inTheWay, 'data') };
    await failsToStart(env, { code: 73, says: /cannot be made/ });
  });

  test('the operator is told that nothing can be written in the data folder', async () => {
    const env = await usable();
    // A folder in the lock's place: refused also to the superuser, whom no permission stops.
    await mkdir(join(env.DATA_DIR!, 'support-portal.sqlite.lock'), { recursive: true });
    await failsToStart(env, { code: 73, says: /cannot be opened/ });
  });

  test('the operator is told that the file is no database, and it is left as it is', async () => {
    const env = await usable();
    await mkdir(env.DATA_DIR!, { recursive: true });
    await writeFile(join(env.DATA_DIR!, 'support-portal.sqlite'), 'These are my holiday notes. '.repeat(100));
    await failsToStart(env, { code: 73, says: /cannot be opened/ });
  });

  test('[S14] an empty folder gives a set-up link that works once, and then there is none', async (context) => {
    const env = await usable();
    const first = await startProcess(context, env);
    const token = await setUpToken(first);
    assert.equal((await setUp(env.PORT!, token)).json.ok, true);
    const again = await setUp(env.PORT!, token);
    assert.deepEqual([again.status, again.json.error.code], [410, 'link_invalid']);
    assert.equal(await first.stop(), 0);

    const second = await startProcess(context, env);
    await second.stop();
    assert.equal(second.stdout.includes('/setup#'), false);
  });

  test('[S14] a link that was not used is replaced by the next start, and works no more', async (context) => {
    const env = await usable();
    const first = await startProcess(context, env);
    const token = await setUpToken(first);
    await first.stop('SIGKILL');
    const second = await startProcess(context, env);
    const newer = await setUpToken(second);
    assert.notEqual(newer, token);
    assert.equal((await setUp(env.PORT!, token)).json.error.code, 'link_invalid');
    assert.equal((await setUp(env.PORT!, newer)).json.ok, true);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    test(`the server ends with status 0 on ${signal} and leaves its data free`, async (context) => {
      const env = await usable();
      const server = await startProcess(context, env);
      assert.equal(await server.stop(signal), 0);
      assert.equal(server.stderr, '');
      assert.equal(existsSync(join(env.DATA_DIR!, 'support-portal.sqlite')), true);
      await startProcess(context, env);
    });
});
