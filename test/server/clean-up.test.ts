import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database } from '../../server/platform/database/index.ts';
import { newId } from '../../server/platform/ids.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
let here: Scene;
let database: Database;
let now: number;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Tidy');
  ({ database } = server.app.deps);
  now = server.clock.now() + HOUR;
});
after(() => server.close());

const visitor = (age: number) => ({
  id: newId(),
  account: here.account,
  portal_id: here.portal.portalId,
  created_at: now - age,
});
const session = (subject: string, used: number, ended: number | null) => ({
  id: newId(),
  account: here.account,
  kind: 'visitor',
  subject_id: subject,
  token_hash: newId(),
  rotated_at: 0,
  created_at: 0,
  last_used_at: now - used,
  ended_at: ended === null ? null : now - ended,
});
const job = (dead: number | null) => ({
  id: newId(),
  kind: 'of.another-server',
  payload: '{}',
  run_at: now + DAY,
  attempts: 0,
  created_at: 0,
  dead_at: dead === null ? null : now - dead,
});
const link = (expired: number) => ({
  id: newId(),
  purpose: 'invitation',
  token_hash: newId(),
  created_at: 0,
  expires_at: now - expired,
});
const event = (age: number) => ({
  id: newId(),
  type: 'request.of-a-later-version',
  event: '{}',
  at: now - age,
  lease: 'another server',
  lease_until: now + DAY,
});

type Table = 'sessions' | 'visitors' | 'jobs' | 'links' | 'outbox';
const left = async (table: Table, ids: string[]): Promise<string[]> => {
  const rows = await database.read.selectFrom(table).select('id').where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
};

test('every hour what is no longer needed goes, and all else stays', async () => {
  const strangers = [visitor(61 * DAY), visitor(59 * DAY), visitor(61 * DAY)];
  const [, , returning] = strangers;
  const sessions = [
    session('x', 0, 31 * DAY),
    session('x', 61 * DAY, null),
    session('x', 0, 29 * DAY),
    session('x', 59 * DAY, null),
    session(returning!.id, DAY, null),
  ];
  const jobs = [job(31 * DAY), job(29 * DAY), job(null)];
  const links = [link(31 * DAY), link(29 * DAY), link(-DAY)];
  const challenges = [DAY + 1, DAY - 1].map((age) => ({ ...link(age), purpose: 'passkey-sign-in' }));
  const events = [event(DAY + 1), event(DAY - 1)];
  // More than fit into one write.
  const answers = Array.from({ length: 1203 }, (_, n) => ({
    actor: 'visitor:x',
    command: 'thread:send',
    command_id: newId(),
    input_hash: '',
    result: '{}',
    at: now - (n < 1200 ? 7 * DAY + 1 + (n % 700) : 7 * DAY - 1),
  }));
  await database.write(async (tx) => {
    await tx.insertInto('visitors').values(strangers).execute();
    await tx.insertInto('sessions').values(sessions).execute();
    await tx.insertInto('jobs').values(jobs).execute();
    await tx
      .insertInto('links')
      .values([...links, ...challenges])
      .execute();
    await tx.insertInto('outbox').values(events).execute();
    for (const answer of answers) await tx.insertInto('commands').values(answer).execute();
  });
  const asked = await ask(server, here.portal);
  await server.app.worker.settled();
  server.clock.advance(HOUR);
  await server.app.worker.settled();

  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  assert.deepEqual(await left('visitors', ids(strangers)), ids(strangers.slice(1)));
  assert.deepEqual((await left('sessions', ids(sessions))).sort(), ids(sessions.slice(2)).sort());
  assert.deepEqual((await left('jobs', ids(jobs))).sort(), ids(jobs.slice(1)).sort());
  assert.deepEqual((await left('links', ids(links))).sort(), ids(links.slice(1)).sort());
  assert.deepEqual(await left('links', ids(challenges)), ids(challenges.slice(1)));
  assert.deepEqual(await left('outbox', ids(events)), ids(events.slice(1)));
  const kept = await database.read
    .selectFrom('commands')
    .select('at')
    .where('actor', '=', 'visitor:x')
    .execute();
  assert.deepEqual(
    kept.map(({ at }) => at),
    [now - 7 * DAY + 1, now - 7 * DAY + 1, now - 7 * DAY + 1],
  );
  const current = await asked.customer.must('request:current', {});
  assert.equal('request' in current && current.request?.id, asked.request.id);
});

test('a guest with a request stays as long as the request does', async () => {
  const { customer, request } = await ask(server, here.portal);
  const { visitor_id: id } = await database.read
    .selectFrom('requests')
    .select('visitor_id')
    .where('id', '=', request.id)
    .executeTakeFirstOrThrow();
  await customer.must('request:withdraw', { requestId: request.id });
  server.clock.advance(400 * DAY);
  await server.app.worker.settled();
  const sessions = await database.read
    .selectFrom('sessions')
    .select('id')
    .where('subject_id', '=', id)
    .execute();
  assert.deepEqual([sessions.length, await left('visitors', [id])], [0, [id]]);
});
