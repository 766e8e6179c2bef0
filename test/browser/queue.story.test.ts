import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, Stage, startChat } from '../support/browser.ts';

const MINUTE = 60_000;

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('[G24] two customers see their places, which follow, and how long it took lately once that is known', async () => {
  const { server, account } = stage;
  const tom = await server.technician(account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
  const first = await stage.visitor('standalone', { viewport: PHONE });
  await startChat(first, 'Alma');
  await first.getByText('You are number 1 in the queue.').waitFor();
  const second = await stage.visitor('inline');
  await startChat(second, 'Bruno');
  await second.getByText('You are number 2 in the queue.').waitFor();
  assert.equal(await second.getByText(/Lately/).count(), 0);
  await second.getByRole('textbox', { name: /message/i }).fill('Not sent yet');
  await first.getByRole('button', { name: 'Take back my request' }).click();
  await first.getByRole('button', { name: 'Yes' }).click();
  await second.getByText('You are number 1 in the queue.').waitFor();
  assert.equal(await second.getByRole('textbox', { name: /message/i }).inputValue(), 'Not sent yet');
  assert.equal(await first.getByText(/in the queue/).count(), 0);

  for (let n = 0; n < 3; n += 1) {
    const { socket } = await server.guest(stage.portal);
    const { request } = await socket.must('request:open', { name: 'Cora', text: 'Quick' });
    server.clock.advance(2 * MINUTE);
    await tom.must('request:take', { requestId: request.id });
  }
  await second.getByText('Lately most people were answered within 2 minutes.').waitFor();
  await second.reload();
  await second.getByText('You are number 1 in the queue.').waitFor();
  assert.deepEqual(stage.complaints, []);
});
