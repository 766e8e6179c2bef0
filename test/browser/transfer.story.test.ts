import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G24] a technician hands a chat to a colleague: the customer sees the new name, each console what is theirs', async () => {
  const { server, account } = stage;
  const tom = await server.technician(account.admin, 'Tom');
  const gwen = await server.technician(account.admin, 'Gwen');
  const olaf = await server.technician(account.admin, 'Olaf');
  for (const who of [tom, olaf]) await who.must('availability:set', { available: true });
  const customer = await stage.visitor('inline');
  await customer.getByLabel('Your name').fill('Carla');
  await customer.getByLabel('What can we do for you?').fill('It beeps');
  await customer.getByRole('button', { name: 'Start chat' }).click();
  const first = await stage.console(tom.email, { viewport: PHONE });
  const second = await stage.console(gwen.email);
  await first.getByRole('row').filter({ hasText: 'Carla' }).getByRole('link').first().click();
  await first.getByRole('button', { name: 'Take', exact: true }).click();
  await customer.getByRole('heading', { name: /Tom/ }).waitFor();

  await first.getByRole('button', { name: 'Transfer' }).click();
  const dialog = first.locator('support-transfer-dialog');
  await dialog.getByText('Unavailable · 0 requests').first().waitFor();
  assert.equal(await dialog.getByRole('radio', { name: /Gwen/ }).isDisabled(), true);
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText('Please fill this in.').waitFor();
  await dialog.getByRole('radio', { name: /Olaf/ }).check();
  // He has switched off meanwhile, and she on.
  await olaf.must('availability:set', { available: false });
  await gwen.must('availability:set', { available: true });
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText(/Somebody changed this meanwhile/).waitFor();
  // The list has another order now, and still nobody is chosen who was not.
  assert.equal(await dialog.getByRole('radio', { name: /Gwen/ }).isChecked(), false);
  await dialog.getByRole('radio', { name: /Gwen/ }).check();
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.waitFor({ state: 'detached' });
  await first.getByText(/Gwen/).first().waitFor();
  await customer.getByRole('heading', { name: /Gwen/ }).waitFor();
  await second.getByText('Tom hands you the chat with Carla').waitFor();
  await second.locator('support-assigned').getByRole('link').click();
  await second.getByRole('heading', { name: /Carla/ }).waitFor();
  // What is read is no news.
  await second.getByText('Tom hands you the chat with Carla').waitFor({ state: 'detached' });
  await second.getByRole('link', { name: /My support requests/ }).click();
  await second.getByRole('row').filter({ hasText: 'Carla' }).waitFor();
  assert.deepEqual(stage.complaints, []);
});
