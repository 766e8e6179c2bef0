import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

let stage: Stage;
let admin: Page;

before(async () => {
  stage = await Stage.open();
  const other = await stage.server.seedAccount('Southwind');
  await stage.server.portal(other.admin, 'taken-elsewhere');
  await stage.account.admin.must('company:create', { name: 'Birch Dental' });
  admin = await stage.console(stage.account.admin.email);
});
after(() => stage.close());

test('[G2, G4, G5, G25] an admin adds a portal under Configure; a taken subdomain is an error on its field', async () => {
  await admin.getByRole('link', { name: 'Configure' }).click();
  await admin.getByRole('link', { name: 'Customer portals' }).click();
  await admin.getByRole('button', { name: 'Add portal' }).click();
  await admin.getByRole('combobox', { name: 'Company' }).click();
  await admin.getByRole('option', { name: 'Birch Dental' }).waitFor();
  assert.equal(
    await admin.getByRole('option', { name: 'Company harbour' }).count(),
    0,
    'it has a portal already',
  );
  await admin.getByRole('option', { name: 'Birch Dental' }).click();
  await admin.getByLabel('Subdomain').fill('taken-elsewhere');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('This is already taken.').waitFor();
  assert.equal(await admin.getByLabel('Subdomain').inputValue(), 'taken-elsewhere', 'what was typed stays');
  await admin.getByLabel('Subdomain').fill('birch');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('row').filter({ hasText: 'Birch Dental' }).getByText('Active').first().waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G3] a technician sees no portals page, by menu or by address', async () => {
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  const page = await stage.console(tom.email);
  await page.getByRole('link', { name: 'Configure' }).click();
  await page.getByRole('link', { name: 'Own profile' }).first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Customer portals' }).count(), 0);
  await page.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await page.getByText('Only for admins').waitFor();
});

test('[G7, G8] Inactive shows "Service unavailable" in both languages although a technician is Available', async () => {
  await stage.account.admin.must('availability:set', { available: true });
  const english = await stage.visitor('standalone');
  const spanish = await stage.visitor('standalone', { locale: 'es-ES' });
  await english.getByRole('button', { name: 'Start chat' }).waitFor();
  await spanish.getByRole('textbox').first().waitFor();
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  const row = admin.getByRole('row').filter({ hasText: 'Company harbour' });
  await row.getByRole('switch').press('Space');
  await admin.getByRole('button', { name: 'Set Inactive' }).click();
  await english.getByText('Service unavailable. We apologise for any inconvenience.').waitFor();
  await spanish
    .getByText('Servicio no disponible. Disculpe las molestias que le podemos estar ocasionando.')
    .waitFor();
  assert.equal(await english.getByRole('button', { name: 'Start chat' }).count(), 0);
  await admin.getByRole('dialog').waitFor({ state: 'hidden' });
  await row.getByRole('switch').press('Space');
  await english.getByRole('button', { name: 'Start chat' }).waitFor();
  assert.deepEqual(stage.complaints, []);
});
