import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

const playground = async (options: Parameters<Stage['context']>[0] = {}): Promise<Page> => {
  const page = await stage.page(await stage.context(options));
  await page.goto(`${stage.website}/playground.html`);
  await page.locator('support-portal').scrollIntoViewIfNeeded();
  await page.getByLabel('What can we do for you?').waitFor();
  return page;
};
const SEND = 'support-request-form .button';

/** What the browser makes of a property, at an element of the page or inside the portal. */
const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
  page.locator(selector).evaluate((element, name) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown): { getPropertyValue(name: string): string };
    };
    return getComputedStyle(element).getPropertyValue(name);
  }, property);

test('[W3] the playground changes looks inside the portal, and shows the rule that does it', async () => {
  const page = await playground();
  await page.getByLabel('Accent', { exact: true }).fill('#aa3300');
  assert.equal(await styleOf(page, SEND, 'background-color'), 'rgb(170, 51, 0)');
  await page.getByLabel('Font').selectOption('Serif');
  assert.match(await styleOf(page, SEND, 'font-family'), /^Georgia/);
  assert.match(
    await page.locator('code').innerText(),
    /--support-accent: #aa3300;[^]*--support-font: Georgia/,
  );
  await page.getByLabel('Scheme').selectOption('Dark');
  assert.equal(await styleOf(page, 'support-portal', 'color-scheme'), 'dark');
  await page.getByLabel('Language').selectOption('Español');
  await page.getByRole('button', { name: /Enviar/ }).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W3] the playground shows what the portal tells the page', async () => {
  const page = await playground();
  const told = page.getByText('support-status-change {"availability":"live"}');
  assert.equal(await told.count(), 0);
  await stage.account.admin.must('availability:set', { available: true });
  await told.waitFor();
  await stage.account.admin.must('availability:set', { available: false });
});

test('[W3] the playground works at 320 px', async () => {
  const page = await playground({ viewport: PHONE });
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
});

test('[W3] the space in the panel follows a custom property, in the page and in a frame', async () => {
  const { embed } = stage.server.app.deps.urls;
  for (const way of ['', 'framed']) {
    const origin = await stage.websiteWith(
      `<support-portal portal="${stage.portal.portalId}" mode="inline" ${way} style="--support-spacing: 40px"></support-portal>
      <script type="module" crossorigin src="${embed}/support-portal.js"></script>`,
    );
    await stage.allow(origin);
    const page = await stage.page(await stage.context());
    await page.goto(origin);
    const form = (way ? page.frameLocator('support-portal iframe') : page).locator('form');
    await form.waitFor();
    const padding = await form.evaluate((element) => {
      const { getComputedStyle } = globalThis as unknown as {
        getComputedStyle(of: unknown): { paddingInlineStart: string };
      };
      return getComputedStyle(element).paddingInlineStart;
    });
    assert.equal(padding, '40px', way);
  }
  assert.deepEqual(stage.complaints, []);
});
