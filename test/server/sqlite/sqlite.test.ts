import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openSqlite } from '../../../server/platform/database/sqlite.ts';
import { StartError } from '../../../server/platform/start-error.ts';
import { SECRET_KEY, startProcess } from '../../support/operating.ts';
import { chat, scene, textsOf, wholeThread } from '../../support/scene.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { freePort } from '../../support/free-port.ts';
import { TestServer } from '../../support/test-server.ts';

const SUPPORT = join(import.meta.dirname, '..', '..', 'support');
/** Longest stall of the event loop that is allowed, in milliseconds. */
const STALL = 150;
const HELD = 3000;

/** Sends while another process holds the write lock; answers the event loop's longest stall in milliseconds. */
const stallUnderLock = async (
  server: TestServer,
  scenery: Awaited<ReturnType<typeof chat>>,
): Promise<number> => {
  const { customer, request } = scenery;
  const { threadId } = request;
  const before = textsOf(await wholeThread(customer, threadId));
  const holder = spawn(process.execPath, [
    join(SUPPORT, 'hold-lock.ts'),
    join(server.folder, 'data.sqlite'),
    String(HELD),
  ]);
  const released = once(holder, 'close');
  await once(holder.stdout, 'data');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const texts = Array.from({ length: 25 }, (_, n) => `line ${n}`);
  const sending = Promise.all(texts.map(async (text) => customer.must('thread:send', { threadId, text })));
  // Reads are answered all the while.
  assert.deepEqual(textsOf(await wholeThread(customer, threadId)), before);
  assert.ok(performance.now() - started < HELD / 2);
  await sending;
  delay.disable();
  assert.ok(performance.now() - started > HELD / 2, 'the lock was not held');
  assert.deepEqual(textsOf(await wholeThread(customer, threadId)).slice(before.length), texts);
  assert.deepEqual(await released, [0, null]);
  return delay.max / 1e6;
};

test('another process’s write lock for 3 s stalls the event loop < 150 ms and loses nothing', async (context) => {
  const server = await TestServer.start();
  context.after(() => server.close());
  const scenery = await chat(server, await scene(server, 'Locked'));
  // A busy machine can only add to what the code stalls: the shortest of three is the code's own.
  const stalls: number[] = [];
  while (stalls.length < 3 && !stalls.some((stall) => stall < STALL)) {
    stalls.push(await stallUnderLock(server, scenery));
    server.clock.advance(60_000);
  }
  assert.ok(Math.min(...stalls) < STALL, `stalled for ${stalls.join(', ')} ms`);
});

test('one file has one server: a second is refused, and may have it once the first is closed', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-sqlite-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'data.sqlite');
  const first = await openSqlite(file);
  await assert.rejects(openSqlite(file), (error) => error instanceof StartError && error.exitCode === 73);
  await first.close();
  await (await openSqlite(file)).close();
});

test('what is read outside of a write cannot change anything', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-sqlite-'));
  const database = await openSqlite(join(folder, 'data.sqlite'));
  context.after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  await assert.rejects(database.read.deleteFrom('accounts').execute(), /readonly/);
});

test('killed in the middle of the migration, the folder is whole and the next start makes it usable', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-sqlite-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const env = { SECRET_KEY, DATA_DIR: folder, PORT: String(await freePort()) };
  const tables = (): number => {
    const database = new DatabaseSync(join(folder, 'support-portal.sqlite'));
    const { n } = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get()!;
    database.close();
    return Number(n);
  };
  const killer = pathToFileURL(join(SUPPORT, 'kill-at-statement.ts')).href;
  for (const at of ['3', '12']) {
    const killed = new ServerProcess([], {
      ...env,
      NODE_OPTIONS: `--import=${killer}`,
      KILL_WORD: 'create table',
      KILL_AT: at,
    });
    assert.equal(await killed.ended(), 'SIGKILL');
    assert.equal(tables(), 0);
  }
  const server = await startProcess(context, env);
  await server.prints(/\/setup#/);
  assert.equal(await server.stop(), 0);
  assert.ok(tables() > 10);
});
