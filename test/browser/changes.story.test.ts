import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';
import type { ConsoleUser } from '../support/test-server.ts';

let stage: Stage;
let tom: ConsoleUser;

before(async () => {
  stage = await Stage.open();
  tom = await stage.server.technician(stage.account.admin, 'Tom');
});
after(() => stage.close());

const setStatus = async (status: 'active' | 'inactive', rest: object = {}): Promise<void> => {
  const { portals } = await stage.account.admin.must('portal:list', {});
  const { id, version } = portals[0]!;
  await stage.account.admin.must('portal:update', { portalId: id, version, status, ...rest });
};

beforeEach(async () => {
  await tom.must('availability:set', { available: true });
  await setStatus('active');
});

const ask = async (page: Page, name: string, email?: string): Promise<void> => {
  await page.getByLabel('Your name').fill(name);
  if (email) await page.getByLabel(/E-mail address/).fill(email);
  await page.getByLabel('What can we do for you?').fill(`This is ${name}`);
  await page.getByRole('button', { name: /Start chat|Send message/ }).click();
};

const numberOf = async (name: string) => {
  const answer = await tom.must('request:list', { view: 'all', search: name });
  assert.ok('requests' in answer);
  return answer.requests[0]!;
};

test('[G22, G23] the last technician leaves while a visitor types: the form changes, text, focus and caret stay', async () => {
  const visitor = await stage.visitor('inline');
  await visitor.getByLabel('Your name').fill('Vera');
  const message = visitor.getByLabel('What can we do for you?');
  await message.fill('The server room is hot');
  await message.press('Home');
  await tom.must('availability:set', { available: false });
  await visitor.getByRole('button', { name: 'Send message' }).waitFor();
  await visitor.keyboard.type('Help: ');
  assert.equal(await message.inputValue(), 'Help: The server room is hot');
  assert.equal(await visitor.getByLabel('Your name').inputValue(), 'Vera');
  await visitor.getByRole('button', { name: 'Send message' }).click();
  // Not live: the address is needed, and said so at its field; nothing typed is lost.
  await visitor.getByLabel('E-mail address').fill('vera@client.example');
  await visitor.getByRole('button', { name: 'Send message' }).click();
  await visitor.getByText('We have your request.').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G23] who has waited for three minutes is offered to leave the request; what is being typed stays', async () => {
  const visitor = await stage.visitor('standalone');
  await ask(visitor, 'Wilma');
  await visitor.getByText('Someone will be with you in a moment.').waitFor();
  const leave = visitor.getByRole('button', { name: 'Leave it as a message instead' });
  assert.equal(await leave.count(), 0);
  const message = visitor.getByRole('textbox', { name: 'Message' });
  await message.fill('By the way');
  stage.server.clock.advance(180_000);
  await leave.waitFor();
  // Announced, without taking the focus.
  await visitor.getByRole('status').filter({ hasText: 'Everyone is still busy.' }).waitFor();
  assert.equal(await message.evaluate((box) => box.matches(':focus')), true);
  await leave.click();
  const phone = visitor.getByRole('textbox', { name: 'Call me back at' });
  await phone.fill('soon');
  await leave.click();
  await visitor.locator('input[aria-invalid="true"]').waitFor();
  await phone.fill('030 123456');
  await leave.click();
  await visitor.getByText('We have your request.').waitFor();
  assert.equal((await numberOf('Wilma')).customer.phone, '030 123456');
  assert.equal(await message.inputValue(), 'By the way');
  assert.deepEqual(stage.complaints, []);
});

test('[G23] a waiting visitor keeps their place when the last technician leaves, and may leave the request instead', async () => {
  const visitor = await stage.visitor('standalone');
  await ask(visitor, 'Walter');
  await visitor.getByText('Someone will be with you in a moment.').waitFor();
  await tom.must('availability:set', { available: false });
  await visitor.getByText('You keep your place.').waitFor();
  // Asked for a number, which need not be given.
  const leave = visitor.getByRole('button', { name: 'Leave it as a message instead' });
  await leave.click();
  await visitor.getByRole('textbox', { name: 'Call me back at' }).waitFor();
  await leave.click();
  await visitor.getByText('We have your request.').waitFor();
});

test('[G7, G23] the portal turns Inactive: the one waiting is told that the request is kept, the one chatting finishes', async () => {
  const waiting = await stage.visitor('standalone');
  await ask(waiting, 'Wanda');
  const chatting = await stage.visitor('inline');
  await ask(chatting, 'Chad');
  await chatting.getByText('Someone will be with you in a moment.').waitFor();
  const { id, threadId } = await numberOf('Chad');
  await tom.must('request:take', { requestId: id });
  await tom.must('thread:entries', { threadId, after: 0 });
  await chatting.getByText('Tom is here for you.').waitFor();

  await setStatus('inactive');
  await waiting.getByText('Service unavailable. We apologise for any inconvenience.').waitFor();
  await waiting.getByText('Your request is kept.').waitFor();
  await chatting.reload();
  await chatting.getByText('You can finish this chat in peace.').waitFor();
  await chatting.getByRole('textbox', { name: 'Message' }).fill('Still here');
  await chatting.keyboard.press('Enter');
  await tom.socket.hears(
    'thread:appended',
    ({ entry }) => entry.kind === 'message' && entry.body.text === 'Still here',
  );
  await tom.must('request:close', { requestId: id });
  await chatting.getByText('This conversation has ended.').waitFor();
  assert.equal(
    await chatting.getByRole('button', { name: 'New request' }).count(),
    0,
    'nothing new can be sent',
  );
  assert.deepEqual(stage.complaints, []);
});

test('[G23] closing now gives the last message to those who chat', async () => {
  const visitor = await stage.visitor('launcher');
  await visitor.getByRole('button', { name: 'Support' }).click();
  await ask(visitor, 'Cleo');
  await visitor.getByText('Someone will be with you in a moment.').waitFor();
  const { id } = await numberOf('Cleo');
  await tom.must('request:take', { requestId: id });
  await setStatus('inactive', { chats: 'close', message: 'Back on Monday at nine' });
  await visitor.getByText('Back on Monday at nine').waitFor();
  await visitor.getByText('This conversation has ended.').waitFor();
});

test('[G19, G20] an offline request is kept, notifies nobody, is listed later, and its visitor comes back to it', async () => {
  await tom.must('availability:set', { available: false });
  const visitor = await stage.visitor('inline');
  await ask(visitor, 'Olga', 'olga@client.example');
  await visitor.getByText('We have your request.').waitFor();
  assert.equal(
    tom.socket.heard.some(({ payload }) => JSON.stringify(payload).includes('Olga')),
    false,
  );
  await visitor.goto('about:blank');

  await tom.must('availability:set', { available: true });
  const console = await stage.console(tom.email);
  const row = console.getByRole('row').filter({ hasText: 'Olga' });
  await row.getByRole('button', { name: 'Take' }).click();
  await console.getByText('In progress').first().waitFor();
  await console.getByRole('textbox', { name: /message|Write to/i }).fill('We have fixed it');
  await console.keyboard.press('Enter');

  await visitor.goto(stage.url('inline'));
  await visitor.getByText('We have fixed it').waitFor();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('Thank you so much');
  await visitor.keyboard.press('Enter');
  await console.getByText('Thank you so much').waitFor();
  assert.deepEqual(stage.complaints, []);
});
