import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { insertThread } from '../../../server/features/threads/index.ts';
import { appendEntry } from '../../../server/features/threads/threads.store.ts';
import type { Database, Db } from '../../../server/platform/database/index.ts';
import { openPostgres } from '../../../server/platform/database/postgres.ts';
import { newId } from '../../../server/platform/ids.ts';
import { asOwner, dropTestDatabase, emptyPostgresUrl } from '../../support/test-database.ts';

/** So many servers on one database, and the threads they write in. */
const servers = async (context: TestContext, count: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-together-'));
  const url = await emptyPostgresUrl(folder);
  const opened = await Promise.all(Array.from({ length: count }, () => openPostgres(url, 4)));
  context.after(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  const threads = Array.from({ length: 20 }, () => ({ id: newId(), account: 'a' }));
  const record = { owner: 'a', company_id: 'c', record_kind: 'sample', audience: 'all', created_at: 0 };
  await opened[0]!.write(async (tx) => {
    for (const { id, account } of threads) await insertThread(tx, { ...record, id, account, record_id: id });
  });
  return { opened, threads, name: new URL(url).pathname.slice(1) };
};

type Thread = { id: string; account: string };
const send = (database: Database, thread: Thread, sender: string, more?: (tx: Db) => Promise<unknown>) =>
  database.write(
    async (tx) => {
      const author = { kind: 'visitor', id: newId(), name: 'Ann' } as const;
      const body = { text: 'Hello' };
      await appendEntry(tx, 0, thread, { kind: 'message', author, commandId: newId(), body });
      return more?.(tx);
    },
    { sender, touches: thread.id },
  );

const transactionOf = async (tx: Db): Promise<string> =>
  (await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx)).rows[0]!.id;

const sequences = async (database: Database, { id }: Thread): Promise<number[]> => {
  const entries = database.read.selectFrom('entries').select('sequence').where('thread_id', '=', id);
  return (await entries.orderBy('sequence').execute()).map(({ sequence }) => sequence);
};
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

test('messages that wait together share a transaction', async (context) => {
  const { opened, threads } = await servers(context, 1);
  const [database] = opened;
  const made = await Promise.all(
    threads.flatMap((thread, n) =>
      Array.from({ length: 5 }, (_, m) => send(database!, thread, `${n} ${m}`, transactionOf)),
    ),
  );
  assert.equal(made.length, 100);
  assert.equal(new Set(made).size, 1);
});

test('two servers’ groups over the same threads wait for each other and never in a circle', async (context) => {
  const { opened, threads, name } = await servers(context, 2);
  const rounds = 20;
  await Promise.all(
    opened.map(async (database, server) => {
      // The one from the first thread to the last, the other from the last to the first.
      const order = server === 0 ? threads : threads.toReversed();
      for (let round = 0; round < rounds; round += 1)
        await Promise.all(order.map((thread, n) => send(database, thread, `${server} ${n}`)));
    }),
  );
  for (const thread of threads)
    assert.deepEqual(await sequences(opened[0]!, thread), upTo(rounds * opened.length));
  const deadlocks = await asOwner(async (client) => {
    const counted = 'select deadlocks from pg_stat_database where datname = $1';
    return (await client.query<{ deadlocks: string }>(counted, [name])).rows[0]!.deadlocks;
  });
  assert.equal(Number(deadlocks), 0);
});

test('a connection lost in the middle of a group loses nothing of it', async (context) => {
  const { opened, threads } = await servers(context, 1);
  const [database] = opened;
  let isFirst = true;
  const cutOnce = async (tx: Db): Promise<void> => {
    if (!isFirst) return;
    isFirst = false;
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await asOwner((client) => client.query('select pg_terminate_backend($1)', [rows[0]!.pid]));
    // Before its commit, whose fate would not be known.
    await transactionOf(tx);
  };
  await Promise.all(threads.map((thread, n) => send(database!, thread, String(n), cutOnce)));
  await Promise.all(threads.map((thread, n) => send(database!, thread, String(n))));
  assert.equal(isFirst, false);
  for (const thread of threads) assert.deepEqual(await sequences(database!, thread), upTo(2));
});
