import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { changeFlag } from '../../server/features/plans/index.ts';
import { Stage } from '../support/browser.ts';
import { operateBeside } from '../support/operate.ts';

let stage: Stage;
let admin: Page;

before(async () => {
  stage = await Stage.open();
  admin = await stage.console(stage.account.admin.email);
});
after(() => stage.close());

const section = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test('[A33, A34] an admin finds what is locked under Configure, asks for it by keyboard, and is told when; a reload still knows', async () => {
  await admin.getByRole('link', { name: 'Configure' }).click();
  await admin.getByRole('link', { name: 'Sections' }).click();
  for (const name of ['Ticketing', 'Knowledge base', 'AI assistant', 'Self-service', 'Software'])
    await section(admin, name)
      .getByRole('button', { name: `Ask for ${name}` })
      .waitFor();
  await admin.getByRole('button', { name: 'Ask for Software' }).press('Enter');
  await section(admin, 'Software')
    .getByText(/^Asked on .*2026/)
    .waitFor();
  await admin.getByText('You asked for Software.').waitFor({ state: 'attached' });
  const focused = await admin.locator('h2:focus').textContent();
  assert.equal(focused, 'Software', 'whoever pressed the button stays at its section');
  await admin.reload();
  await section(admin, 'Software')
    .getByText(/^Asked on .*2026/)
    .waitFor();
  assert.equal(await admin.getByRole('button', { name: 'Ask for Software' }).count(), 0);
});

test('[A33] what the operator allows shows at once, and a section that is not built yet does not pretend to be', async () => {
  await operateBeside(stage.server, 'flag:set', (context) =>
    changeFlag(context, stage.account.account, 'software', true),
  );
  const software = section(admin, 'Software');
  await software.getByText('Included', { exact: true }).waitFor();
  await software.getByText('not part of this version yet').waitFor();
  await operateBeside(stage.server, 'flag:set', (context) =>
    changeFlag(context, stage.account.account, 'software', false),
  );
  await admin.getByRole('button', { name: 'Ask for Software' }).waitFor();
});

test('[A33] [W8] the page fits 320 pixels, in Spanish too, and only admins have it', async () => {
  const page = await stage.console(stage.account.admin.email, {
    viewport: { width: 320, height: 640 },
  });
  await stage.account.admin.must('profile:update', { language: 'es' });
  await page.goto(`${stage.server.consoleOrigin}/configure/sections`);
  await page.getByRole('button', { name: 'Solicitar Base de conocimientos' }).waitFor();
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  const other = await stage.console(tom.email);
  await other.goto(`${stage.server.consoleOrigin}/configure/sections`);
  await other.getByText('Only for admins').waitFor();
  assert.deepEqual(stage.complaints, []);
});
