import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

const PANEL = "document.querySelector('support-portal').shadowRoot.querySelector('.panel')";
const opened = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.querySelector('support-portal').opened");

/** The launcher’s panel, open, with the part that fills the screen loaded. */
const open = async (viewport: { width: number; height: number }): Promise<Page> => {
  const page = await stage.visitor('launcher', { viewport });
  const loaded = page.waitForResponse(/fill-screen/);
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByRole('heading', { name: 'Leave us a message' }).waitFor();
  await loaded;
  // Two frames: what was loaded has run.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return page;
};

for (const [how, viewport] of [
  ['upright', PHONE],
  ['in landscape', { width: 740, height: 360 }],
] as const)
  test(`[G18] on a phone ${how} the panel is the screen, and the system's way back closes it`, async () => {
    const page = await open(viewport);
    const box = await page.evaluate<object>(
      `(({ x, y, width, height }) => ({ x, y, width, height }))(${PANEL}.getBoundingClientRect())`,
    );
    assert.deepEqual(box, { x: 0, y: 0, ...viewport });
    // Outside of the panel, where only the browser's own watch hears it, as it hears Android's gesture.
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Escape');
    assert.equal(await opened(page), false);
    assert.equal(await page.evaluate('history.length'), 2, 'the page’s history is left alone');
    await page.getByRole('button', { name: 'Support' }).click();
    await page.getByRole('heading', { name: 'Leave us a message' }).waitFor();
    assert.equal(await opened(page), true);
    assert.deepEqual(stage.complaints, []);
  });

test('[G18] Escape in the choices puts them away, and the panel stays', async () => {
  const page = await open(PHONE);
  await page.getByRole('button', { name: 'App settings' }).click();
  await page.getByLabel('Language').press('Escape');
  await page.getByLabel('Language').waitFor({ state: 'detached' });
  assert.equal(await opened(page), true);
  await page.keyboard.press('Escape');
  assert.equal(await opened(page), false);
});

test('[G18] above an on-screen keyboard the panel is as high as what can be seen', async () => {
  const page = await stage.visitor('launcher', { viewport: PHONE });
  // As on iOS: the keyboard covers the page, whose own size stays.
  await page.evaluate(`Object.defineProperty(visualViewport, 'height', { get: () => window.seen ?? 640 })`);
  const loaded = page.waitForResponse(/fill-screen/);
  await page.getByRole('button', { name: 'Support' }).click();
  await loaded;
  await page.getByLabel('Your name').waitFor();
  const height = `${PANEL}.getBoundingClientRect().height`;
  await page.waitForFunction(`${height} === 640`);
  await page.evaluate("window.seen = 300; visualViewport.dispatchEvent(new Event('resize'))");
  await page.waitForFunction(`${height} === 300`);
  await page.evaluate("window.seen = 640; visualViewport.dispatchEvent(new Event('resize'))");
  await page.waitForFunction(`${height} === 640`);
});

test('[G18] on a desktop, Escape outside of the panel is the page’s', async () => {
  const page = await open(DESKTOP);
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('Escape');
  assert.equal(await opened(page), true);
});
