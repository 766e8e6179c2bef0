import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { asOwner, postgresUrl } from '../../support/test-database.ts';
import { TestServer } from '../../support/test-server.ts';

test('a database that takes too long to answer makes the server not ready, and ready again', async (context) => {
  const server = await TestServer.start();
  const url = await postgresUrl(server.folder);
  const other = new Client(url);
  context.after(async () => {
    await other.end();
    await server.close();
  });
  const ask = async () => {
    const { status, text } = await server.http({ host: 'embed.localhost', path: '/readyz' });
    return [status, text];
  };
  assert.deepEqual(await ask(), [200, 'ok\n']);
  await other.connect();
  await other.query('begin; lock table accounts in access exclusive mode');
  // Many ask; the database is asked once.
  assert.deepEqual(
    await Promise.all(Array.from({ length: 5 }, ask)),
    Array.from({ length: 5 }, () => [503, 'database\n']),
  );
  const waiting = await asOwner((client) =>
    client.query(
      `select from pg_stat_activity
       where wait_event_type = 'Lock' and query like '%accounts%' and datname = $1`,
      [new URL(url).pathname.slice(1)],
    ),
  );
  assert.equal(waiting.rowCount, 1);
  await other.query('rollback');
  assert.deepEqual(await ask(), [200, 'ok\n']);
});
