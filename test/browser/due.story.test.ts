import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage } from '../support/browser.ts';

const DAY = 24 * 3_600_000;

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G20, G24] a customer asks to be called back; whoever takes it has the number and the date, and is told when it comes', async () => {
  const { server, account } = stage;
  // A console knows the browser's own time.
  server.clock.advance(Date.now() - server.clock.now());
  const admin = await server.signIn(account.admin.email);
  const customer = await stage.visitor('standalone', { viewport: PHONE });
  await customer.getByLabel('Your name').fill('Carla');
  await customer.getByLabel('E-mail address').fill('carla@client.example');
  const phone = customer.getByLabel('Call me back at');
  await phone.fill('after nine');
  await customer.getByLabel('What can we do for you?').fill('Please call me');
  await customer.getByRole('button', { name: 'Send message' }).click();
  assert.equal(await phone.getAttribute('aria-invalid'), 'true');
  await phone.fill('+49 30 123456');
  await customer.getByRole('button', { name: 'Send message' }).click();
  await customer.getByText('We have your request.').waitFor();

  const tom = await server.technician(admin, 'Tom');
  await tom.must('availability:set', { available: true });
  const page = await stage.console(tom.email);
  const row = page.getByRole('row').filter({ hasText: 'Carla' });
  await row.getByText(/^due /).waitFor();
  await row.getByRole('button', { name: 'Take' }).click();
  await page.getByRole('link', { name: '+49 30 123456' }).waitFor();
  await page.getByRole('button', { name: 'Due…' }).click();
  const dialog = page.locator('support-due-dialog');
  const field = dialog.getByLabel(/Date and time/);
  await field.fill('2020-01-01T09:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Please choose a time that is still to come.').waitFor();
  assert.equal(await field.inputValue(), '2020-01-01T09:00');
  // Half a date is no date, and not the wish to have none.
  await field.press('Delete');
  assert.equal(await field.inputValue(), '');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Please choose a time that is still to come.').waitFor();
  const soon = new Date(Date.now() + 2 * DAY);
  await field.fill(new Date(soon.getTime() - soon.getTimezoneOffset() * 60_000).toISOString().slice(0, 16));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/^due /).waitFor();

  await page.getByRole('link', { name: /^Support requests/ }).click();
  server.clock.advance(2 * DAY);
  const news = page.locator('support-assigned');
  await news.getByText('Request 1 is due: Carla, Company harbour.').waitFor();
  await news.getByRole('link').click();
  await page.getByRole('heading', { name: 'Carla' }).waitFor();
  await news.getByText('Request 1 is due').waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});
