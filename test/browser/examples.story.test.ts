import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { createWebsite, type Values } from '../../server/demo/website.ts';
import { PHONE, Stage } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { ROOT } from '../support/source-files.ts';

const EXAMPLES = join(ROOT, 'examples');
const FRAMEWORKS = ['react', 'vue', 'svelte'];

let stage: Stage;
let folder: string;
let values: Values;
/** The example pages, with two portals. */
let website: string;
const sites: Server[] = [];

before(async () => {
  stage = await Stage.open();
  folder = await mkdtemp(join(tmpdir(), 'support-portal-examples-'));
  const { portalId: second } = await stage.server.portal(stage.account.admin, 'blue-harbour');
  const { embed } = stage.server.app.deps.urls;
  values = { embed, portal: stage.portal.portalId, second, url: stage.url('standalone') };
  website = await serve(EXAMPLES);
});
after(async () => {
  for (const site of sites) site.close();
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lists a website in both portals. */
const allow = async (origin: string): Promise<void> => {
  const { admin } = stage.account;
  for (const { id, version, origins } of (await admin.must('portal:list', {})).portals)
    await admin.must('portal:update', { portalId: id, version, origins: [...origins, origin] });
};

/** A client's website with these files, listed in the portals; answers its origin. */
const serve = async (directory: string): Promise<string> => {
  const site = createWebsite(directory, values, () => stage.server.clock.now()).listen(0, '127.0.0.1');
  sites.push(site);
  await once(site, 'listening');
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  await allow(origin);
  return origin;
};

const visit = async (url: string): Promise<Page> => {
  const page = await stage.page(await stage.context({ viewport: PHONE }));
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};

const form = (within: Page | Locator) => within.getByLabel('What can we do for you?');
const launcher = (page: Page) => page.getByRole('button', { name: 'Support', exact: true });
const ask = (page: Page) => page.getByRole('button', { name: 'Ask our support' });
const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

const fits = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
};

/** What each of the three shows: its own button opens, what is opened and put away is followed. */
const opensAndFollows = async (page: Page): Promise<void> => {
  await fits(page);
  await status(page, 'Support is one click away.').waitFor();
  await ask(page).click();
  await form(page).waitFor();
  await status(page, 'Support is open.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await status(page, 'Support is one click away.').waitFor();
  assert.equal(await page.locator('support-portal').count(), 1);
};

for (const framework of FRAMEWORKS) {
  test(`[W3] the ${framework} example, built, opens the portal from its own button and follows it, under a strict policy`, async () => {
    Object.assign(process.env, { VITE_EMBED: values.embed, VITE_PORTAL: values.portal });
    const outDir = join(folder, framework);
    await build({ root: join(EXAMPLES, framework), logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    const page = await visit(await serve(outDir));
    await opensAndFollows(page);

    await page.evaluate(
      "document.querySelector('support-portal').dispatchEvent(new CustomEvent('support-unread-change', { detail: { unread: 2 } }))",
    );
    await page.getByRole('button', { name: 'Read our answer (2)' }).waitFor();
    assert.deepEqual(stage.complaints, []);
  });

  test(`[W3] the command that the examples' home page names shows the ${framework} example`, async (t) => {
    const home = await visit(website);
    const named = home.locator('code', { hasText: `npx vite examples/${framework}` });
    const port = await freePort();
    await allow(`http://localhost:${port}`);
    // The named port may be somebody else's on this machine.
    const page = await visit(await run(t, `${await named.innerText()} --port ${port} --strictPort`));
    await opensAndFollows(page);
    assert.deepEqual(stage.complaints, []);
  });
}

/** Runs a command line until it prints where it serves. */
const run = async (t: TestContext, command: string): Promise<string> => {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  // In `exec` the shell gives its place away, so that ending the child ends what it runs.
  const [, variables, rest] = /^((?:\w+=\S+ )*)npx (.*)$/.exec(command)!;
  const child = spawn('sh', ['-c', `${variables}exec ${rest}`], { cwd: ROOT, env: { PATH: path } });
  t.after(async () => {
    child.kill();
    await once(child, 'close');
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const [url] = /http:\/\/localhost:\d+\//.exec(printed) ?? [];
    if (url) return url;
  }
  throw new Error(`nothing is served: ${printed}`);
};

test('[W3] the demo has two portals, and lists where Vite serves in the one of the command', async (t) => {
  const [port, sitePort] = [await freePort(), await freePort()];
  const env = { PORT: String(port), DEMO_PORT: String(sitePort), DATA_DIR: join(folder, 'demo') };
  const demo = new ServerProcess(['--demo'], env);
  t.after(() => demo.stop());
  await demo.prints(/Ctrl\+C/);

  const page = await http(sitePort, { host: 'localhost', path: '/two-portals.html' });
  const ids = [...page.text.matchAll(/ portal="([^"]+)"/g)].map(([, id]) => id!);
  assert.equal(new Set(ids).size, 2);
  const view = (id: string, origin: string) =>
    http(port, { host: 'embed.localhost', path: `/api/portals/${id}/view`, headers: { Origin: origin } });
  const home = await http(sitePort, { host: 'localhost', path: '/' });
  const named = /VITE_PORTAL=(\S+)/.exec(home.text)![1]!;
  assert.equal((await view(named, 'http://localhost:5173')).status, 200);
  assert.equal((await view(named, 'http://localhost:5174')).status, 403);
  for (const id of ids) assert.equal((await view(id, `http://localhost:${sitePort}`)).status, 200);
});

test('[W2] the example of two portals: each has its own form and its own chat', async () => {
  const page = await visit(`${website}/two-portals.html`);
  const [inline, corner] = ['inline', 'launcher'].map((mode) =>
    page.locator(`support-portal[mode=${mode}]`),
  ) as [Locator, Locator];
  await form(inline).fill('About my table');
  await inline.getByLabel('Your name').fill('Lou');
  await inline.getByLabel('E-mail address').fill('lou@client.example');
  await launcher(page).click();
  await form(corner).fill('About my room');
  assert.equal(await form(inline).inputValue(), 'About my table');

  await corner.getByRole('button', { name: 'Close' }).click();
  await inline.getByRole('button', { name: 'Send message' }).click();
  await inline.getByText('We have your request.').waitFor();
  await launcher(page).click();
  assert.equal(await form(corner).inputValue(), 'About my room', 'the other portal knows nothing of it');
  await fits(page);
  assert.deepEqual(stage.complaints, []);
});

test('[W2] the single-page example: the launcher stays as it is while the page changes', async () => {
  const page = await visit(`${website}/single-page/index.html`);
  await fits(page);
  await page.getByRole('button', { name: 'Ask about tables' }).click();
  await form(page).fill('How long is the long one?');
  const field = (await form(page).elementHandle())!;
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Chairs' }).click();
  await page.getByRole('heading', { name: 'Chairs for longer ones.' }).waitFor();
  await page.getByRole('button', { name: 'Ask about chairs' }).click();
  assert.ok(await field.isVisible(), 'the very same field');
  assert.equal(await field.inputValue(), 'How long is the long one?');
  assert.deepEqual(stage.complaints, []);
});

test('[W2] the single-page example: a page takes the portal out, and it comes back with the request it had', async () => {
  const page = await visit(`${website}/single-page/index.html?page=chairs`);
  await launcher(page).click();
  await form(page).fill('A wobbly chair');
  await page.getByLabel('Your name').fill('Lou');
  await page.getByLabel('E-mail address').fill('lou@client.example');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText('We have your request.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByRole('heading', { name: 'Nothing in the way of paying.' }).waitFor();
  assert.equal(await page.locator('support-portal').count(), 0);
  await page.goBack();
  await page.getByRole('heading', { name: 'Chairs for longer ones.' }).waitFor();
  await launcher(page).click();
  await page.getByText('We have your request.').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W2] the single-page example: what was typed is there when the portal comes back', async () => {
  const page = await visit(`${website}/single-page/index.html?page=chairs`);
  await launcher(page).click();
  await form(page).fill('A chair without an end');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByRole('link', { name: 'Chairs' }).click();
  await launcher(page).click();
  assert.equal(await form(page).inputValue(), 'A chair without an end');
  assert.deepEqual(stage.complaints, []);
});

test('[W4, S11] signed-in.html: whoever is signed in is known, then somebody else, then nobody', async () => {
  const page = await visit(`${stage.website}/signed-in.html`);
  await fits(page);
  await page.locator('support-portal').scrollIntoViewIfNeeded();
  const frame = page.frameLocator('support-portal iframe');
  await frame.getByText('You are writing as Mia Berg').waitFor();
  await page.getByLabel('Jonas Falk').check();
  await frame.getByText('You are writing as Jonas Falk').waitFor();
  await page.getByLabel('nobody').check();
  await frame.getByLabel('Your name').waitFor();
  assert.deepEqual(stage.complaints, []);
});
