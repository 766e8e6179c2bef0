import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { createMessages } from '../../server/platform/messages/index.ts';
import { Stage } from '../support/browser.ts';
import { PushReader } from '../support/push-service.ts';
import { WebhookReceiver } from '../support/receivers.ts';
import { ask } from '../support/scene.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open({
    messages: createMessages({ mail: null, texts: null, ownNetworks: ['127.0.0.1'] }),
  });
});
after(() => stage.close());

const status = (page: Page, words: 'Available' | 'Unavailable') =>
  page.getByRole('button', { name: `Status: ${words} for chat requests` });

test('[G10] the console can be installed, in the browser’s language, with a shortcut for each state', async () => {
  const page = await stage.page(await stage.context({ locale: 'es-ES' }));
  await page.goto(`${stage.server.consoleOrigin}/`);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data ?? '') as { name: string; shortcuts: { name: string; url: string }[] };
  assert.equal(manifest.name, 'Consola de soporte');
  assert.deepEqual(
    manifest.shortcuts.map(({ url }) => url),
    ['/status/available', '/status/unavailable'],
  );
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A window like that of a test is a private one, where nothing is installed.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
  assert.deepEqual(others, []);
  assert.deepEqual(stage.complaints, []);
});

test('[G10] a shortcut switches at once; a link of another website does not', async () => {
  const { server } = stage;
  const sam = await server.technician(stage.account.admin, 'Sam');
  const page = await stage.console(sam.email);
  await page.goto(`${server.consoleOrigin}/status/available`);
  await status(page, 'Available').waitFor();
  assert.equal(new URL(page.url()).pathname, '/requests/all');
  const elsewhere = await stage.websiteWith(
    `<a href="${server.consoleOrigin}/status/unavailable">Look at this</a>`,
  );
  await page.goto(elsewhere);
  await page.getByRole('link', { name: 'Look at this' }).click();
  await status(page, 'Available').waitFor();
  await page.goto(`${server.consoleOrigin}/status/unavailable`);
  await status(page, 'Unavailable').waitFor();
  assert.deepEqual(stage.complaints, []);
});

/** Hands pushes over to the page's service worker, as the browser's push service does. */
const pushesTo = async (
  session: CDPSession,
  origin: string,
): Promise<(data: unknown) => Promise<unknown>> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const found = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
    if (found) resolve(found.registrationId);
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await promise;
  return (data) =>
    session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(data) });
};

test('[G15] this browser as a contact method: it verifies itself, and a push of a request leads to it', async (context) => {
  const service = await WebhookReceiver.start(context);
  service.answer = (_request, response) => response.writeHead(201).end();
  const { server } = stage;
  const origin = server.consoleOrigin;
  const pia = await server.technician(stage.account.admin, 'Pia');
  const page = await stage.console(pia.email);
  await page.context().grantPermissions(['notifications'], { origin });
  // No push service can be reached from here: the subscription is one of ours, everything else the browser's.
  const browser = new PushReader();
  const subscription = JSON.stringify({ endpoint: `${service.url}/push/pia`, keys: browser.keys });
  await page.addInitScript(
    `PushManager.prototype.subscribe = async () => ({ toJSON: () => (${subscription}) });`,
  );
  await page.goto(`${origin}/configure/contact-methods`);
  await page.getByRole('button', { name: 'Notify in this browser' }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'Chrome · Linux' });
  await line.getByText('Not confirmed yet').waitFor();
  await server.app.worker.settled();
  const push = await pushesTo(await page.context().newCDPSession(page), origin);
  await push(browser.read(service.received[0]!.bytes));
  await line.getByText('In use').waitFor();

  await pia.must('availability:set', { available: true });
  const { request } = await ask(server, stage.portal);
  await server.app.worker.settled();
  await push(browser.read(service.received[1]!.bytes));
  const found = await page.waitForFunction(`navigator.serviceWorker.ready
    .then((registration) => registration.getNotifications())
    .then((all) => all.find(({ data }) => data !== null))
    .then((one) => one && { title: one.title, url: one.data })`);
  const shown = (await found.jsonValue()) as { title: string; url: string };
  assert.equal(shown.title, `Request ${request.number}: Carla, Company harbour`);
  assert.equal(shown.url, `${origin}/requests/${request.id}`);
  assert.deepEqual(stage.complaints, []);
});
