import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { DESKTOP, launch, PHONE } from '../support/browser.ts';
import { TestServer } from '../support/test-server.ts';

const AXE = join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js');

let server: TestServer;
let browser: Browser;
before(async () => {
  server = await TestServer.start();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const [size, viewport] of [
    ['a phone', PHONE],
    ['a desktop', DESKTOP],
  ] as const)
    test(`[W8] the reference of the protocol fits ${size} and passes the accessibility audit, ${colorScheme}`, async () => {
      // The audit is a script of ours in a page that allows none.
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`http://embed.localhost:${server.port}/api/docs#request:open`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), viewport.width);
      await page.getByRole('heading', { name: 'request:open' }).waitFor();
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
      assert.deepEqual(found, []);
      await context.close();
    });

test('it is read without script, and its styles apply under its own policy', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`http://console.localhost:${server.port}/api/docs`);
  await page.getByRole('navigation').getByRole('link', { name: 'thread:send' }).click();
  await page.getByRole('heading', { name: 'thread:send' }).waitFor();
  assert.match(page.url(), /#thread:send$/);
  const nav = await page.getByRole('navigation').boundingBox();
  const main = await page.getByRole('main').boundingBox();
  assert.ok(nav!.x + nav!.width < main!.x, 'the contents stand beside the text');
  assert.deepEqual(complaints, []);
  await context.close();
});
