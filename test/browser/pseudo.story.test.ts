import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, Stage } from '../support/browser.ts';
import { tooWide } from '../support/looks.ts';
import { CONSOLE_WORDS, consoleTour } from '../support/tour/console-tour.ts';
import { atPage } from '../support/tour/person.ts';
import { PORTAL_WORDS, portalTour } from '../support/tour/portal-tour.ts';
import { PSEUDO_LOCALE, pseudo, speakPseudo, unmarked } from '../support/tour/pseudo.ts';

const TOURS = {
  portal: [portalTour, PORTAL_WORDS],
  console: [consoleTour, CONSOLE_WORDS],
} as const;

for (const [part, [tour, words]] of Object.entries(TOURS))
  test(`[A31] every word of the ${part} comes from a language's pack, and half as much again fits 320 px`, async () => {
    const stage = await Stage.open();
    const found: string[] = [];
    try {
      const context = await stage.context({ locale: PSEUDO_LOCALE, viewport: PHONE });
      await speakPseudo(context);
      const page = await stage.page(context);
      if (part === 'portal') await page.goto(stage.url('standalone'));
      await tour(stage, atPage(page, pseudo), async (state) => {
        for (const text of await unmarked(page, words, stage.server.clock.now()))
          found.push(`${state}: ${text}`);
        for (const fault of await tooWide(page)) found.push(`${state}: ${fault}`);
      });
    } finally {
      await stage.close();
    }
    assert.deepEqual(found, []);
  });
