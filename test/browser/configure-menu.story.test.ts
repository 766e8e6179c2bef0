import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('on a phone the pages of Configure open from the name of the one that is shown, by keyboard too', async () => {
  const page = await stage.console(stage.account.admin.email, { viewport: PHONE });
  await page.getByRole('link', { name: 'Configure' }).click();
  await page.getByRole('heading', { name: 'Customer portals', level: 1 }).waitFor();
  const companies = page.getByRole('link', { name: 'Companies', exact: true });
  assert.equal(await companies.count(), 0);
  const menu = page.getByRole('button', { name: 'Configure: Customer portals' });
  await menu.press('Enter');
  await companies.waitFor();
  await page.keyboard.press('Escape');
  await companies.waitFor({ state: 'hidden' });
  assert.equal(await menu.evaluate((button) => button.matches(':focus')), true);
  await menu.press('Enter');
  await companies.press('Enter');
  await page.getByRole('heading', { name: 'Companies', level: 1 }).waitFor();
  await companies.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Configure: Companies' }).waitFor();
  assert.deepEqual(stage.complaints, []);
});
