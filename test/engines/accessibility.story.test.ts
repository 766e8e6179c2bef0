import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe } from '../support/audit.ts';
import { Stage } from '../support/browser.ts';
import { ENGINES } from '../support/engines/all.ts';
import type { Engine, EnginePage } from '../support/engines/engine.ts';
import { Visitor } from '../support/engines/visitor.ts';
import { consoleTour } from '../support/tour/console-tour.ts';
import { portalTour } from '../support/tour/portal-tour.ts';
import { textsOf } from '../support/tour/texts.ts';

// Names, roles and colours as the other engines work them out. Chromium has two checkers and two sizes
// (test/browser/accessibility.story.test.ts). Without a network these engines cannot be put, so one state is not seen.

/** Somebody in their browser, who chose to see everything light or dark: where each keeps that, and under which name. */
const open = async (engine: Engine, url: string, scheme: string, key: string): Promise<EnginePage> => {
  const page = await engine.open(url);
  await page.evaluate('page', `localStorage.setItem('${key}', '${JSON.stringify({ scheme })}')`);
  await page.goTo(url);
  return page;
};

for (const [engineName, start] of Object.entries(ENGINES)) {
  let engine: Engine;
  before(async () => {
    engine = await start();
  });
  after(() => engine.close());

  for (const scheme of ['light', 'dark'] as const)
    for (const part of ['portal', 'console'] as const)
      test(`[W8, G18] ${engineName}: every state of the ${part} passes axe-core, ${scheme}`, async (t) => {
        const stage = await Stage.open();
        t.after(() => stage.close());
        const isPortal = part === 'portal';
        const url = isPortal ? stage.url('standalone') : `${stage.server.consoleOrigin}/`;
        const key = isPortal ? 'support-portal:settings' : 'support-console:preferences';
        const page = await open(engine, url, scheme, key);
        t.after(() => page.close());
        t.diagnostic(page.browser);
        const found: string[] = [];
        let states = 0;
        const tour = isPortal ? portalTour : consoleTour;
        await tour(stage, new Visitor(page, 'page').onTour(textsOf('en')), async (state) => {
          states += 1;
          for (const fault of await axe((expression) => page.evaluate('page', expression)))
            found.push(`${state}: ${fault}`);
        });
        assert.ok(states > 10);
        assert.deepEqual(found, []);
      });
}
