import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

const LISTEN = readFileSync(join(import.meta.dirname, '..', 'support', 'announcements.js'), 'utf8');

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** Somebody who listens to the portal. */
const listener = async (): Promise<Page> => {
  const context = await stage.context();
  await context.addInitScript(LISTEN);
  const page = await stage.page(context);
  await page.goto(stage.url('standalone'));
  return page;
};
/** What was told since the last time. */
const told = (page: Page): Promise<string[]> => page.evaluate<string[]>('announcements.splice(0)');
/** Until the conversation tells news. */
const isTelling = (page: Page): Promise<void> =>
  page.locator('support-thread [role=log][aria-live=polite]').waitFor();

test('[W8] who listens is told each message and each turn of the request once, and nothing else', async () => {
  const { admin } = stage.account;
  await admin.must('availability:set', { available: true });
  const page = await listener();
  await page.getByLabel('Your name').fill('Nora');
  await page.getByLabel('What can we do for you?').fill('The printer does not print.');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('Thank you, Nora').waitFor();
  await isTelling(page);
  await told(page);

  const answer = await admin.must('request:list', { view: 'new' });
  assert.ok('requests' in answer);
  const { id: requestId, threadId } = answer.requests[0]!;
  await admin.must('request:take', { requestId });
  await page.getByText('joined the conversation').waitFor();
  assert.deepEqual(await told(page), ['Northwind Admin is here for you.']);

  await admin.must('thread:send', { threadId, text: 'Good morning!' });
  await page.getByText('Good morning!').waitFor();
  assert.deepEqual(await told(page), ['Northwind Admin Good morning!']);

  await page.getByLabel('Message').fill('Hello');
  await page.keyboard.press('Enter');
  await page.getByText('Sent ·').waitFor();
  assert.deepEqual(await told(page), ['You Hello']);

  await admin.must('thread:type', { threadId, typing: true });
  await page.getByText('is typing').waitFor();
  assert.deepEqual(await told(page), []);

  // Back later: what was said before is there to be read, and not told again.
  await page.reload();
  await page.getByText('Good morning!').waitFor();
  await isTelling(page);
  assert.deepEqual(
    (await told(page)).filter((text) => /Good morning|Hello|printer/.test(text)),
    [],
  );
  await admin.must('request:close', { requestId });
  await page.getByRole('heading', { name: 'This conversation has ended.' }).waitFor();
  assert.deepEqual(await told(page), ['This conversation has ended. Thank you for talking to us.']);
  await page.context().close();
});
