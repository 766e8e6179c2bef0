import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
let technician: Page;

before(async () => {
  stage = await Stage.open();
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
  technician = await stage.console(tom.email);
});
after(() => stage.close());

for (const way of ['standalone', 'inline', 'launcher'] as const) {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, '320 px': PHONE })) {
    test(`[G1, G17, G18] a chat from the first word to the last, ${way}, ${size}`, async () => {
      const name = `Carla ${way} ${size}`;
      const visitor = await stage.visitor(way, { viewport });
      if (way === 'launcher') await visitor.getByRole('button', { name: 'Support' }).click();
      await visitor.getByLabel('Your name').fill(name);
      await visitor.getByLabel('What can we do for you?').fill('My printer is on fire');
      await visitor.getByRole('button', { name: 'Start chat' }).click();

      const row = technician.getByRole('row').filter({ hasText: name });
      await row.getByRole('button', { name: 'Take' }).click();
      await technician.getByRole('textbox', { name: /message/i }).fill('Step back, I am here');
      await technician.keyboard.press('Enter');

      await visitor.getByText('Step back, I am here').waitFor();
      await visitor.getByRole('textbox', { name: /message/i }).fill('It is smoking now');
      await visitor.keyboard.press('Enter');
      await technician.getByText('It is smoking now').waitFor();

      await visitor.reload();
      if (way === 'launcher') await visitor.getByRole('button', { name: /Support/ }).click();
      for (const text of ['My printer is on fire', 'Step back, I am here', 'It is smoking now'])
        await visitor.getByText(text).waitFor();

      await technician.getByRole('button', { name: 'Close request' }).click();
      // The dialog's own button, which is slotted and so no descendant of the dialog role.
      await technician.getByRole('button', { name: 'Close request' }).last().click();
      await visitor.getByRole('button', { name: 'New request' }).waitFor();
      await technician.getByRole('link', { name: 'Support requests', exact: true }).click();
      assert.deepEqual(stage.complaints, []);
    });
  }
}
