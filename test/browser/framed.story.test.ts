import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** A page of a listed website with a framed portal in it, and a script that listens wherever a page can. */
const framed = async (attributes = '', headers: Record<string, string> = {}): Promise<Page> => {
  const { embed } = stage.server.app.deps.urls;
  const portal = `<support-portal portal="${stage.portal.portalId}" framed ${attributes}></support-portal>`;
  const spy = `<script>
    window.heard = []; window.told = [];
    for (const type of ['keydown', 'input', 'beforeinput', 'message'])
      addEventListener(type, (event) => heard.push(type + ' ' + (event.key ?? JSON.stringify(event.data) ?? '')), true);
    for (const type of ['opened', 'closed', 'unread-change', 'message', 'status-change'])
      addEventListener('support-' + type, () => told.push(type));
  </script>`;
  const origin = await stage.websiteWith(
    `${spy}${portal}<script type="module" crossorigin src="${embed}/support-portal.js"></script>`,
    headers,
  );
  await stage.allow(origin);
  const page = await stage.page(await stage.context());
  await page.goto(origin);
  return page;
};
const inside = (page: Page) => page.frameLocator('support-portal iframe');
const told = (page: Page) => page.evaluate('told.join(" ")');

test('[S1] framed, what a visitor types and reads is out of reach of the page’s scripts', async () => {
  const page = await framed('mode="inline"');
  await inside(page).getByLabel('Your name').pressSequentially('Mia');
  await inside(page).getByLabel('E-mail address').fill('mia@client.example');
  await inside(page).getByLabel('What can we do for you?').pressSequentially('secret');
  await inside(page).getByRole('button', { name: 'Send message' }).click();
  await inside(page).getByText('We have your request.').waitFor();
  assert.equal(await page.evaluate('heard.join()'), 'message "support-portal:hello"');
  const reach = "document.querySelector('support-portal').shadowRoot.querySelector('iframe').contentDocument";
  assert.equal(await page.evaluate(reach), null);
  assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);
  // The technician is told of the website's page, not of the frame.
  await stage.account.admin.must('availability:set', { available: true });
  const listed = await stage.account.admin.must('request:list', { view: 'all' });
  assert.ok('requests' in listed);
  const { id } = listed.requests.find(({ customer }) => customer.name === 'Mia')!;
  assert.ok(
    JSON.stringify(await stage.account.admin.must('request:get', { requestId: id })).includes(page.url()),
  );
  assert.deepEqual(stage.complaints, []);
  await stage.account.admin.must('availability:set', { available: false });
});

test('[S1, W3] framed, the page still hears what it may know, and opens and closes the panel', async () => {
  await stage.account.admin.must('availability:set', { available: true });
  const page = await framed();
  const launcher = page.getByRole('button', { name: /^Support/ });
  await launcher.click();
  await inside(page).getByLabel('Your name').fill('Noa');
  await inside(page).getByLabel('What can we do for you?').fill('Hello');
  await inside(page).getByRole('button', { name: 'Start chat' }).click();
  const admin = await stage.console(stage.account.admin.email);
  const row = admin.getByRole('row').filter({ hasText: 'Noa' });
  await row.getByRole('button', { name: 'Take' }).click();
  await inside(page).getByText('joined the conversation').waitFor();
  await inside(page).getByRole('button', { name: 'Close support' }).click();
  await page.locator('support-portal iframe').waitFor({ state: 'hidden' });
  await admin.getByLabel('Message', { exact: true }).fill('Good morning');
  await admin.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Support (1)' }).waitFor();
  assert.equal(await told(page), 'opened closed message unread-change');
  await launcher.click();
  await inside(page).getByText('Good morning').waitFor();
  await page.getByRole('button', { name: 'Support', exact: true }).waitFor();
  await stage.account.admin.must('availability:set', { available: false });
  assert.deepEqual(stage.complaints, []);
});

test('[W3] framed, startRequest fills in the form and signOut forgets the visitor', async () => {
  const page = await framed();
  const portal = "document.querySelector('support-portal')";
  await page.getByRole('button', { name: 'Support' }).waitFor();
  assert.equal(await page.evaluate(`${portal}.startRequest({ text: 'Order 12' })`), true);
  const text = inside(page).getByLabel('What can we do for you?');
  assert.equal(await text.inputValue(), 'Order 12');
  await page.evaluate(`${portal}.signOut()`);
  await page.evaluate(`${portal}.open()`);
  await text.waitFor();
  assert.equal(await text.inputValue(), '');
  assert.deepEqual(stage.complaints, []);
});

test('[S6] framed, it runs in a page that is isolated from all other origins', async () => {
  const page = await framed('mode="inline"', {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  await inside(page).getByLabel('What can we do for you?').waitFor();
  assert.equal(await page.evaluate('crossOriginIsolated'), true);
  assert.deepEqual(stage.complaints, []);
});

test('[W3] framed, calls at the same time are each answered, and end in one frame', async () => {
  const page = await framed();
  const portal = "document.querySelector('support-portal')";
  await page.waitForFunction("customElements.get('support-portal')");
  const calls = `[${portal}.open(), ${portal}.startRequest({ name: 'Ida' }), ${portal}.startRequest({ text: 'Two' })]`;
  assert.deepEqual(await page.evaluate(`Promise.all(${calls}).then(([, ...filled]) => filled)`), [
    true,
    true,
  ]);
  assert.equal(await inside(page).getByLabel('Your name').inputValue(), 'Ida');
  assert.equal(await inside(page).getByLabel('What can we do for you?').inputValue(), 'Two');
  assert.equal(await page.locator('support-portal iframe').count(), 1);
  assert.deepEqual(stage.complaints, []);
});

test('[S6] a policy that only reports keeps no frame out', async () => {
  const page = await framed('mode="inline"', {
    'Content-Security-Policy-Report-Only': "frame-src 'none'",
  });
  await inside(page).getByLabel('What can we do for you?').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Open support' }).count(), 0);
  stage.complaints.length = 0;
});

test('[S6] framed where no frame is allowed, startRequest and signOut say so by their answers, and the link stays', async () => {
  const page = await framed('', { 'Content-Security-Policy': "frame-src 'none'" });
  const portal = "document.querySelector('support-portal')";
  await page.waitForFunction("customElements.get('support-portal')");
  assert.equal(await page.evaluate(`${portal}.startRequest({ text: 'Hello' })`), false);
  await page.getByRole('link', { name: 'Open support' }).waitFor();
  await page.evaluate(`${portal}.signOut()`);
  assert.equal(await page.locator('support-portal iframe').count(), 0);
  stage.complaints.length = 0;
});

test('[W2] framed, a part that could not be loaded is asked for again', async () => {
  const page = await framed();
  const launcher = page.getByRole('button', { name: /^Support$/ });
  await launcher.waitFor();
  const parts = /framed-panel/;
  await page.route(parts, (route) => route.abort());
  await launcher.click();
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.unroute(parts);
  stage.complaints.length = 0;
  await again.click();
  // Browsers remember a failed module for the life of a page; a new page has it again.
  await page.reload();
  await launcher.click();
  await inside(page).getByLabel('What can we do for you?').waitFor();
});

test('[W3] framed, it speaks and looks as the page wants it', async () => {
  const page = await framed('mode="inline" lang="es" style="--support-accent: rgb(170, 51, 0)"');
  const send = inside(page).getByRole('button', { name: 'Enviar mensaje' });
  await send.waitFor();
  const colour = await send.evaluate((button) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown): { backgroundColor: string };
    };
    return getComputedStyle(button).backgroundColor;
  });
  assert.equal(colour, 'rgb(170, 51, 0)');
});

// Moved, a frame is loaded anew; this browser gives frames of other origins no storage, so that typed text is not looked at.
test('[W2] framed, a portal that is moved in the page comes back, and still tells what happens', async () => {
  const page = await framed('mode="inline"');
  const text = inside(page).getByLabel('What can we do for you?');
  await text.waitFor();
  await page.evaluate("document.body.append(document.querySelector('support-portal'))");
  await text.waitFor();
  await stage.account.admin.must('availability:set', { available: true });
  await inside(page).getByText('How can we help?').waitFor();
  assert.match(String(await told(page)), /status-change/);
  await stage.account.admin.must('availability:set', { available: false });
  assert.deepEqual(stage.complaints, []);
});
