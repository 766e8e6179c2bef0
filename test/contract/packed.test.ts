import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** What a pack works with; of a copy, for it changes the manifest for a moment and others read it meanwhile. */
const PARTS = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs/pack.ts', 'examples', 'dist'];
/** An older Node, where this machine has one beside the one that runs this. */
const OLDER = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (path) =>
    existsSync(path) &&
    spawnSync(path, ['-p', 'process.versions.node.split(".")[0] < 24']).stdout.toString() === 'true\n',
);

let folder: string;
let installed: string;

const run = (command: string, args: string[], cwd: string) => {
  const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
  const { stdout, stderr, status } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { said: stdout + stderr, stdout, status };
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-packed-'));
  const copy = join(folder, 'copy');
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  const manifest = readFileSync(join(copy, 'package.json'), 'utf8');
  const packed = run('npm', ['pack', '--pack-destination', folder, '--offline'], copy);
  assert.equal(packed.status, 0, packed.said);
  assert.equal(readFileSync(join(copy, 'package.json'), 'utf8'), manifest, 'the manifest is as it was');
  installed = join(folder, 'installed');
  cpSync(join(ROOT, '.npmrc'), join(installed, '.npmrc'));
  await writeFile(join(installed, 'package.json'), '{ "private": true }');
  const file = join(folder, packed.stdout.trim().split('\n').at(-1)!);
  const install = run('npm', ['install', '--offline', '--no-audit', '--no-fund', file], installed);
  assert.equal(install.status, 0, install.said);
});
after(() => rm(folder, { recursive: true, force: true }));

test('packed and installed in an empty folder, it brings no package and runs the demo by itself', async (context) => {
  const { packages } = JSON.parse(readFileSync(join(installed, 'package-lock.json'), 'utf8')) as {
    packages: object;
  };
  assert.deepEqual(Object.keys(packages), ['', 'node_modules/support-portal']);
  const port = await freePort();
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    PORT: String(port),
    DEMO_PORT: String(await freePort()),
  };
  const bin = join(installed, 'node_modules', '.bin', 'support-portal');
  const server = spawn(bin, ['--demo'], { cwd: installed, env });
  context.after(() => server.kill('SIGKILL'));
  let said = '';
  server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!said.includes('Ctrl+C stops it')) {
    assert.equal(server.exitCode, null, said);
    await once(server.stdout, 'data');
  }
  const page = await http(port, { host: 'console.localhost', path: '/' });
  assert.equal(page.status, 200);
  const embed = await http(port, { host: 'embed.localhost', path: '/support-portal.js' });
  assert.ok(embed.text.length > 500);
  const website = await http(Number(env.DEMO_PORT), { host: 'localhost', path: '/launcher.html' });
  assert.match(website.text, /<support-portal/);
  server.kill('SIGTERM');
  const [status] = await once(server, 'exit');
  assert.equal(status, 0);
  assert.ok(existsSync(join(installed, '.data', 'demo')));
});

test('with a word it is the operator’s command', () => {
  const { status, stdout } = run(
    join(installed, 'node_modules', '.bin', 'support-portal'),
    ['version'],
    installed,
  );
  assert.equal(status, 0);
  assert.match(stdout, /\d+\.\d+\.\d+/);
});

test(
  'an older Node is told in one line which it needs',
  { skip: OLDER ? false : 'there is no older Node here' },
  () => {
    const { said, status } = run(
      OLDER!,
      [join(installed, 'node_modules/support-portal/dist/server/bin.cjs')],
      installed,
    );
    assert.match(said, /^support-portal: This needs Node 24 or later, and is run by v\d+\.\d+\.\d+\.\n$/);
    assert.equal(status, 78);
  },
);
