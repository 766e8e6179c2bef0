import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';
import type { ConsoleUser } from '../support/test-server.ts';

let stage: Stage;
let tom: ConsoleUser;

before(async () => {
  stage = await Stage.open();
  tom = await stage.server.technician(stage.account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
});
after(() => stage.close());

test('two tabs of one visitor are in step, from the first word on', async () => {
  const context = await stage.context();
  const first = await stage.page(context);
  const second = await stage.page(context);
  await first.goto(stage.url('standalone'));
  await second.goto(stage.url('standalone'));
  await second.getByRole('button', { name: 'Start chat' }).waitFor();
  await first.getByLabel('Your name').fill('Tina');
  await first.getByLabel('What can we do for you?').fill('Two tabs are open');
  await first.getByRole('button', { name: 'Start chat' }).click();
  await second.getByText('Two tabs are open').waitFor();
  await second.getByRole('textbox', { name: 'Message' }).fill('From the second tab');
  await second.keyboard.press('Enter');
  await first.getByText('From the second tab').waitFor();
  assert.equal(await first.getByText('From the second tab').count(), 1);
  assert.equal(await second.getByText('From the second tab').count(), 1);
  assert.deepEqual(stage.complaints, []);
});

test('[R8] what was typed and not sent survives a reload, in the form and in the chat', async () => {
  const page = await stage.visitor('standalone');
  await page.getByLabel('Your name').fill('Rita');
  await page.getByLabel('What can we do for you?').fill('Half a ques');
  await page.reload();
  assert.equal(await page.getByLabel('What can we do for you?').inputValue(), 'Half a ques');
  assert.equal(await page.getByLabel('Your name').inputValue(), 'Rita');
  await page.getByRole('button', { name: 'Start chat' }).click();
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Half an ans');
  await page.reload();
  await page.getByText('Half a ques').waitFor();
  assert.equal(await message.inputValue(), 'Half an ans');
});

test('two consoles of one technician are in step', async () => {
  const context = await stage.context();
  const one = await stage.page(context);
  await one.goto(`${stage.server.consoleOrigin}/`);
  await one.getByLabel('E-mail address').fill(tom.email);
  await one.getByRole('textbox', { name: 'Password' }).fill('a quiet river at dawn');
  await one.getByRole('button', { name: 'Sign in' }).click();
  await one.getByRole('button', { name: /Available for chat requests/ }).waitFor();
  const two = await stage.page(context);
  await two.goto(`${stage.server.consoleOrigin}/`);
  await two.getByRole('button', { name: /Available for chat requests/ }).click();
  await two.getByRole('radio', { name: /^Unavailable/ }).click();
  await one.getByRole('button', { name: /Unavailable for chat requests/ }).waitFor();
  await one.getByRole('button', { name: 'Switch to Available' }).click();
  await two.getByRole('button', { name: /Available for chat requests/ }).waitFor();
  assert.deepEqual(stage.complaints, []);
});
