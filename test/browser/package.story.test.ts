import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sirv from 'sirv';
import { build } from 'vite';
import { PACKAGE } from '../../docs/package.ts';
import { Stage } from '../support/browser.ts';

// A website that is built: the package in its bundle, under a policy that allows no other script.

let stage: Stage;
let folder: string;
let site: Server;
let origin: string;

const app = (embed: string, portal: string): string => `
import { loadSupportPortal } from '${PACKAGE}';
const said = (error) => document.body.append(error.message);
await loadSupportPortal('nonsense').catch(said);
await loadSupportPortal('http://127.0.0.1:1').catch(said);
const [Portal, again] = await Promise.all([loadSupportPortal('${embed}'), loadSupportPortal('${embed}/')]);
await loadSupportPortal('https://other.example').catch(said);
const portal = new Portal();
portal.portal = '${portal}';
portal.mode = 'inline';
document.body.append(portal, Portal === again ? 'one class' : 'two classes');
`;

before(async () => {
  stage = await Stage.open();
  const { embed } = stage.server.app.deps.urls;
  folder = await mkdtemp(join(tmpdir(), 'support-portal-bundled-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(
    join(import.meta.dirname, '..', '..', 'dist', 'package'),
    join(folder, 'node_modules', PACKAGE),
  );
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><link rel="icon" href="data:,"><body><script type="module" src="./app.js"></script></body></html>',
  );
  await writeFile(join(folder, 'app.js'), app(embed, stage.portal.portalId));
  await build({ root: folder, logLevel: 'warn', build: { target: 'esnext' } });
  const policy = `default-src 'none'; script-src 'self' ${embed}; img-src data:; connect-src ${embed} ${embed.replace(/^http/, 'ws')}`;
  const files = sirv(join(folder, 'dist'));
  site = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    files(request, response);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  await stage.allow(origin);
});
after(async () => {
  site.close();
  await stage.close();
  await rm(folder, { recursive: true });
});

test('[W3] in a bundle it loads the server’s own script once, and says what is wrong where it cannot', async () => {
  const page = await stage.page(await stage.context());
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/support-portal.js')) scripts.push(request.url());
  });
  await page.goto(origin);
  await page.getByLabel('What can we do for you?').waitFor();
  const text = await page.locator('body').innerText();
  assert.match(text, /“nonsense” is no address/);
  assert.match(
    text,
    /127\.0\.0\.1:1\/support-portal\.js could not be loaded\. Check the address, and script-src\./,
  );
  assert.match(text, /a page has one server/);
  assert.match(text, /one class/);
  const { embed } = stage.server.app.deps.urls;
  assert.deepEqual(
    scripts.filter((url) => url.startsWith(embed)),
    [`${embed}/support-portal.js`],
  );
  // The one that the policy kept out, which was meant to be.
  const others = stage.complaints.filter((complaint) => !complaint.includes('127.0.0.1:1'));
  assert.deepEqual(others, []);
});
