import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G25] a new account is led from its first company to the first request, step by step', async () => {
  const { admin } = await stage.server.seedAccount('Fresh');
  const page = await stage.console(admin.email);
  const steps = page.getByRole('region', { name: 'Get started' });
  const done = steps.getByRole('img', { name: 'Done:' });
  const back = async (count: number): Promise<void> => {
    await page.getByRole('link', { name: 'Support requests' }).first().click();
    await done.nth(count - 1).waitFor();
    assert.equal(await done.count(), count);
  };

  await steps.getByRole('link', { name: 'Add a company' }).click();
  await page.getByRole('button', { name: 'Add company' }).click();
  await page.getByLabel('Name').fill('Birch Dental');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row').filter({ hasText: 'Birch Dental' }).waitFor();
  await back(1);

  await steps.getByRole('link', { name: 'Give it a portal' }).click();
  const { companies } = await admin.must('company:list', {});
  const companyId = companies.find(({ name }) => name === 'Birch Dental')!.id;
  const portal = await admin.must('portal:create', { companyId, subdomain: 'birch', status: 'active' });
  await back(2);
  await steps.getByRole('link', { name: 'Put it on the website' }).click();
  const { id: portalId, version } = portal;
  await admin.must('portal:update', { portalId, version, origins: ['https://birch.example'] });
  await back(3);
  await steps.getByRole('button', { name: 'Switch to Available' }).click();
  await page.getByRole('region', { name: 'You are ready' }).waitFor();

  const guest = await stage.server.guest({ portalId, subdomain: 'birch' });
  await guest.socket.must('request:open', { name: 'Nora', text: 'Hello' });
  await page.getByRole('row').filter({ hasText: 'Nora' }).waitFor();
  assert.equal(await page.getByRole('region', { name: 'You are ready' }).count(), 0);
  assert.deepEqual(stage.complaints, []);
});

test('[G3] a technician, who configures nothing, is not led', async () => {
  const { admin } = await stage.server.seedAccount('Fabrikam');
  const tom = await stage.server.technician(admin, 'Tom');
  const page = await stage.console(tom.email);
  await page.getByText('No support requests yet').waitFor();
  assert.equal(await page.getByText('Get started').count(), 0);
});
