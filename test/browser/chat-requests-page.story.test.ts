import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

const openPage = async (): Promise<Page> => {
  const page = await stage.console(stage.account.admin.email);
  await page.getByRole('link', { name: 'Configure' }).click();
  await page.getByRole('link', { name: 'Chat requests' }).click();
  await page.getByRole('heading', { name: 'Chat requests' }).waitFor();
  return page;
};
const offer = (page: Page) => page.getByRole('spinbutton', { name: 'Offer to leave the request after' });
/** Until the offer’s value is said to come from the account. */
const inherited = (page: Page) =>
  page
    .locator('support-number-setting[key="portal.waitingOffer"]')
    .getByText('Inherited from all companies')
    .waitFor();
const valueOf = async (key: string, companyId?: string) => {
  const { settings } = await stage.account.admin.must(
    'setting:list',
    companyId === undefined ? {} : { companyId },
  );
  const { value, source } = settings.find((setting) => setting.key === key)!;
  return { value, source };
};

test('[G23, T13] when leaving is offered: for all companies, for one of them, and back to what is inherited', async () => {
  const page = await openPage();
  const { companyId } = stage.portal;
  assert.equal(await offer(page).inputValue(), '3');
  await offer(page).fill('5.5');
  await offer(page).press('Tab');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(await valueOf('portal.waitingOffer'), { value: 5.5, source: 'account' });

  await page.getByLabel('Applies to').selectOption({ label: 'Company harbour' });
  await inherited(page);
  assert.equal(await offer(page).inputValue(), '5.5');
  await offer(page).fill('2');
  await offer(page).press('Enter');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(await valueOf('portal.waitingOffer', companyId), { value: 2, source: 'company' });
  await page.getByRole('button', { name: 'Use the inherited value: Offer to leave' }).click();
  await inherited(page);
  assert.equal(await offer(page).inputValue(), '5.5');
  assert.deepEqual(stage.complaints, []);
});

test('[G23] what is no number in reach is said at the field and stays; what another admin sets appears', async () => {
  const page = await openPage();
  await offer(page).fill('2000');
  await offer(page).press('Tab');
  await page.getByText('Please enter a number from 0 to 1440.').first().waitFor();
  assert.equal(await offer(page).inputValue(), '2000');
  await offer(page).fill('4');
  await offer(page).press('Tab');
  await page.getByText('Saved.').waitFor();
  const reminder = page.getByRole('spinbutton', { name: 'Ask whether somebody is still there after' });
  assert.equal(await reminder.inputValue(), '4');
  await stage.account.admin.must('setting:set', {
    key: 'availability.reminder',
    level: { kind: 'account' },
    value: 7,
    version: 0,
  });
  const shown = async () => (await reminder.inputValue()) === '7';
  while (!(await shown())) await page.evaluate('new Promise(requestAnimationFrame)');
  assert.deepEqual(stage.complaints, []);
});

test('[G24] chats of who is gone are returned after a time, at once, or, where nothing is set, never', async () => {
  const page = await openPage();
  const field = page.getByRole('spinbutton', { name: 'Return the chats of a technician who is gone after' });
  assert.equal(await field.inputValue(), '');
  await field.fill('0');
  await field.press('Tab');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(await valueOf('request.returnAfter'), { value: 0, source: 'account' });
  await page.reload();
  assert.equal(await field.inputValue(), '0');
  await field.fill('');
  await field.press('Tab');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(await valueOf('request.returnAfter'), { value: null, source: 'default' });
  assert.deepEqual(stage.complaints, []);
});

test('[G23] only who can be reached counts: an open widget turns offline with the switch, and keeps what is typed', async () => {
  const { server, account } = stage;
  const uma = await server.technician(account.admin, 'Uma');
  await uma.must('availability:set', { available: true });
  const visitor = await stage.visitor('standalone');
  const question = visitor.getByLabel('What can we do for you?');
  await question.fill('My mouse is gone');
  const page = await openPage();
  // Uma is Available and away; the admin who looks is not Available.
  const consoles = () => server.app.figures.connections().technician ?? 0;
  const before = consoles();
  uma.socket.close();
  while (consoles() === before) await turn();
  server.clock.advance(5000);
  await page.getByRole('switch', { name: /Count only technicians who can be reached/ }).press('Space');
  await page.getByText('Saved.').waitFor();
  await visitor.getByRole('button', { name: 'Send message' }).waitFor();
  assert.equal(await question.inputValue(), 'My mouse is gone');
  assert.deepEqual(stage.complaints, []);
});
