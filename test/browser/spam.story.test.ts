import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage, startChat } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('a request is marked as spam and its customer blocked, who reads why; then both are taken back', async () => {
  const { server, account } = stage;
  const tom = await server.technician(account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
  const customer = await stage.visitor('inline', { viewport: PHONE });
  await startChat(customer, 'Mallory');
  await customer.getByText('Thank you, Mallory').waitFor();

  const page = await stage.console(tom.email);
  await page.getByRole('row').filter({ hasText: 'Mallory' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Spam…' }).click();
  const dialog = page.locator('support-spam-dialog');
  await dialog.getByRole('checkbox', { name: 'Mallory' }).check();
  assert.equal(await dialog.getByRole('checkbox').count(), 2, 'no address was given');
  await dialog.getByRole('button', { name: 'Mark as spam' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Spam', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Support requests', exact: true }).click();
  await page
    .getByRole('heading', { name: 'No support requests yet' })
    .or(page.getByText('Get started'))
    .first()
    .waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Spam' }).click();
  await page.getByRole('row').filter({ hasText: 'Mallory' }).waitFor();

  await customer.getByRole('button', { name: 'New request' }).click();
  const question = customer.getByLabel('What can we do for you?');
  await question.fill('It is me again');
  await customer.getByRole('button', { name: 'Start chat' }).click();
  await customer.getByText('Requests from here are not accepted at the moment').waitFor();
  assert.equal(await question.inputValue(), 'It is me again');

  // Under Configure, where whoever blocked by mistake finds it.
  await page.getByRole('link', { name: 'Configure' }).click();
  await page.getByRole('link', { name: 'Blocked' }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'Mallory' });
  await line.getByText('by Tom').waitFor();
  await line.getByRole('button', { name: 'Unblock Mallory' }).click();
  await page.getByText('Nobody is blocked.').waitFor();
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'SUPPORT-CONSOLE');
  await customer.getByRole('button', { name: 'Start chat' }).click();
  await customer.getByText('Thank you, Mallory').waitFor();

  await page.goto(`${server.consoleOrigin}/requests/spam`);
  await page.getByRole('row').filter({ hasText: 'Mallory' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Not spam' }).click();
  await page.getByText('Completed', { exact: true }).waitFor();
  assert.deepEqual(stage.complaints, []);
});
