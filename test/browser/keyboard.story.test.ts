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
    await portalTour(stage, person, async (state) => {
      states.push(state);
      // On a page that has just been loaded nobody has been anywhere yet.
      if (states.length > 1) await person.keepsFocus(state);
    });
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

test('[W8] a chat from both ends by keyboard alone, from the launcher to the end', async () => {
  const own = await Stage.open();
  try {
    const desk = await own.console(own.account.admin.email);
    const technician = await AtKeyboard.at(desk);
    await technician.click('Status: Unavailable');
    await technician.choose('Available for chat requests');
    await technician.escape();
    assert.match((await technician.focused()).name, /^Status: Available/);

    const website = await own.visitor('launcher');
    const customer = await AtKeyboard.at(website);
    await customer.click('Support');
    await customer.fill('Your name', 'Nora');
    await customer.fill('What can we do for you?', 'The printer does not print.');
    await customer.click('Start chat');
    await customer.sees('Thank you, Nora');

    await technician.click('Take');
    await technician.fill('Message', 'Good morning!');
    await technician.press('Enter');
    await customer.sees('Good morning!');
    await customer.fill('Message', 'Hello');
    await customer.press('Enter');
    await technician.sees('Hello');
    await customer.escape();
    assert.match((await customer.focused()).name, /Support/, 'back where it was opened from');
    await technician.click('Close request');
    await technician.sees('neither you nor the customer can write in it any more');
    await technician.press('Tab');
    await technician.click('Close request');
    await technician.sees('This request is over.');
    await customer.press('Enter');
    await customer.sees('This conversation has ended.');
    assert.deepEqual([...technician.faults, ...customer.faults], []);
  } finally {
    await own.close();
  }
});
