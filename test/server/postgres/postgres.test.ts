import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { Client } from 'pg';
import { AppError } from '#protocol/errors';
import { MIGRATIONS } from '../../../server/platform/database/migrations/index.ts';
import { openPostgres } from '../../../server/platform/database/postgres.ts';
import { StartError } from '../../../server/platform/start-error.ts';
import { freePort } from '../../support/free-port.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { chat, scene, textsOf, wholeThread } from '../../support/scene.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { TestServer } from '../../support/test-server.ts';
import { asOwner, dropTestDatabase, emptyPostgresUrl, postgresUrl } from '../../support/test-database.ts';

/** A database without tables, gone with the test. */
const emptyDatabase = async (context: TestContext): Promise<{ folder: string; url: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-empty-'));
  context.after(async () => {
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, url: await emptyPostgresUrl(folder) };
};

const exits = (code: number, message: RegExp) => (error: unknown) =>
  error instanceof StartError && error.exitCode === code && message.test(error.message);

test('two servers that start at once on an empty database bring it up to date once, and both run', async (context) => {
  const { url } = await emptyDatabase(context);
  const opened = await Promise.all(Array.from({ length: 4 }, () => openPostgres(url, 2)));
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    opened[0]!.read,
  );
  assert.deepEqual(
    applied.rows.map(({ name }) => name),
    Object.keys(MIGRATIONS),
  );
  for (const database of opened) {
    assert.deepEqual(await database.read.selectFrom('accounts').selectAll().execute(), []);
    await database.close();
  }
});

test('a database that a newer version brought up to date is refused, and left alone', async (context) => {
  const { url } = await emptyDatabase(context);
  await (await openPostgres(url, 2)).close();
  const client = new Client(url);
  await client.connect();
  await client.query(`insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', '')`);
  await client.end();
  await assert.rejects(openPostgres(url, 2), exits(1, /newer version \(9999-of-tomorrow\)/));
});

test('[S14] a database that cannot be had ends the start with one line and exit code 69, without the password', async () => {
  const port = await freePort();
  const url = `postgres://support:a-quiet-password@127.0.0.1:${port}/portal`;
  await assert.rejects(openPostgres(url, 2), exits(69, /^The database of DATABASE_URL cannot be used: /));
  const server = new ServerProcess([], { SECRET_KEY, DATABASE_URL: url, PORT: '0', DATA_DIR: tmpdir() });
  assert.equal(await server.ended(), 69);
  assert.match(server.stderr, /^support-portal: The database of DATABASE_URL cannot be used: .*\n$/);
  assert.ok(!server.stderr.includes('a-quiet-password'));
});

test('[R2] an answer is given after the log is on the disk, whatever the cluster’s default is', async (context) => {
  const { folder, url } = await emptyDatabase(context);
  await asOwner((client) =>
    client.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`),
  );
  assert.ok(folder);
  const database = await openPostgres(url, 2);
  const shown = await database.write((tx) =>
    sql<{ is: string }>`select
    current_setting('synchronous_commit') || ' ' || current_setting('transaction_isolation') as is`.execute(
      tx,
    ),
  );
  assert.deepEqual(shown.rows, [{ is: 'on serializable' }]);
  await database.close();
});

test('[R1] [R2] connections cut in mid-chat: what fails says so in passing, repeats make one effect', async () => {
  const server = await TestServer.start();
  try {
    const scenery = await scene(server, 'Cut');
    const { customer, request } = await chat(server, scenery);
    const { threadId } = request;
    const own = new URL(await postgresUrl(server.folder)).pathname.slice(1);
    /** Cuts all connections; how many of them had something to do. */
    const cut = async (): Promise<number> => {
      let busy = 0;
      await asOwner(async (client) => {
        const { rows } = await client.query<{ state: string }>(
          `select state, pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'support-portal' and datname = $1`,
          [own],
        );
        busy = rows.filter(({ state }) => state !== 'idle').length;
      });
      return busy;
    };
    const send = async (text: string): Promise<void> => {
      const input = { commandId: crypto.randomUUID(), threadId, text };
      for (;;) {
        // The limit on tries is another test's.
        server.clock.advance(10_000);
        const answer = await customer.call('thread:send', input);
        if (answer.ok) return;
        assert.deepEqual([answer.error.code, answer.error.retry], ['busy', true]);
      }
    };
    const texts: string[] = [];
    let met = 0;
    // A message is quick: where no cut has met one yet, it goes on.
    while (texts.length < 60 || (met === 0 && texts.length < 2000)) {
      const text = `message ${texts.length}`;
      texts.push(text);
      const [, busy] = await Promise.all([send(text), texts.length % 4 === 1 ? cut() : 0]);
      met += busy;
    }
    assert.ok(met > 0, 'no cut met a message');
    const entries = await wholeThread(customer, threadId);
    assert.deepEqual(textsOf(entries).slice(-texts.length), texts);
    assert.deepEqual(
      entries.map((entry) => entry.sequence),
      entries.map((_entry, n) => n + 1),
    );
  } finally {
    await server.close();
  }
});

test('more writes than connections wait their turn; none is lost', async (context) => {
  const { url } = await emptyDatabase(context);
  const database = await openPostgres(url, 2);
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  await Promise.all(
    ids.map((id) =>
      database.write((tx) =>
        tx.insertInto('outbox').values({ id, account: null, type: 'x', event: '{}', at: 0 }).execute(),
      ),
    ),
  );
  const rows = await database.read.selectFrom('outbox').select('id').orderBy('id').execute();
  assert.deepEqual(
    rows.map(({ id }) => id),
    ids.toSorted(),
  );
  await database.close();
});

test('a unique row in the way ends the write with its error, not with endless tries', async (context) => {
  const { url } = await emptyDatabase(context);
  const database = await openPostgres(url, 2);
  const row = { id: crypto.randomUUID(), account: null, type: 'x', event: '{}', at: 0 };
  let tries = 0;
  const put = () =>
    database.write(async (tx) => {
      tries += 1;
      await tx.insertInto('outbox').values(row).execute();
    });
  await put();
  tries = 0;
  await assert.rejects(
    put(),
    (error) => !(error instanceof AppError) && (error as { code?: string }).code === '23505',
  );
  assert.ok(tries < 10, `${tries} tries`);
  await database.close();
});
