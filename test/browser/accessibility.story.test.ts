import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axe, equalAccess } from '../support/audit.ts';
import { DESKTOP, PHONE, Stage, type Opened } from '../support/browser.ts';
import { moving, reordered, settled, tooWide } from '../support/looks.ts';
import { consoleTour } from '../support/tour/console-tour.ts';
import { atPage } from '../support/tour/person.ts';
import { portalTour } from '../support/tour/portal-tour.ts';
import { textsOf } from '../support/tour/texts.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

const audit = async (page: Page): Promise<string[]> => {
  await settled(page);
  const evaluate = (expression: string): Promise<unknown> => page.evaluate(expression);
  return [
    ...(await axe(evaluate)),
    ...(await equalAccess(evaluate)),
    ...(await tooWide(page)),
    ...(await moving(page)),
  ];
};

interface Styles {
  getComputedStyle(element: unknown): { backgroundColor: string; color: string };
}

type Look = (page: Page) => Promise<string[]>;

/** What is found in the states of the portal. */
const portal = async (opened: Opened, look: Look): Promise<string[]> => {
  const found: string[] = [];
  let states = 0;
  const page = await stage.visitor('standalone', opened);
  await portalTour(stage, atPage(page, textsOf(opened.locale?.split('-')[0] ?? 'en')), async (state) => {
    states += 1;
    for (const fault of await look(page)) found.push(`${state}: ${fault}`);
  });
  await page.context().close();
  assert.ok(states > 10);
  return found;
};

/** What is found in the pages and dialogs of the console. */
const console_ = async (opened: Opened, look: Look): Promise<string[]> => {
  const found: string[] = [];
  let states = 0;
  const own = await Stage.open();
  try {
    const page = await own.page(await own.context(opened));
    await consoleTour(own, atPage(page, textsOf(opened.locale?.split('-')[0] ?? 'en')), async (state) => {
      states += 1;
      for (const fault of await look(page)) found.push(`${state}: ${fault}`);
    });
  } finally {
    await own.close();
  }
  assert.ok(states > 15);
  return found;
};

for (const [where, tour] of Object.entries({
  'state of the portal': portal,
  'page of the console': console_,
}))
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, viewport] of [
      ['320 px', PHONE],
      ['a desktop', DESKTOP],
    ] as const)
      test(`[W8, G18] every ${where} passes two checkers and fits, ${colorScheme}, ${size}`, async () => {
        assert.deepEqual(await tour({ colorScheme, viewport }, audit), []);
      });

for (const locale of ['de-DE', 'fr-FR', 'he-IL', 'th-TH'])
  for (const [where, tour] of Object.entries({ portal, console: console_ }))
    test(`[A31, W8] the ${where} fits 320 px in ${locale}, and is written in its direction`, async () => {
      const found = await tour({ locale, viewport: PHONE }, async (page) => {
        const [lang, dir] = await page
          .locator(where === 'portal' ? 'support-panel' : 'html')
          .evaluate(({ lang: language, dir: direction }) => [language, direction]);
        const faults = [...(await tooWide(page)), ...(await reordered(page))];
        if (lang !== locale.slice(0, 2)) faults.push(`in ${lang}`);
        if (dir !== (lang === 'he' ? 'rtl' : 'ltr')) faults.push(String(dir));
        return faults;
      });
      assert.deepEqual(found, []);
    });

test('[W8] where colours are the reader’s own, the page one is on still stands out', async () => {
  const own = await Stage.open();
  try {
    const page = await own.console(own.account.admin.email);
    await page.emulateMedia({ forcedColors: 'active' });
    const colours = (view: string): Promise<unknown> =>
      page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('link', { name: view })
        .evaluate((link) => {
          const { backgroundColor, color } = (globalThis as unknown as Styles).getComputedStyle(link);
          return [backgroundColor, color];
        });
    const system = (background: string, colour: string): Promise<unknown> =>
      page.evaluate(`(() => {
        document.body.style.cssText = 'forced-color-adjust: none; background: ${background}; color: ${colour}';
        return [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color];
      })()`);
    assert.deepEqual(await colours('All'), await system('Highlight', 'HighlightText'));
    assert.notDeepEqual(await colours('Completed'), await colours('All'));
  } finally {
    await own.close();
  }
});
