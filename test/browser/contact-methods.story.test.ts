import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lastCode, putFailed } from '../support/contact-methods.ts';
import { PHONE, Stage } from '../support/browser.ts';
import { newCommandId } from '../support/ids.ts';
import { ask } from '../support/scene.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** Of the stage's console, from the Status menu to the page. */
const openPage = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /for chat requests/ }).click();
  await page.getByRole('link', { name: 'Manage contact methods' }).click();
  await page.getByRole('heading', { name: 'Contact methods' }).waitFor();
};

test('[G14, G15] a technician adds a mailbox from the Status menu, gives its code, unticks it, and ticks it again', async () => {
  const { server } = stage;
  const tess = await server.technician(stage.account.admin, 'Tess');
  const page = await stage.console(tess.email, { viewport: PHONE });
  await openPage(page);
  await page.getByText('No contact method yet.').waitFor();
  await page.getByRole('button', { name: 'Add e-mail address' }).click();
  const address = page.getByRole('textbox', { name: 'E-mail address' });
  await address.fill('nobody');
  await address.press('Enter');
  await page.getByText('This is not valid. Please check it.').waitFor();
  assert.equal(await address.inputValue(), 'nobody');
  await address.fill('tess@home.example');
  await address.press('Enter');
  await page.getByText(/A code is on its way to .?tess@home.example/).waitFor();
  const code = page.getByRole('textbox', { name: 'Code' });
  const right = await lastCode(server, 'tess@home.example');
  await code.fill(right === '123456' ? '654321' : '123456');
  await code.press('Enter');
  await page.getByText(/This code .* is not right/).waitFor();
  await code.fill(`${right.slice(0, 3)} ${right.slice(3)}`);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'tess@home.example' });
  await line.getByText('In use').waitFor();

  await page.getByRole('button', { name: /for chat requests/ }).click();
  const tick = page.getByRole('checkbox', { name: 'tess@home.example' });
  await tick.uncheck();
  await line.getByText('Not ticked in the Status menu').waitFor();
  await page.getByRole('radio', { name: /^Available/ }).click();
  await page.getByRole('button', { name: 'Available for chat requests' }).waitFor();
  const from = server.outbox.sent.length;
  await ask(server, stage.portal);
  await server.app.worker.settled();
  assert.equal(server.outbox.sent.length, from);
  await tick.check();
  await line.getByText('In use').waitFor();
  await ask(server, stage.portal);
  await server.app.worker.settled();
  assert.equal(server.outbox.sent.at(-1)?.to, 'tess@home.example');

  await page.keyboard.press('Escape');
  await line.getByRole('button', { name: /Remove .?tess@home.example/ }).click();
  await page.locator('support-confirm').getByRole('button', { name: 'Remove' }).click();
  await line.waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});

test('[G15] a number is taken as people write it, and one that was left waits for its code', async () => {
  const { server } = stage;
  const ute = await server.technician(stage.account.admin, 'Ute');
  const page = await stage.console(ute.email);
  await openPage(page);
  await page.getByRole('button', { name: 'Add phone number' }).click();
  await page.getByRole('textbox', { name: 'Phone number' }).fill('0049 (30) 123-456');
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.getByText(/A code is on its way to .?\+4930123456/).waitFor();
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await page.getByText('A new code is on its way.').waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  const line = page.getByRole('listitem').filter({ hasText: '+4930123456' });
  await line.getByText('Not confirmed yet').waitFor();
  await line.getByRole('button', { name: /Enter the code for .?\+4930123456/ }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(await lastCode(server, '+4930123456'));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await line.getByText('In use').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G15] an admin sees as it happens what could not be sent, sends it again and discards', async () => {
  const { server, account } = stage;
  const { method } = await account.admin.must('contact-method:add', {
    address: { kind: 'email', email: 'full@eastwind.example' },
  });
  const page = await stage.console(account.admin.email);
  await openPage(page);
  await page.getByText('There are none.').waitFor();
  const { request } = await ask(server, stage.portal);
  const failed = { account: account.account, requestId: request.id, methodId: method.id };
  const gone = { ...failed, id: newCommandId() };
  await putFailed(server, gone);
  await putFailed(server, { ...failed, id: newCommandId() });
  // Another admin's deed tells every admin.
  await account.admin.must('notification:discard', { notificationId: gone.id });
  const lines = page.getByRole('listitem').filter({ hasText: 'No such mailbox here' });
  await lines.getByText(`Request ${request.number}`).waitFor();
  await page.getByRole('button', { name: /^Send again/ }).click();
  await page.getByText('There are none.').waitFor();
  await putFailed(server, { ...failed, id: newCommandId() });
  await page.reload();
  await page.getByRole('button', { name: /^Discard/ }).click();
  await page.getByText('There are none.').waitFor();
  assert.deepEqual(stage.complaints, []);
});
