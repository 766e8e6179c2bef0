import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { PHONE, Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** A page of a listed website with this pasted into it, under a policy without any inline exception. */
const pasted = async (context: BrowserContext, code: string): Promise<Page> => {
  const { embed } = stage.server.app.deps.urls;
  const origin = await stage.websiteWith(code, {
    'Content-Security-Policy': `default-src 'none'; script-src ${embed}; connect-src ${embed} ${embed.replace('http', 'ws')}; img-src data:`,
  });
  await stage.allow(origin);
  const page = await stage.page(context);
  await page.goto(origin);
  return page;
};

const codes = () => stage.account.admin.must('portal:code', { portalId: stage.portal.portalId });
const form = (page: Page) => page.getByLabel('What can we do for you?');

test('[G17a] the standalone URL in a browser is the portal', async () => {
  const page = await stage.page(await stage.context());
  await page.goto((await codes()).url);
  await form(page).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[G17b] the popup code opens the portal in a window of its own, and is a plain link without script', async () => {
  const context = await stage.context();
  await context.addInitScript(
    'const open = window.open; window.open = (...given) => ((window.features = given[2]), open(...given));',
  );
  const page = await pasted(context, (await codes()).popup);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Support' }).click(),
  ]);
  stage.watch(popup);
  await form(popup).waitFor();
  assert.ok(popup.url().startsWith((await codes()).url), 'the portal’s own address');
  assert.match(String(await page.evaluate('window.features')), /width=420/, 'a sized window, not a tab');
  const link = page.getByRole('link', { name: 'Support' });
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.deepEqual(stage.complaints, []);
});

test('[G17c, W1] the inline code puts the portal into the page', async () => {
  const page = await pasted(await stage.context(), (await codes()).inline);
  await form(page).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W1, W2] two instances on one page and a remount work side by side', async () => {
  const { inline, launcher } = await codes();
  const page = await pasted(await stage.context(), `${inline}${launcher}`);
  await form(page).fill('Typed inline');
  await page.getByRole('button', { name: 'Support' }).click();
  await form(page).nth(1).waitFor();
  assert.equal(await form(page).count(), 2);
  await page.evaluate("document.querySelector('support-portal[mode=launcher]').remove()");
  await form(page).waitFor();
  assert.equal(await form(page).inputValue(), 'Typed inline');
  await page.evaluate("document.body.append(document.querySelector('support-portal'))");
  await form(page).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W7] nothing is stored and no connection is held before the first interaction', async () => {
  const context = await stage.context();
  const sockets: string[] = [];
  context.on('page', (opened) => opened.on('websocket', (socket) => sockets.push(socket.url())));
  const page = await pasted(context, (await codes()).launcher);
  await page.getByRole('button', { name: 'Support' }).waitFor();
  assert.deepEqual(sockets, []);
  const stored = 'JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])';
  assert.equal(await page.evaluate(stored), '[0,0,""]');
  await page.getByRole('button', { name: 'Support' }).click();
  await form(page).waitFor();
  assert.equal(await page.evaluate(stored), '[0,0,""]', 'looking is no interaction');
  assert.deepEqual(await context.cookies(), []);
});

test('[W5, S2] a website that is not listed gets no portal, and the admin allows it with one click', async () => {
  const context = await stage.context();
  const elsewhere = await stage.websiteWith((await codes()).inline);
  const page = await context.newPage();
  await page.goto(elsewhere);
  await page.getByText(/not available on this (website|page)|not available here/i).waitFor();

  const admin = await stage.console(stage.account.admin.email);
  await admin.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await admin.getByRole('button', { name: /More actions/ }).click();
  await admin.getByRole('menuitem', { name: /Allowed websites/ }).click();
  await admin.getByRole('button', { name: `Allow ${elsewhere}` }).click();
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.reload();
  await form(page).waitFor();
});

test('[S5] what people write is shown as text, whatever it looks like', async () => {
  const page = await stage.page(await stage.context());
  await page.goto(stage.url('standalone'));
  const hostile = '<img src=x onerror="document.title=\'owned\'"> <b>bold</b> javascript:alert(1)';
  await page.getByLabel('Your name').fill('<script>x</script>');
  await page.getByLabel('E-mail address').fill('x@client.example');
  await form(page).fill(hostile);
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText(hostile).waitFor();
  await stage.account.admin.must('availability:set', { available: true });
  const admin = await stage.console(stage.account.admin.email);
  await admin
    .getByRole('row')
    .filter({ hasText: '<script>x</script>' })
    .getByRole('button', { name: 'Take' })
    .click();
  await admin.getByText(hostile).first().waitFor();
  assert.notEqual(await admin.title(), 'owned');
  await stage.account.admin.must('availability:set', { available: false });
  assert.deepEqual(stage.complaints, []);
});

test('[G18] a word without an end stays inside the form and the chat, at 320 px', async () => {
  const page = await stage.page(await stage.context({ viewport: PHONE }));
  await page.goto(stage.url('standalone'));
  await form(page).fill(`https://client.example/${'x'.repeat(220)}`);
  const box = (await form(page).boundingBox())!;
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width, JSON.stringify(box));
  await page.getByLabel('Your name').fill('Lou');
  await page.getByLabel('E-mail address').fill('lou@client.example');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText('We have your request.').waitFor();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
});

test('a tag with a faulty id says so to visitor and developer, and offers no retry', async () => {
  const context = await stage.context();
  const page = await context.newPage();
  const warned = page.waitForEvent('console', (message) => message.text().includes('unknown portal id'));
  const { embed } = stage.server.app.deps.urls;
  await page.goto(
    await stage.websiteWith(
      `<support-portal portal="hello" mode="inline"></support-portal><script type="module" src="${embed}/support-portal.js"></script>`,
    ),
  );
  await page.getByText(/portal does not exist/i).waitFor();
  await warned;
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
});

for (const name of ['index', 'inline', 'launcher', 'popup', 'standalone']) {
  test(`the example ${name}.html works, also at 320 px`, async () => {
    const page = await stage.page(await stage.context({ viewport: PHONE }));
    await page.goto(`${stage.website}/${name}.html`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
    if (name === 'inline') await form(page).waitFor();
    if (name === 'launcher') await page.getByRole('button', { name: 'Support' }).waitFor();
    if (name === 'popup') await page.locator('a[data-support-portal]').first().waitFor();
    if (name === 'standalone')
      await page
        .locator(`a[href="${stage.url('standalone')}"]`)
        .first()
        .waitFor();
    assert.deepEqual(stage.complaints, []);
  });
}
