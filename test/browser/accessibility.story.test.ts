import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE, Stage } from '../support/browser.ts';
import { consoleTour } from '../support/tour/console-tour.ts';
import { portalTour } from '../support/tour/portal-tour.ts';

const AXE = join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js');

const AXE_SOURCE = readFileSync(AXE, 'utf8');

/**
 * Everything WCAG 2.2 AA asks for that a program can see, and the checker's best practices. The launcher is not
 * shown on the portal's own page, which the checker takes for shown.
 */
const audit = async (page: Page): Promise<string[]> => {
  // The audit is a script of ours in a page that allows none: it comes in beside the page's policy.
  await page.evaluate(AXE_SOURCE);
  return page.evaluate<string[]>(
    `axe.run({ exclude: [{ fromShadowDom: ['support-portal', '.launcher'] }] }, { rules: { region: { enabled: false } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.flat().join(' '))))`,
  );
};
/** What sticks out of the page sideways, which nobody at 320 px or 400 % gets to see without scrolling two ways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

for (const colorScheme of ['light', 'dark'] as const)
  for (const [size, viewport] of [
    ['320 px', PHONE],
    ['a desktop', DESKTOP],
  ] as const) {
    test(`[W8, G18] every state of the portal passes the audit and fits, ${colorScheme}, ${size}`, async () => {
      const found: string[] = [];
      let states = 0;
      await portalTour(stage, { colorScheme, viewport }, async (state, page) => {
        states += 1;
        for (const fault of await audit(page)) found.push(`${state}: ${fault}`);
        if ((await overflow(page)) > 0) found.push(`${state}: wider than the screen`);
      });
      assert.ok(states > 10);
      assert.deepEqual(found, []);
    });
  }

for (const colorScheme of ['light', 'dark'] as const)
  test(`[W8, G18] every page and dialog of the console passes the audit and fits 320 px, ${colorScheme}`, async () => {
    const own = await Stage.open();
    const found: string[] = [];
    let states = 0;
    try {
      await consoleTour(own, { colorScheme, viewport: PHONE }, async (state, page) => {
        states += 1;
        for (const fault of await audit(page)) found.push(`${state}: ${fault}`);
        if ((await overflow(page)) > 0) found.push(`${state}: wider than the screen`);
      });
    } finally {
      await own.close();
    }
    assert.ok(states > 15);
    assert.deepEqual(found, []);
  });

for (const locale of ['de-DE', 'fr-FR', 'he-IL'])
  test(`[A31, W8] the portal fits 320 px in ${locale}, and is written in its direction`, async () => {
    const found: string[] = [];
    await portalTour(stage, { locale, viewport: PHONE }, async (state, page) => {
      if ((await overflow(page)) > 0) found.push(`${state}: wider than the screen`);
      const [lang, dir] = await page.locator('support-panel').evaluate((panel) => {
        const { lang: language, dir: direction } = panel as unknown as { lang: string; dir: string };
        return [language, direction];
      });
      if (lang !== locale.slice(0, 2)) found.push(`${state}: in ${lang}`);
      if (dir !== (lang === 'he' ? 'rtl' : 'ltr')) found.push(`${state}: ${dir}`);
    });
    assert.deepEqual(found, []);
  });
