import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESKTOP, PHONE, Stage } from '../support/browser.ts';
import { consoleTour } from '../support/tour/console-tour.ts';
import { AtKeyboard } from '../support/tour/keyboard.ts';
import { portalTour } from '../support/tour/portal-tour.ts';

/** A desktop at 400 %, which leaves as many pixels. */
const ZOOMED = { width: 320, height: 256 };

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

for (const [size, viewport] of Object.entries({ 'a desktop': DESKTOP, 'a desktop at 400 %': ZOOMED }))
  test(`[W8] every state of the portal is reached by keyboard alone, on ${size}`, async () => {
    const page = await stage.visitor('standalone', { viewport });
    const person = await AtKeyboard.at(page);
    const states: string[] = [];
    await portalTour(stage, person, async (state) => void states.push(state));
    assert.ok(states.includes('closed'));
    assert.deepEqual([...person.faults], []);
    await page.context().close();
  });

for (const [size, viewport] of Object.entries({ 'a desktop': DESKTOP, 'a phone': PHONE }))
  test(`[W8] every page and dialog of the console is reached by keyboard alone, on ${size}`, async () => {
    const own = await Stage.open();
    try {
      const page = await own.page(await own.context({ viewport }));
      const person = await AtKeyboard.at(page);
      const states: string[] = [];
      await consoleTour(own, person, async (state) => void states.push(state));
      assert.ok(states.includes('invite technician'));
      assert.deepEqual([...person.faults], []);
    } finally {
      await own.close();
    }
  });
