import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY, startProcess } from '../support/operating.ts';
import { textsOf, wholeThread } from '../support/scene.ts';
import { SoftPasskey } from '../support/second-factor.ts';
import { ServerProcess } from '../support/server-process.ts';
import { ROOT } from '../support/source-files.ts';
import { PASSWORD } from '../support/test-server.ts';

// What `npm run build` made, where nothing else is: no packages, no sources. `npm test` builds before this.

const run = promisify(execFile);

let folder: string;
let env: Record<string, string>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-built-'));
  for (const part of ['package.json', 'dist'])
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  // With what it logs, as in production: what logs is one more thing in the bundle.
  env = { SECRET_KEY, DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), LOG_LEVEL: 'info' };
});
after(() => rm(folder, { recursive: true, force: true }));

const program = () => ({ args: ['dist/server/main.js'], cwd: folder });

/** What a script of `package.json` says and how it ends. */
const npm = async (cwd: string, ...words: string[]) => {
  try {
    return { code: 0, ...(await run('npm', ['--silent', ...words], { cwd })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
};

test('without a build, npm start and npm run cli say in one line what is missing', async (context) => {
  const empty = await mkdtemp(join(tmpdir(), 'support-portal-unbuilt-'));
  context.after(() => rm(empty, { recursive: true, force: true }));
  await cp(join(ROOT, 'package.json'), join(empty, 'package.json'));
  for (const words of [['start'], ['run', 'cli', 'version']]) {
    const { code, stdout, stderr } = await npm(empty, ...words);
    // A machine's own settings may be something npm warns of.
    const own = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn'));
    assert.deepEqual([code, stdout, own], [66, '', ['support-portal: Run npm run build first.']]);
  }
});

test('the built server needs nothing but its folder, and keeps a message over a restart', async (context) => {
  assert.deepEqual((await readdir(folder)).toSorted(), ['dist', 'package.json']);
  const live = await LiveServer.start(context, env, program());
  const admin = await live.console();
  const portal = await live.portal(admin);
  // Made of texts that lie beside the source.
  const { examples } = await admin.must('identity-key:list', { portalId: portal.portalId });
  for (const program of Object.values(examples)) assert.ok(program.includes(portal.portalId));
  await admin.must('availability:set', { available: true });
  const customer = await live.visit(portal);
  const { token } = await customer.must('visitor:create', { portalId: portal.portalId });
  const { request } = await customer.must('request:open', { name: 'Carla', text: 'Is anybody there?' });
  assert.equal(await live.process.stop(), 0);

  await live.restart();
  const again = await live.visit(portal, token);
  await again.must('request:current', {});
  assert.deepEqual(textsOf(await wholeThread(again, request.threadId)), ['Is anybody there?']);
  assert.equal(await live.process.stop(), 0);
  assert.equal(live.process.stderr, '');
});

test('the built server serves the embed, the console and the documents of its API', async (context) => {
  await startProcess(context, env, program());
  const get = (host: string, path: string) => http(Number(env.PORT), { host: `${host}.localhost`, path });
  const pages: [string, string, RegExp][] = [
    ['embed', '/healthz', /^ok\n$/],
    ['embed', '/support-portal.js', /import\(/],
    ['embed', '/manifest.json', /"pinned": "support-portal-/],
    ['console', '/', /<support-console>/],
    ['console', '/assets/console.js', /support-console/],
    ['console', '/assets/console.css', /:root/],
    // Made of texts that lie beside the source.
    ['console', '/api/docs', /<h1[^>]*>Protocol/],
    ['console', '/api/docs.css', /:root/],
    ['somebody', '/preview.css', /:root/],
    ['console', '/api/openapi.json', /"openapi":"3\.1/],
  ];
  for (const [host, path, text] of pages) {
    const answer = await get(host, path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.text, text, path);
  }
});

test('what is loaded only when wanted is in the build too: passkeys, PostgreSQL', async (context) => {
  const own = { ...env, DATA_DIR: join(folder, 'passkeys') };
  const live = await LiveServer.start(context, own, program());
  const admin = await live.console();
  const offer = await admin.must('passkey:offer', { current: PASSWORD });
  const response = new SoftPasskey().create(offer, `http://console.localhost:${env.PORT}`);
  const { security } = await admin.must('passkey:add', { token: offer.token, name: 'Key', response });
  assert.equal(security.passkeys.length, 1);
  await live.process.stop();

  const away = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
  const other = new ServerProcess([], { ...env, DATABASE_URL: away }, program());
  assert.equal(await other.ended(), 69);
  assert.match(other.stderr, /^support-portal: .*DATABASE_URL cannot be used: connect ECONNREFUSED.*\n$/);
});

test('the built commands of the operator answer, and find the data', async () => {
  const cli = async (...args: string[]) =>
    JSON.parse(
      (await run(process.execPath, ['dist/server/cli.js', ...args, '--json'], { cwd: folder, env })).stdout,
    );
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  assert.equal((await cli('version')).version, version);
  const accounts: { name: string }[] = await cli('account', 'list');
  assert.deepEqual(
    accounts.map(({ name }) => name),
    ['Northwind'],
  );
});
