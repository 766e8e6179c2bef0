import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, Stage } from '../support/browser.ts';

/** Of the page's, where the functions below run. */
declare const getComputedStyle: (element: never) => { backgroundColor: string; colorScheme: string };

let stage: Stage;
let admin: Page;
before(async () => {
  stage = await Stage.open();
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
  admin = await stage.console(stage.account.admin.email);
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
});
after(() => stage.close());

const colourOf = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).evaluate((element) => getComputedStyle(element as never).backgroundColor);

const openLooks = async (): Promise<void> => {
  await admin.getByRole('button', { name: 'More actions' }).click();
  await admin.getByRole('menuitem', { name: 'Name and looks' }).click();
};

test('[T12] an admin gives the portal a name, a colour and a welcome, sees it beforehand, and open portals show it at once', async () => {
  const visitor = await stage.visitor('standalone');
  await visitor.getByRole('heading', { name: 'How can we help?' }).waitFor();
  await openLooks();
  await admin.getByRole('textbox', { name: 'Name' }).fill('Harbour IT');
  const colour = admin.locator('support-branding-colour #text');
  await colour.fill('yellow');
  await admin.getByText('Enter a colour such as').waitFor();
  await colour.fill('#ffcc00');
  await admin.getByText('Too light for text on white').waitFor();
  await admin.getByLabel('Welcome, while a technician is Available').fill('Ahoy! What is the matter?');
  assert.equal(await colourOf(admin, 'support-branding-preview[scheme=light] .top'), 'rgb(255, 204, 0)');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Saved. Open portals show it at once.').waitFor();

  await visitor.getByRole('heading', { name: 'Harbour IT' }).waitFor();
  await visitor.getByText('Ahoy! What is the matter?').waitFor();
  assert.equal(await colourOf(visitor, 'support-panel .header'), 'rgb(255, 204, 0)');
  assert.deepEqual(stage.complaints, []);
});

test('[T12] what is typed and no colour is not saved as something else, and stays', async () => {
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await openLooks();
  const colour = admin.locator('support-branding-colour #text');
  await colour.fill('#ffb0');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.locator('support-branding-colour #text:focus').waitFor();
  assert.equal(await colour.inputValue(), '#ffb0');
  assert.equal(await admin.getByText('Saved. Open portals show it at once.').count(), 0);
});

test('[T13] where somebody else was faster, that is said, what was chosen stays, and another try saves it', async () => {
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await openLooks();
  const name = admin.getByRole('textbox', { name: 'Name' });
  await name.fill('Harbour Help');
  const level = { kind: 'company', companyId: stage.portal.companyId } as const;
  const { settings } = await stage.account.admin.must('setting:list', { companyId: level.companyId });
  const { version } = settings.find(({ key }) => key === 'portal.name')!;
  await stage.account.admin.must('setting:set', { key: 'portal.name', level, value: 'Other', version });
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Name was not saved.').waitFor();
  assert.equal(await name.inputValue(), 'Harbour Help');
  await admin.getByRole('button', { name: 'Save' }).click();
  const saved = admin.getByText('Saved. Open portals show it at once.');
  await saved.waitFor();
  const within = await saved.boundingBox();
  assert.ok(within && within.y + within.height <= 800, 'it can be read without scrolling');
});

test('what was typed is not lost by Escape: the dialog asks, and goes on where it was', async () => {
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await openLooks();
  const name = admin.getByRole('textbox', { name: 'Name' });
  const question = admin.getByText('Close without saving what you have entered?');
  const before = await name.inputValue();
  await name.fill('Half a na');
  await admin.keyboard.press('Escape');
  await question.waitFor();
  await admin.getByRole('button', { name: 'Keep editing' }).press('Enter');
  await question.waitFor({ state: 'detached' });
  await admin.keyboard.type('me');
  assert.equal(await name.inputValue(), 'Half a name');
  await admin.getByRole('button', { name: 'Close', exact: true }).last().click();
  await question.waitFor();
  await admin.getByRole('button', { name: 'Discard' }).click();
  await name.waitFor({ state: 'detached' });
  // Nothing changed, nothing asked.
  await openLooks();
  assert.equal(await name.inputValue(), before);
  await admin.keyboard.press('Escape');
  await name.waitFor({ state: 'detached' });
});

test('[T13] the account’s looks are every portal’s without their own, and one that had its own goes back to them', async () => {
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await admin.getByRole('button', { name: 'Looks of all portals' }).click();
  await admin.getByRole('textbox', { name: 'Name' }).fill('Northwind Help');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Saved. Open portals show it at once.').waitFor();
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await openLooks();
  const name = admin.getByRole('textbox', { name: 'Name' });
  assert.equal(await name.inputValue(), 'Harbour Help');
  await admin.getByRole('button', { name: 'Use the inherited value: Name' }).click();
  assert.equal(await name.inputValue(), 'Northwind Help', 'shown before it is saved');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Saved. Open portals show it at once.').waitFor();
  const visitor = await stage.visitor('standalone');
  await visitor.getByRole('heading', { name: 'Northwind Help' }).waitFor();
  await name.fill('Harbour IT');
  await admin.getByRole('button', { name: 'Save' }).click();
  await visitor.getByRole('heading', { name: 'Harbour IT' }).waitFor();
});

test('[T12] a logo is drawn in a website whose policy allows no pictures, and the launcher is named', async () => {
  const visitor = await stage.visitor('standalone');
  const png = await visitor.evaluate<string>(
    `(() => { const canvas = document.createElement('canvas'); canvas.width = 40; canvas.height = 20;
      canvas.getContext('2d').fillRect(0, 0, 40, 20); return canvas.toDataURL('image/png'); })()`,
  );
  await admin.getByRole('button', { name: 'Close' }).last().click();
  await openLooks();
  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(png.split(',')[1]!, 'base64') };
  await admin.getByLabel('Logo').setInputFiles(logo);
  await admin.locator('support-branding-picture img').waitFor();
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Saved. Open portals show it at once.').waitFor();
  const { embed } = stage.server.app.deps.urls;
  const website = await stage.websiteWith(
    `<support-portal portal="${stage.portal.portalId}"></support-portal><script type="module" src="${embed}/support-portal.js"></script>`,
    {
      'Content-Security-Policy': `default-src 'none'; img-src data:; script-src ${embed}; connect-src ${embed} ${embed.replace(/^http/, 'ws')}`,
    },
  );
  await stage.allow(website);
  const page = await stage.page(await stage.context());
  await page.goto(website);
  const launcher = page.getByRole('button', { name: 'Harbour IT' });
  await launcher.waitFor();
  assert.equal(await colourOf(page, '.launcher'), 'rgb(255, 204, 0)');
  await launcher.click();
  await page.locator('support-panel canvas.logo').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[A31] a visitor chooses language and looks, and both are there after a reload', async () => {
  const visitor = await stage.visitor('inline', { viewport: PHONE });
  await visitor.getByRole('button', { name: 'App settings' }).click();
  await visitor.getByLabel('Language').selectOption('Deutsch');
  await visitor.getByLabel('Darstellung').selectOption('Dunkel');
  await visitor.getByRole('heading', { name: 'Wie können wir helfen?' }).waitFor();
  await visitor.reload();
  await visitor.getByRole('heading', { name: 'Wie können wir helfen?' }).waitFor();
  assert.equal(
    await visitor.locator('support-panel').evaluate((panel) => getComputedStyle(panel as never).colorScheme),
    'dark',
  );
  await visitor.getByRole('button', { name: 'Einstellungen' }).click();
  await visitor.getByLabel('Sprache').press('Escape');
  await visitor.getByLabel('Sprache').waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});

test('[A31] the console speaks the language chosen before sign-in, and keeps the one chosen in App settings', async () => {
  const page = await stage.page(await stage.context());
  await page.goto(`${stage.server.consoleOrigin}/`);
  await page.getByLabel('Language').selectOption('Français');
  await page
    .getByRole('heading', { name: 'Se connecter' })
    .or(page.getByRole('heading', { name: 'Connexion' }))
    .waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await admin.goto(`${stage.server.consoleOrigin}/requests/all`);
  await admin.getByRole('button', { name: /^Your account/ }).click();
  await admin.getByRole('menuitem', { name: 'App settings' }).click();
  await admin.getByLabel('Language').selectOption('עברית');
  await admin.locator('html[dir=rtl][lang=he]').waitFor();
  await admin.reload();
  await admin.locator('html[dir=rtl][lang=he]').waitFor();
  assert.deepEqual(stage.complaints, []);
});
