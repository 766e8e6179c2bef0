import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage, startChat } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G24] three technicians, two companies: chats are assigned in turn, and the next when one is over', async () => {
  const { server, account, portal } = stage;
  const side = await server.portal(account.admin, 'side');
  const tom = await server.technician(account.admin, 'Tom');
  const gwen = await server.technician(account.admin, 'Gwen', {
    access: { kind: 'chosen', companyIds: [portal.companyId] },
  });
  const sid = await server.technician(account.admin, 'Sid', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  const admin = await stage.console(account.admin.email);
  await admin.getByRole('link', { name: 'Configure' }).click();
  await admin.getByRole('link', { name: 'Chat requests' }).click();
  await admin.getByLabel('Assign chat requests').selectOption({ label: 'In turn' });
  await admin.locator('support-choice-setting').getByText('Saved.').waitFor();
  const most = admin.getByRole('spinbutton', { name: 'Assign until somebody has' });
  await most.fill('1.5');
  await most.press('Tab');
  await admin.getByText('Please enter a whole number from 1 to 50.').first().waitFor();
  assert.equal(await most.inputValue(), '1.5');
  await most.fill('1');
  await most.press('Tab');
  await admin.locator('support-number-setting').getByText('Saved.').waitFor();

  const consoles = [
    await stage.console(tom.email),
    await stage.console(gwen.email, { viewport: PHONE }),
    await stage.console(sid.email),
  ] as const;
  await gwen.must('availability:set', { available: true });
  const first = await stage.visitor('standalone');
  await startChat(first, 'Alma');
  await first.getByText('Gwen').first().waitFor();
  await consoles[1].getByText('Request 1 is assigned to you: Alma, Company harbour.').waitFor();
  await consoles[1].locator('support-assigned').getByText('This is Alma').waitFor();

  await tom.must('availability:set', { available: true });
  const second = await stage.visitor('inline');
  await startChat(second, 'Bruno');
  await second.getByText('Tom').first().waitFor();
  const third = await stage.visitor('inline');
  await startChat(third, 'Cora');
  await third.getByText('You are number 1 in the queue.').waitFor();
  // Sid has no access to that company, whoever waits there.
  await sid.must('availability:set', { available: true });
  const { socket } = await server.guest(side);
  const { request } = await socket.must('request:open', { name: 'Dora', text: 'Side' });
  assert.equal(request.technician?.name, 'Sid');
  await consoles[2].getByText('Request 4 is assigned to you: Dora, Company side.').waitFor();
  assert.equal(await consoles[0].getByText(/is assigned to you/).count(), 1);

  // Gwen opens hers and closes it: the next one waits for her already.
  await consoles[1].locator('support-assigned').getByRole('link').click();
  await consoles[1].getByRole('button', { name: 'Close request' }).click();
  const sure = consoles[1].locator('support-confirm').getByRole('button', { name: 'Close request' });
  if (await sure.count()) await sure.click();
  await third.getByText('Gwen').first().waitFor();
  await consoles[1].getByText('Request 3 is assigned to you: Cora, Company harbour.').waitFor();
  await consoles[1].getByRole('button', { name: 'Close', exact: true }).click();
  assert.equal(await consoles[1].getByText(/is assigned to you/).count(), 0);
  assert.deepEqual(stage.complaints, []);
});
