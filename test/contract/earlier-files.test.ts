import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../support/source-files.ts';
import { TestServer } from '../support/test-server.ts';
import { keepEarlier, type Manifest } from '../../vite.files.ts';

// What a build leaves of the builds before it: open pages and pinned codes ask for files of theirs.

const run = promisify(execFile);
const DAY = 86_400_000;

/** A folder that is gone after the test, with these files in it. */
const folderWith = async (context: TestContext, files: Record<string, string>): Promise<string> => {
  const dist = await mkdtemp(join(tmpdir(), 'support-portal-earlier-'));
  context.after(() => rm(dist, { recursive: true }));
  const embed = join(dist, 'embed');
  await mkdir(join(embed, 'assets'), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(embed, file), text);
  return dist;
};

const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
const build = (dist: string) =>
  run(
    process.execPath,
    [vite, 'build', '--mode', 'embed', '--logLevel', 'error', '--outDir', join(dist, 'embed')],
    { cwd: ROOT },
  );
const manifestOf = async (dist: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(dist, 'embed', 'manifest.json'), 'utf8'));

test('[G17] a build keeps hashed files of earlier ones for twelve months, and the server serves them', async (context) => {
  const replacedDaysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const recent = replacedDaysAgo(300);
  const dist = await folderWith(context, {
    'support-portal.js': 'old stub',
    'support-portal-0123456789abcdef.js': 'old pinned stub',
    'support-portal-0123456789abcdef.js.br': 'compressed',
    'assets/frame-AAAAAAAA.js': 'old frame',
    'assets/panel-BBBBBBBB.js': 'older panel',
    'assets/panel-CCCCCCCC.js': 'oldest panel',
    'assets/panel-CCCCCCCC.js.br': 'compressed',
    'stray.js': 'of no use',
    'manifest.json': JSON.stringify({
      files: {},
      earlier: { 'assets/panel-BBBBBBBB.js': recent, 'assets/panel-CCCCCCCC.js': replacedDaysAgo(400) },
    }),
  });
  const before = new Date().toISOString();
  await build(dist);
  const { pinned, files, earlier } = await manifestOf(dist);
  assert.deepEqual(Object.keys(earlier), [
    'assets/frame-AAAAAAAA.js',
    'assets/panel-BBBBBBBB.js',
    'support-portal-0123456789abcdef.js',
  ]);
  assert.equal(earlier['assets/panel-BBBBBBBB.js'], recent, 'the day it was replaced on stays');
  assert.ok(earlier['assets/frame-AAAAAAAA.js']! >= before, 'replaced by this build');
  assert.ok(Object.hasOwn(files, pinned!));
  const left = await readdir(join(dist, 'embed'), { recursive: true });
  for (const gone of ['stray.js', 'assets/panel-CCCCCCCC.js', 'assets/panel-CCCCCCCC.js.br'])
    assert.ok(!left.includes(gone), gone);
  assert.ok(left.includes('support-portal-0123456789abcdef.js.br'));
  assert.notEqual(await readFile(join(dist, 'embed', 'support-portal.js'), 'utf8'), 'old stub');

  const server = await TestServer.start({ dist });
  context.after(() => server.close());
  const get = (path: string) => server.http({ host: 'embed.localhost', path });
  const old = await get('/assets/frame-AAAAAAAA.js');
  assert.deepEqual([old.status, old.text], [200, 'old frame']);
  assert.equal(old.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await get('/assets/panel-CCCCCCCC.js')).status, 404);
});

test('[G17] building again without a change replaces nothing', async (context) => {
  const dist = await folderWith(context, {});
  await build(dist);
  const first = await manifestOf(dist);
  assert.deepEqual(first.earlier, {});
  await build(dist);
  assert.deepEqual(await manifestOf(dist), first);
});

test('[G17] a file that is built again counts as replaced anew when it is replaced', async (context) => {
  const old = '2026-01-01T00:00:00.000Z';
  const dist = await folderWith(context, {
    'assets/frame-AAAAAAAA.js': '',
    'manifest.json': JSON.stringify({ files: {}, earlier: { 'assets/frame-AAAAAAAA.js': old } }),
  });
  const embed = join(dist, 'embed');
  const current = new Set(['assets/frame-AAAAAAAA.js', 'manifest.json']);
  const earlier = await keepEarlier(embed, current, new Date('2026-06-01'));
  assert.deepEqual(earlier, {});
  await writeFile(join(embed, 'manifest.json'), JSON.stringify({ files: {}, earlier }));
  const later = new Date('2027-05-01');
  assert.deepEqual(await keepEarlier(embed, new Set(['manifest.json']), later), {
    'assets/frame-AAAAAAAA.js': later.toISOString(),
  });
});

for (const [now, kept] of [
  ['2027-02-09T11:59:59.999Z', true],
  ['2027-02-09T12:00:00.000Z', false],
] as const)
  test(`[G17] twelve months are counted to the moment: ${kept ? 'kept before' : 'gone at'} it`, async (context) => {
    const replacedAt = '2026-02-09T12:00:00.000Z';
    const dist = await folderWith(context, {
      'assets/frame-AAAAAAAA.js': '',
      'manifest.json': JSON.stringify({ files: {}, earlier: { 'assets/frame-AAAAAAAA.js': replacedAt } }),
    });
    const embed = join(dist, 'embed');
    const earlier = await keepEarlier(embed, new Set(['manifest.json']), new Date(now));
    assert.deepEqual(Object.keys(earlier), kept ? ['assets/frame-AAAAAAAA.js'] : []);
    assert.equal((await readdir(join(embed, 'assets'))).length, kept ? 1 : 0);
  });
