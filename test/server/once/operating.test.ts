import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { createLog } from '../../../server/platform/log.ts';
import { createMetrics } from '../../../server/transport/metrics.ts';
import { freePort } from '../../support/free-port.ts';
import { http } from '../../support/http-client.ts';
import { newCommandId } from '../../support/ids.ts';
import { LiveServer } from '../../support/live-server.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { PASSWORD } from '../../support/test-server.ts';

let folder: string;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-operating-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const started = async (context: TestContext, env: Record<string, string> = {}) => {
  const live = await LiveServer.start(context, {
    SECRET_KEY,
    DATA_DIR: join(folder, String((count += 1))),
    PORT: String(await freePort()),
    ...env,
  });
  const admin = await live.console();
  const portal = await live.portal(admin);
  await admin.must('availability:set', { available: true });
  const customer = await live.visit(portal);
  const { token = '' } = await customer.must('visitor:create', { portalId: portal.portalId });
  const { request } = await customer.must('request:open', { name: 'Carla Quietly', text: 'Help, secretly' });
  return { live, admin, portal, customer, token, request };
};
const get = (port: number, path: string) => http(port, { host: 'embed.localhost', path });

/** The samples of a scrape by their name and labels. */
const scrape = async (port: number): Promise<Map<string, number>> => {
  const { status, text } = await get(port, '/metrics');
  assert.equal(status, 200);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
};

test('[S13] metrics are what happened, on a port of their own alone', async (context) => {
  const port = await freePort();
  const { live, customer, request, admin } = await started(context, { METRICS_PORT: String(port) });
  const { threadId } = request;
  for (let n = 0; n < 3; n += 1) await customer.must('thread:send', { threadId, text: `Message ${n}` });
  await customer.call('thread:send', { threadId, text: '' });
  await customer.raw('no:command', {});
  await customer.raw('no:other', {});
  const samples = await scrape(port);
  const of = (name: string) => samples.get(`support_portal_${name}`);
  assert.equal(of('connections{actor="technician"}'), 1);
  assert.equal(of('connections{actor="visitor"}'), 1);
  assert.equal(of('commands_total{command="thread:send",transport="socket",outcome="ok"}'), 3);
  assert.equal(of('commands_total{command="thread:send",transport="socket",outcome="validation"}'), 1);
  // Names somebody made up are one.
  assert.equal(of('commands_total{command="unknown",transport="socket",outcome="unknown_command"}'), 2);
  assert.equal(of('command_seconds_count{command="thread:send"}'), 4);
  assert.ok(of('command_seconds_sum{command="thread:send"}')! > 0);
  assert.equal(
    of('events_total{event="thread:appended"}'),
    samples.get('support_portal_events_total{event="thread:appended"}'),
  );
  assert.ok(of('events_total{event="thread:appended"}')! >= 3);
  for (const idle of [
    'writes_waiting',
    'write_age_seconds',
    'outbox_waiting',
    'outbox_age_seconds',
    'jobs_due',
    'jobs_dead',
  ])
    assert.equal(of(idle), 0, idle);
  assert.ok(samples.get('nodejs_eventloop_lag_p99_seconds')! > 0);
  assert.equal((await get(live.port, '/metrics')).status, 404);
  assert.equal((await get(port, '/')).status, 404);
  admin.close();
});

test('what waits and was given up is measured by its age', async () => {
  const metrics = createMetrics();
  const figures = {
    connections: () => ({}),
    writes: () => ({ waiting: 3, age: 250 }),
    outbox: async () => ({ waiting: 2, age: 4000 }),
    jobs: async () => ({ due: 5, age: 60_000, dead: 1 }),
  };
  const server = await metrics.serve(figures, 0, '127.0.0.1');
  const samples = await scrape((server.address() as { port: number }).port);
  server.close();
  const found = ['writes_waiting', 'write_age_seconds', 'outbox_waiting', 'outbox_age_seconds', 'jobs_due', 'job_age_seconds', 'jobs_dead'].map((name) => samples.get(`support_portal_${name}`)); // prettier-ignore
  assert.deepEqual(found, [3, 0.25, 2, 4, 5, 60, 1]);
});

test('a port for metrics that is taken ends the start with one line and status 69', async (context) => {
  const { live } = await started(context);
  await assert.rejects(
    LiveServer.start(context, {
      SECRET_KEY,
      DATA_DIR: join(folder, 'taken'),
      PORT: String(await freePort()),
      METRICS_PORT: String(live.port),
    }),
    /METRICS_PORT \d+ cannot be had/,
  );
});

test('[S14] every command has a line of the log, a refusal is found by the id its caller has, and nothing private is in it', async (context) => {
  const { live, customer, request, portal, token, admin } = await started(context, { LOG_LEVEL: 'debug' });
  const { threadId } = request;
  await customer.must('thread:send', { threadId, text: 'A quiet secret' });
  const refusal = await customer.call('thread:send', { threadId: newCommandId(), text: 'Another secret' });
  assert.ok(!refusal.ok);
  const wrong = { email: 'nobody@quiet.example', password: 'a wrong password of nobody' };
  const signIn = await http(live.port, {
    host: 'console.localhost',
    path: '/api/commands/session:create',
    headers: { Origin: `http://console.localhost:${live.port}` },
    body: wrong,
  });
  const { requestId } = signIn.json.error;
  admin.close();
  await live.process.stop();
  const lines = live.process.stdout.split('\n').filter((line) => line.startsWith('{'));
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const of = (id: string) => entries.find((entry) => entry.requestId === id);
  const { command, outcome, actorKind, account } = of(refusal.error.requestId!)!;
  assert.deepEqual([command, outcome, actorKind], ['thread:send', 'not_found', 'visitor']);
  assert.match(String(account), /^[\w-]{36}$/);
  assert.equal(of(requestId)?.command, 'session:create');
  assert.ok(entries.some((entry) => entry.command === 'thread:send' && entry.outcome === 'ok'));
  for (const secret of [
    'A quiet secret',
    'Another secret',
    'Help, secretly',
    'Carla Quietly',
    token,
    wrong.email,
    wrong.password,
    PASSWORD,
    'ada@northwind',
    portal.subdomain,
  ])
    // prettier-ignore
    assert.equal(live.process.stdout.slice(live.process.stdout.indexOf('\n{')).includes(secret), false, secret);
});

test('[S14] of an error the log has where and why, and not the row that PostgreSQL shows with it', () => {
  const lines: string[] = [];
  const log = createLog('error', { write: (line) => void lines.push(line) });
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(carla@acme.example)',
  });
  log.error({ err: new Error('it failed', { cause }) }, 'a command failed unexpectedly');
  const { err } = JSON.parse(lines[0]!) as {
    err: { message: string; stack: string; cause: { code: string } };
  };
  assert.deepEqual([err.message, err.cause.code], ['it failed', '23505']);
  assert.match(err.stack, /operating\.test/);
  assert.equal(lines[0]!.includes('carla'), false);
});
