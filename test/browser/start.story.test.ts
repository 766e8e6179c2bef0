import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD } from '../support/test-server.ts';

let browser: Browser;
let folder: string;
const running: ServerProcess[] = [];

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'support-portal-start-'));
});
after(async () => {
  await browser.close();
  for (const server of running) await server.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const start = (args: string[], env: Record<string, string>): ServerProcess => {
  const server = new ServerProcess(args, env);
  running.push(server);
  return server;
};

const open = async (url: string): Promise<Page> => {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(url);
  return page;
};

test('[S14] an empty data folder has no password: the printed link makes the first account, once', async () => {
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATA_DIR: join(folder, 'first'),
    SECRET_KEY: 'k8Zq2vN5xT1wL9rB4mC7yH3dF6gJ0pSa',
  };
  const server = start([], env);
  const link = /http\S+setup#\S+/.exec(await server.prints(/setup#\S+\n/))![0];
  const page = await open(link);
  await page.getByLabel('Name of your company').fill('Harbour IT');
  await page.getByLabel('Your name').fill('Hanna');
  await page.getByLabel('E-mail address').fill('hanna@harbour.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Support requests', exact: true }).waitFor();
  assert.equal(page.url().includes('#'), false, 'the token is out of the address bar');

  const again = await open(link);
  await again.getByLabel('Name of your company').fill('Intruder');
  await again.getByLabel('Your name').fill('Ivan');
  await again.getByLabel('E-mail address').fill('ivan@intruder.example');
  await again.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await again.getByRole('button', { name: 'Create account' }).click();
  await again.getByText('The link was used already or has expired.').waitFor();
  assert.equal(await server.stop(), 0);
});

test('the demo says where to look; killed in mid-chat, nothing acknowledged is lost and what was being sent arrives', async () => {
  const port = await freePort();
  const env = { PORT: String(port), DEMO_PORT: String(await freePort()), DATA_DIR: join(folder, 'demo') };
  let server = start(['--demo'], env);
  const printed = await server.prints(/Ctrl\+C/);
  const url = (label: RegExp) => new RegExp(`${label.source}:\\s+(\\S+)`).exec(printed)![1]!;
  const [, email, password] = /technician\s+(\S+)\s+(\S+)/.exec(printed)!;

  const technician = await open(url(/console/));
  await technician.getByLabel('E-mail address').fill(email!);
  await technician.getByRole('textbox', { name: 'Password' }).fill(password!);
  await technician.getByRole('button', { name: 'Sign in' }).click();
  await technician.getByRole('button', { name: 'Switch to Available' }).click();

  const visitor = await open(`${url(/another origin\)/)}inline.html`);
  await visitor.getByLabel('Your name').fill('Kim');
  await visitor.getByLabel('What can we do for you?').fill('Before the crash');
  await visitor.getByRole('button', { name: 'Start chat' }).click();
  await technician.getByRole('row').filter({ hasText: 'Kim' }).getByRole('button', { name: 'Take' }).click();
  const answer = technician.getByRole('textbox', { name: /Message|Write to/ });
  await answer.fill('Acknowledged');
  await answer.press('Enter');
  await visitor.getByText('Acknowledged').waitFor();

  await server.stop('SIGKILL');
  const message = visitor.getByRole('textbox', { name: 'Message' });
  await message.fill('Sent while the server was dead');
  await message.press('Enter');
  await visitor.getByText('Sending…').waitFor();
  await answer.fill('Typed on the other side');
  await answer.press('Enter');

  server = start(['--demo'], env);
  await technician.getByText('Sent while the server was dead').waitFor({ timeout: 30_000 });
  await visitor.getByText('Typed on the other side').waitFor({ timeout: 30_000 });
  await visitor.reload();
  for (const page of [visitor, technician])
    for (const text of [
      'Before the crash',
      'Acknowledged',
      'Sent while the server was dead',
      'Typed on the other side',
    ])
      await page.getByText(text, { exact: true }).first().waitFor();
  assert.equal(await server.stop(), 0);
});
