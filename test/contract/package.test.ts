import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PACKAGE } from '../../docs/package.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let folder: string;

const run = (command: string, args: string[], cwd = folder): string => {
  const { stdout, stderr, status } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

// As somebody has it who installs it: packed, and put into an empty folder.
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-package-'));
  const packed = run('npm', ['pack', join(ROOT, 'dist/package'), '--pack-destination', folder, '--offline']);
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const file = join(folder, packed.trim().split('\n').at(-1)!);
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', file]);
});
after(() => rm(folder, { recursive: true }));

const node = (script: string): string => run(process.execPath, ['--input-type=module', '--eval', script]);

test('[W3] every export can be imported where there is no page, and does nothing there', () => {
  const names = ['', '/react', '/vue', '/svelte'].map((path) => `'${PACKAGE}${path}'`);
  const script = `for (const name of [${names}]) await import(name);
    const elements = await import('${PACKAGE}/custom-elements.json', { with: { type: 'json' } });
    console.log(JSON.stringify([typeof (await import('${PACKAGE}')).loadSupportPortal, elements.default.schemaVersion]))`;
  assert.equal(JSON.parse(node(script))[0], 'function');
});

test('[W3] called where there is no page, it says where to call it', () => {
  const said = node(
    `(await import('${PACKAGE}')).loadSupportPortal('https://x.example').catch(({ message }) => console.log(message))`,
  );
  assert.match(said, /Call loadSupportPortal in the browser/);
});

test('[W9] the loader is small, and nothing is in the package that a website does not need', async () => {
  const { length } = await readFile(join(folder, 'node_modules', PACKAGE, 'index.js'));
  assert.ok(length < 2000, `${length} bytes`);
  const { dependencies, scripts } = JSON.parse(
    await readFile(join(folder, 'node_modules', PACKAGE, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  assert.deepEqual([dependencies, scripts], [undefined, undefined]);
});

const USE = `import { loadSupportPortal, type RequestDraft } from '${PACKAGE}';
import type {} from '${PACKAGE}/react';
const draft: RequestDraft = { text: 'Hello' };
const Portal = await loadSupportPortal('https://embed.example');
const portal = new Portal();
portal.identityProvider = async () => null;
portal.startRequest(draft).then((filled: boolean) => filled);
// @ts-expect-error read only
portal.unread = 3;
// @ts-expect-error an address is needed
await loadSupportPortal();
`;

for (const resolution of [
  ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
])
  test(`[W3] its types fit, and catch mistakes: ${resolution.at(-1)}`, async () => {
    await writeFile(join(folder, 'use.ts'), USE);
    for (const types of ['@types', 'react', 'csstype'])
      await symlink(join(ROOT, 'node_modules', types), join(folder, 'node_modules', types)).catch(() => {});
    const options = ['--noEmit', '--strict', '--target', 'es2024', '--types', '', '--jsx', 'react-jsx'];
    run(join(ROOT, 'node_modules/.bin/tsc'), [...options, ...resolution, '--ignoreConfig', 'use.ts']);
  });
