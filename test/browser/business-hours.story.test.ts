import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';
import { setSetting } from '../support/settings.ts';

const KEY = 'portal.businessHours';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
  const uma = await stage.server.technician(stage.account.admin, 'Uma');
  await uma.must('availability:set', { available: true });
});
after(() => stage.close());

const openPage = async (): Promise<Page> => {
  const page = await stage.console(stage.account.admin.email);
  await page.getByRole('link', { name: 'Configure' }).click();
  await page.getByRole('link', { name: 'Chat requests' }).click();
  await page.getByRole('heading', { name: 'Business hours' }).waitFor();
  return page;
};
const limited = (page: Page) =>
  page.getByRole('switch', { name: /Customers can chat only within business hours/ });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
const stored = async (companyId?: string) => {
  const { settings } = await stage.account.admin.must(
    'setting:list',
    companyId === undefined ? {} : { companyId },
  );
  const { value, source } = settings.find((setting) => setting.key === KEY)!;
  return { value, source };
};
const until = async (text: string): Promise<void> => {
  stage.server.clock.advance(Date.parse(text) - stage.server.clock.now());
  await stage.server.app.worker.settled();
};

test('[G19] [G24] an admin sets hours; an open widget follows the clock, and keeps what is typed', async () => {
  const visitor = await stage.visitor('standalone');
  const question = visitor.getByLabel('What can we do for you?');
  await question.fill('My mouse is gone');
  const page = await openPage();
  await limited(page).press('Space');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByText(/By these hours: (open|closed) now, until/).waitFor();
  await press(page, 'Save hours');
  await page.getByText('Saved.').waitFor();
  const office = [[540, 1020]];
  const week = [office, office, office, office, office, [], []];
  assert.deepEqual(await stored(), {
    value: { zone: 'Europe/Berlin', week, holidays: [] },
    source: 'account',
  });

  await until('2026-01-05T16:00:00Z');
  await visitor.getByRole('button', { name: 'Send message' }).waitFor();
  await visitor.getByText(/We are back on Tuesday, January 6/).waitFor();
  assert.equal(await question.inputValue(), 'My mouse is gone');
  await page.getByRole('link', { name: 'Customer portals' }).click();
  await page.getByText(/Outside business hours until Tue, Jan 6/).waitFor();
  await until('2026-01-06T08:00:00Z');
  await visitor.getByRole('button', { name: 'Start chat' }).waitFor();
  assert.equal(await visitor.getByText(/We are back/).count(), 0);
  // By itself, as the page is open.
  await page.getByText('Live: a technician is Available').waitFor();
  assert.equal(await question.inputValue(), 'My mouse is gone');
  assert.deepEqual(stage.complaints, []);
});

test('[G24] times that are missing or overlap are said with their day, and stay; holidays have their own', async () => {
  const page = await openPage();
  const monday = page.getByRole('group', { name: 'Monday' });
  await monday.getByRole('button', { name: 'Add hours: Monday' }).press('Enter');
  await press(page, 'Save hours');
  await page.getByText('Please fill in both times: Monday.').waitFor();
  await monday.getByLabel('Monday, from').nth(1).fill('16:00');
  await monday.getByLabel('Monday, to').nth(1).fill('20:00');
  await page.getByText('These hours overlap: Monday.').waitFor();
  await monday.getByLabel('Monday, from').nth(1).fill('18:00');
  await page.getByText('These hours overlap: Monday.').waitFor({ state: 'detached' });
  await page
    .getByRole('group', { name: 'Friday' })
    .getByRole('button', { name: 'Remove hours: Friday' })
    .press('Enter');
  await press(page, 'Add holiday');
  await page.getByLabel('Name').fill('Christmas Day');
  await page.getByLabel('Name').press('Tab');
  await press(page, 'Save hours');
  await page.getByText('Please give every holiday a date.').waitFor();
  await page.getByLabel('Date').fill('2026-12-25');
  await press(page, 'Save hours');
  await page.getByText('Saved.').waitFor();
  const value = (await stored()).value as unknown as { week: number[][][]; holidays: object[] };
  assert.deepEqual(value.week[0], [[540, 1020], [1080, 1200]]); // prettier-ignore
  assert.deepEqual(value.week[4], []);
  assert.deepEqual(value.holidays, [{ date: '2026-12-25', name: 'Christmas Day', hours: [] }]);
  await press(page, 'Use Monday’s hours until Friday');
  await press(page, 'Discard changes');
  await page.getByRole('group', { name: 'Friday' }).getByText('Closed').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G24] [T13] one company is always open, and goes back to the hours of all', async () => {
  const { companyId } = stage.portal;
  const page = await openPage();
  await page.getByLabel('Applies to').selectOption({ label: 'Company harbour' });
  await limited(page).press('Space');
  await press(page, 'Save hours');
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(await stored(companyId), { value: 'always', source: 'company' });
  await page.getByRole('button', { name: 'Use the inherited value: Business hours' }).press('Enter');
  await page.getByRole('group', { name: 'Monday' }).waitFor();
  assert.equal((await stored(companyId)).source, 'account');
  assert.deepEqual(stage.complaints, []);
});

test('[G24] hours that are not saved yet are still there after another level, another page and a reload', async () => {
  const page = await openPage();
  const monday = page.getByLabel('Monday, to').first();
  const before = await monday.inputValue();
  await monday.fill('16:45');
  const level = page.getByLabel('Applies to');
  await level.selectOption({ label: 'Company harbour' });
  await page.getByText('Inherited from all companies').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save hours' }).count(), 0);
  assert.equal(await monday.inputValue(), before);
  await level.selectOption({ label: 'All companies' });
  await page.getByRole('button', { name: 'Save hours' }).waitFor();
  assert.equal(await monday.inputValue(), '16:45');
  await page.getByRole('link', { name: 'Companies' }).click();
  await page.getByRole('link', { name: 'Chat requests' }).click();
  await page.getByRole('button', { name: 'Save hours' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Save hours' }).waitFor();
  assert.equal(await monday.inputValue(), '16:45');
  await press(page, 'Discard changes');
  assert.equal(await monday.inputValue(), before);
  await page.reload();
  await monday.waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save hours' }).count(), 0);
  assert.deepEqual(stage.complaints, []);
});

test('[G24] hours that never begin again are what the list of portals says, and nobody is promised a time', async () => {
  const closed = Array.from({ length: 7 }, () => []);
  await setSetting(stage.account.admin, KEY, { zone: 'UTC', week: closed, holidays: [] });
  const page = await openPage();
  await page.getByText('By these hours: never open.').waitFor();
  await page.getByRole('link', { name: 'Customer portals' }).click();
  await page.getByText('Outside business hours: requests are kept').waitFor();
  const visitor = await stage.visitor('standalone');
  await visitor.getByRole('button', { name: 'Send message' }).waitFor();
  assert.equal(await visitor.getByText(/We are back/).count(), 0);
  assert.deepEqual(stage.complaints, []);
});
