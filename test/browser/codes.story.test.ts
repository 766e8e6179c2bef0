import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { DESKTOP, PHONE, Stage } from '../support/browser.ts';

const WAYS = ['popup', 'inline', 'launcher'] as const;
type Way = (typeof WAYS)[number];

/** What the dialog calls them: the tab, and the field with the code. */
const NAMES: Record<Way, [tab: string, field: string]> = {
  popup: ['Popup', 'Link that opens a popup window'],
  inline: ['Inline', 'Inline'],
  launcher: ['Launcher', 'Launcher button'],
};

let stage: Stage;
const sites: Server[] = [];
before(async () => {
  stage = await Stage.open();
});
after(async () => {
  for (const site of sites) site.close();
  await stage.close();
});

const codes = () => stage.account.admin.must('portal:code', { portalId: stage.portal.portalId });
const form = (page: Page) => page.getByLabel('What can we do for you?');

/** A listed website that allows nothing but this, with nothing in its page but the code. */
const strictWebsite = async (code: string, csp: string): Promise<string> => {
  const site = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    response
      .writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': `default-src 'none'; ${csp}`,
      })
      .end(`<!doctype html><html lang="en"><title>Ours</title><body><h1>Ours</h1>${code}</body></html>`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  sites.push(site);
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  await stage.allow(origin);
  return origin;
};

/** What the browser refused in this page because of its policy. */
const violations = (page: Page) => page.evaluate('window.violations');
const watchPolicy = (context: BrowserContext) =>
  context.addInitScript(
    "window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));",
  );

/** All that a visitor does with it, to the first message on the server. */
const use = async (page: Page, way: Way): Promise<void> => {
  if (way === 'launcher') await page.getByRole('button', { name: 'Support' }).click();
  if (way === 'popup') {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Support' }).click(),
    ]);
    stage.watch(popup);
    return form(popup).waitFor();
  }
  await page.getByLabel('Your name').fill('Lou');
  await page.getByLabel('E-mail address').fill('lou@client.example');
  await form(page).fill('Under a strict policy');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText('We have your request.').waitFor();
};

for (const way of WAYS)
  for (const kind of ['stable', 'pinned'] as const)
    test(`[G17] [S6] the ${kind} ${way} code works under exactly the policy that is shown with it`, async () => {
      const all = await codes();
      const code = (kind === 'pinned' ? all.pinned! : all)[way];
      const context = await stage.context();
      await watchPolicy(context);
      const page = await stage.page(context);
      await page.goto(await strictWebsite(code, all.csp[way]));
      await use(page, way);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(stage.complaints, []);
    });

for (const [part, without, directive] of [
  ['the scripts', /script-src [^;]+; /, 'script-src'],
  ['the connections', /; connect-src.*/, 'connect-src'],
  ['the socket', / ws:.*/, 'connect-src'],
] as const)
  test(`[G17] [S6] nothing in the policy is too much: without ${part} the browser refuses something`, async () => {
    const { inline, csp } = await codes();
    const policy = csp.inline.replace(without, '');
    assert.notEqual(policy, csp.inline);
    const page = await (await stage.context()).newPage();
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('Content Security Policy'),
    );
    await page.goto(await strictWebsite(inline, policy));
    assert.match((await refused).text(), new RegExp(directive));
  });

test('[G17] [S6] the browser refuses a pinned script of which one byte of the integrity differs', async () => {
  const { pinned, csp } = await codes();
  const changed = pinned!.inline.replace(
    /sha384-(.)/,
    (_all, first) => `sha384-${first === 'A' ? 'B' : 'A'}`,
  );
  assert.notEqual(changed, pinned!.inline);
  const page = await (await stage.context()).newPage();
  const refused = page.waitForEvent('console', (message) => message.text().includes('integrity'));
  await page.goto(await strictWebsite(changed, csp.inline));
  assert.equal((await refused).type(), 'error');
  assert.equal(await page.evaluate("customElements.get('support-portal') === undefined"), true);
  assert.equal(await form(page).count(), 0);
});

for (const [what, change, shown] of [
  ['lets the parts through as they are', (integrity: string) => integrity, 'What can we do for you?'],
  [
    'refuses a part that differs',
    (integrity: string) => integrity.replace(/.{4}$/, 'AAAA'),
    'Support ⚠ Try again',
  ],
] as const)
  test(`[G17] [S6] an import map made from the manifest, as the operator’s page says, ${what}`, async () => {
    const { pinned, csp } = await codes();
    const { embed } = stage.server.app.deps.urls;
    const manifest = await stage.server.http({ host: 'embed.localhost', path: '/manifest.json' });
    assert.equal(manifest.headers['access-control-allow-origin'], '*');
    const { files } = JSON.parse(manifest.text) as { files: Record<string, string> };
    const parts = Object.entries(files).filter(([file]) => file.startsWith('assets/'));
    const map = JSON.stringify({
      integrity: Object.fromEntries(
        parts.map(([file, integrity]) => [`${embed}/${file}`, change(integrity)]),
      ),
    });
    const hash = createHash('sha256').update(map).digest('base64');
    const policy = csp.inline.replace('script-src', `script-src 'sha256-${hash}'`);
    const site = await strictWebsite(`<script type="importmap">${map}</script>${pinned!.inline}`, policy);
    const page = await (await stage.context()).newPage();
    await page.goto(site);
    await page.getByText(shown).waitFor();
  });

/** The dialog of the portal, opened by an admin who is allowed to copy. */
const dialog = async (opened: Parameters<Stage['console']>[1] = {}): Promise<Page> => {
  const admin = await stage.console(stage.account.admin.email, opened);
  await admin.context().grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: stage.server.consoleOrigin,
  });
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await admin.getByText('Show code and URLs').click();
  await admin.getByRole('tab', { name: 'URL' }).waitFor();
  return admin;
};

/** The field shows it, and its button copies it. */
const expectCopied = async (admin: Page, name: string, value: string): Promise<void> => {
  const field = admin.getByRole('textbox', { name, exact: true });
  await field.waitFor();
  assert.equal(await field.inputValue(), value);
  await admin.getByRole('button', { name: `Copy: ${name}`, exact: true }).click();
  assert.equal(await admin.evaluate('navigator.clipboard.readText()'), value);
};

test('[G17] "Show code and URLs" shows and copies URL, codes, examples and policies, stable and pinned', async () => {
  const all = await codes();
  const admin = await dialog();
  await expectCopied(admin, 'Standalone URL', all.url);
  await admin.getByRole('tabpanel', { name: 'URL' }).getByText('Example', { exact: true }).click();
  await expectCopied(admin, 'Example: Standalone URL', all.examples.url);
  for (const way of WAYS) {
    const [tab, field] = NAMES[way];
    await admin.getByRole('tab', { name: tab }).click();
    const panel = admin.getByRole('tabpanel', { name: tab });
    await expectCopied(admin, field, all[way]);
    const preview = panel.getByRole('link', { name: 'Open a live preview' });
    assert.equal(await preview.getAttribute('href'), all.previews[way]);
    await panel.getByText('Example', { exact: true }).click();
    await expectCopied(admin, `Example: ${field}`, all.examples[way]);
    await panel.getByText('Content security policy (CSP)').click();
    await expectCopied(admin, `CSP: ${field}`, all.csp[way]);

    const pin = panel.getByRole('switch', { name: 'Pinned version (SRI)' });
    await pin.press('Space');
    await expectCopied(admin, field, all.pinned![way]);
    await expectCopied(admin, `Example: ${field}`, all.pinned!.examples[way]);
    assert.equal(await preview.getAttribute('href'), all.pinned!.previews[way]);
    await pin.press('Space');
    await expectCopied(admin, field, all[way]);
  }
  assert.deepEqual(stage.complaints, []);
});

test('[G17] a choice of the pinned version stays from one way of publishing to the next', async () => {
  const all = await codes();
  const admin = await dialog();
  await admin.getByRole('tab', { name: 'Popup' }).click();
  await admin.getByRole('switch', { name: 'Pinned version (SRI)' }).press('Space');
  await admin.getByRole('tab', { name: 'Launcher' }).click();
  assert.ok(await admin.getByRole('switch', { name: 'Pinned version (SRI)' }).isChecked());
  await expectCopied(admin, 'Launcher button', all.pinned!.launcher);
});

for (const pinned of [false, true])
  test(`[G17] the live preview shows the ${pinned ? 'pinned' : 'stable'} code at work`, async () => {
    const admin = await dialog();
    await watchPolicy(admin.context());
    for (const way of WAYS) {
      await admin.getByRole('tab', { name: NAMES[way][0] }).click();
      const pin = admin.getByRole('switch', { name: 'Pinned version (SRI)' });
      if ((await pin.isChecked()) !== pinned) await pin.press('Space');
      const [preview] = await Promise.all([
        admin.waitForEvent('popup'),
        admin.getByRole('link', { name: 'Open a live preview' }).click(),
      ]);
      stage.watch(preview);
      await preview.getByRole('heading', { name: 'Company harbour', exact: true }).waitFor();
      assert.equal(await preview.locator('script[integrity]').count(), pinned ? 1 : 0);
      if (way === 'launcher') await preview.getByRole('button', { name: 'Support' }).click();
      if (way === 'popup') await preview.getByRole('link', { name: 'Support' }).waitFor();
      else await form(preview).waitFor();
      assert.deepEqual(await violations(preview), []);
      await preview.close();
    }
    assert.deepEqual(stage.complaints, []);
  });

for (const [size, viewport] of [
  ['1280 px', DESKTOP],
  ['320 px', PHONE],
] as const)
  test(`[G17] [G18] nothing in the dialog is wider than it, with all open, at ${size}`, async () => {
    const admin = await dialog({ viewport });
    const frame = (await admin.getByRole('dialog').boundingBox())!;
    assert.ok(frame.x >= 0 && frame.x + frame.width <= viewport.width, JSON.stringify(frame));
    const expectInside = async (what: string, part: Locator): Promise<void> => {
      const box = (await part.boundingBox())!;
      const inside = box.x >= frame.x && box.x + box.width <= frame.x + frame.width;
      assert.ok(inside, `${what}: ${JSON.stringify({ box, frame })}`);
    };
    for (const way of WAYS) {
      const [name] = NAMES[way];
      const tab = admin.getByRole('tab', { name });
      await tab.click();
      await expectInside(`tab ${name}`, tab);
      const panel = admin.getByRole('tabpanel', { name });
      if (way === 'popup') await panel.getByRole('switch').press('Space');
      for (const summary of await panel.locator('summary').all()) await summary.click();
      const parts = [...(await panel.getByRole('textbox').all()), ...(await panel.getByRole('button').all())];
      assert.equal(parts.length, 6, 'code, example and policy, each with its button');
      for (const part of parts) await expectInside(name, part);
    }
  });
