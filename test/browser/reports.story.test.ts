import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';

const MINUTE = 60_000;

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G24] an admin sees whom nobody came to, how long they waited, and what became of it; a technician does not', async () => {
  const { server, account, portal } = stage;
  // The browser's own clock asks; the server's is its past.
  server.clock.advance(Date.now() - server.clock.now());
  const admin = await server.signIn(account.admin.email);
  await admin.must('availability:set', { available: true });
  const side = await server.portal(admin, 'side');
  const opened = [];
  for (const name of ['Alma', 'Bruno']) {
    const { socket } = await server.guest(portal);
    const { request } = await socket.must('request:open', {
      name,
      email: 'a@client.example',
      text: 'Hello?',
    });
    opened.push({ socket, requestId: request.id });
  }
  const { socket: neighbour } = await server.guest(side);
  const { request } = await neighbour.must('request:open', { name: 'Cora', text: 'Hello?' });
  server.clock.advance(4 * MINUTE);
  await admin.must('request:take', { requestId: request.id });
  await opened[0]!.socket.must('request:withdraw', { requestId: opened[0]!.requestId });
  await opened[1]!.socket.must('request:leave', { requestId: opened[1]!.requestId });
  await admin.must('request:take', { requestId: opened[1]!.requestId });

  const page = await stage.console(admin.email);
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('heading', { name: 'Missed requests' }).waitFor();
  const figures = page.getByRole('status');
  await figures
    .getByText('2 67%')
    .or(figures.filter({ hasText: '67%' }))
    .first()
    .waitFor();
  const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await line('Alma').getByText('Waited 4 minutes, then took it back.').waitFor();
  await line('Bruno').getByText('Waited 4 minutes, then it became a message.').waitFor();
  await line('Bruno').getByText('In progress with Northwind Admin').waitFor();

  await page.getByLabel('Company').selectOption({ label: 'Company side' });
  await page.getByText('Nothing was missed.').waitFor();
  await page.getByLabel('Company').selectOption({ label: 'All companies' });
  await line('Bruno').getByRole('link').click();
  await page.getByRole('heading', { name: 'Bruno' }).waitFor();

  const tom = await server.technician(admin, 'Tom');
  const other = await stage.console(tom.email);
  assert.equal(await other.getByRole('link', { name: 'Reports' }).count(), 0);
  await other.goto(`${server.consoleOrigin}/reports/missed`);
  await other.getByText('Only for admins').waitFor();
  assert.deepEqual(stage.complaints, []);
});
