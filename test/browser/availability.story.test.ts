import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G9, G10, G13, G16] the Status menu appears live with the first portal, left of Configure, on Unavailable', async () => {
  const { admin } = await stage.server.seedAccount('Eastwind');
  const company = await admin.must('company:create', { name: 'Fresh Fields' });
  const page = await stage.console(admin.email);
  assert.equal(await page.getByRole('button', { name: /for chat requests/ }).count(), 0);
  await admin.must('portal:create', { companyId: company.id, subdomain: 'fresh-fields', status: 'active' });
  const menu = page.getByRole('button', { name: /Unavailable for chat requests/ });
  await menu.waitFor();
  const configure = page.getByRole('link', { name: 'Configure' });
  assert.ok((await menu.boundingBox())!.x < (await configure.boundingBox())!.x, 'left of Configure');
  await menu.click();
  await page.getByText('Be Available only when you can take a request the moment it is announced.').waitFor();
  await page.getByText('Switch to Unavailable when you leave your computer.').waitFor();
  await page.getByRole('switch', { name: 'Notification sound' }).waitFor();
  await page.getByRole('radio', { name: /^Available/ }).click();
  await page.getByRole('button', { name: /Available for chat requests/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /Available for chat requests/ }).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G11, G12, G25] Available: a request is listed and counted in the title; Unavailable: it is not', async () => {
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  const una = await stage.server.technician(stage.account.admin, 'Una');
  await tom.must('availability:set', { available: true });
  const available = await stage.console(tom.email);
  const unavailable = await stage.console(una.email);
  const { socket: customer } = await stage.server.guest(stage.portal);
  await customer.must('request:open', { name: 'Carla', text: 'Help' });
  await available.getByRole('row').filter({ hasText: 'Carla' }).waitFor();
  await available.waitForFunction("document.title.startsWith('(1)')");
  // Una's console has had its chance once something that it does show has arrived.
  await una.must('profile:update', { name: 'Una Renamed' });
  await unavailable.getByRole('button', { name: /Una Renamed/ }).waitFor();
  assert.equal(await unavailable.getByText('Carla').count(), 0);
  assert.equal((await unavailable.title()).startsWith('('), false);
  await unavailable.getByRole('button', { name: 'Switch to Available' }).click();
  await unavailable.getByText('1 customer is waiting for a chat.').waitFor();
  await unavailable.getByRole('row').filter({ hasText: 'Carla' }).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G13, G23] Available for hours without doing anything: asked on every console until it is answered on one', async () => {
  const ivy = await stage.server.technician(stage.account.admin, 'Ivy');
  await ivy.must('availability:set', { available: true });
  const [desk, phone] = [await stage.console(ivy.email), await stage.console(ivy.email, { viewport: PHONE })];
  const question = (page: Page) => page.getByText(/Still at your desk\?$/);
  await desk.getByRole('button', { name: 'Available for chat requests' }).waitFor();
  assert.equal(await question(desk).count(), 0);
  stage.server.clock.advance(4 * 3_600_000);
  for (const page of [desk, phone]) await question(page).waitFor();
  await desk.reload();
  await question(desk).waitFor();
  await phone.getByRole('button', { name: 'I’m here' }).click();
  for (const page of [desk, phone]) await question(page).waitFor({ state: 'detached' });
  stage.server.clock.advance(4 * 3_600_000);
  await desk.getByRole('button', { name: 'Switch to Unavailable' }).click();
  for (const page of [desk, phone])
    await page.getByRole('button', { name: 'Unavailable for chat requests' }).waitFor();
  for (const page of [desk, phone]) assert.equal(await question(page).count(), 0);
  assert.deepEqual(stage.complaints, []);
});

test('[G9, G26] a technician without access to a company with a portal has no Status menu and no requests', async () => {
  const limited = await stage.server.technician(stage.account.admin, 'Lim', {
    access: { kind: 'chosen', companyIds: [] },
  });
  const page = await stage.console(limited.email);
  await page.getByText('No support requests yet').waitFor();
  assert.equal(await page.getByRole('button', { name: /for chat requests/ }).count(), 0);
  assert.equal(await page.getByText('Carla').count(), 0);
});

test('[G23] an admin sees live who is Available but not connected, and when they were last seen', async () => {
  const { server } = stage;
  const tess = await server.technician(stage.account.admin, 'Tess');
  await tess.must('availability:set', { available: true });
  const page = await stage.console(stage.account.admin.email);
  await page.goto(`${server.consoleOrigin}/configure/technicians`);
  const row = page.getByRole('row').filter({ hasText: 'Tess' });
  await row.getByText('Available', { exact: true }).waitFor();
  const consoles = () => server.app.figures.connections().technician!;
  const before = consoles();
  tess.socket.close();
  while (consoles() === before) await turn();
  server.clock.advance(5000);
  await row.getByText('Available but not connected').waitFor();
  await row.getByText(/^Last seen .*2026/).waitFor();
  await server.signIn(tess.email);
  server.clock.advance(0);
  await row.getByText('Available', { exact: true }).waitFor();
  assert.equal(await row.getByText(/Last seen/).count(), 0);
  assert.deepEqual(stage.complaints, []);
});
