import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FrameLocator, Page } from 'playwright-core';
import { PHONE, Stage, type Opened } from '../support/browser.ts';
import { claimsFor, signToken, websiteKey, type WebsiteKey } from '../support/identity.ts';

let stage: Stage;
let key: WebsiteKey;
before(async () => {
  stage = await Stage.open();
  key = await websiteKey(stage.account.admin, stage.portal);
  await stage.account.admin.must('availability:set', { available: true });
});
after(() => stage.close());

const signed = (user: string): string =>
  signToken(key, claimsFor(stage.server, stage.portal, { sub: user, name: user, email: undefined }));
const inside = (page: Page, nth = 0): FrameLocator =>
  page.frameLocator(`support-portal >> nth=${nth} >> iframe`);
const writingAs = (page: Page, name: string, nth = 0): Promise<void> =>
  inside(page, nth).getByText(`You are writing as ${name}.`).waitFor();
const PORTAL = "document.querySelector('support-portal')";

/** A website that says who is signed in: `user`, when `gate` lets it. */
const website = async (body: string, opened?: Opened): Promise<Page> => {
  const { embed } = stage.server.app.deps.urls;
  const origin = await stage.websiteWith(`${body}<script>
    window.asked = 0; window.user = 'Ann'; window.gate = null;
    window.provider = async () => { asked += 1; const who = user; await gate; return sign(who); };
    window.add = () => { const one = document.createElement('support-portal');
      Object.assign(one, { portal: '${stage.portal.portalId}', mode: 'inline', identityProvider: provider });
      one.style.blockSize = '250px'; document.body.append(one); return one; };
    for (const one of document.querySelectorAll('[named]')) one.identityProvider = provider;
    </script><script type="module" crossorigin src="${embed}/support-portal.js"></script>`);
  await stage.allow(origin);
  const page = await stage.page(await stage.context(opened));
  await page.exposeFunction('sign', signed);
  await page.goto(origin);
  return page;
};
const portal = (attributes: string): string =>
  `<support-portal portal="${stage.portal.portalId}" ${attributes}></support-portal>`;
const NEVER = 'new Promise(() => {})';

test('[S11] the last word counts, also where an earlier one takes longer', async () => {
  const page = await website(portal('named mode="inline"'));
  await writingAs(page, 'Ann');
  await page.evaluate(
    `(gate = new Promise((open) => (window.open1 = open)), window.first = ${PORTAL}.identify(), 0)`,
  );
  await page.waitForFunction('asked === 2');
  assert.equal(await page.evaluate(`(user = 'Ben', gate = null, ${PORTAL}.identify())`), true);
  await page.evaluate('open1()');
  assert.equal(await page.evaluate('first'), true);
  await writingAs(page, 'Ben');
  assert.deepEqual(stage.complaints, []);
});

test('[S11] a token given twice at once, as some frameworks do, is one word', async () => {
  const page = await website(portal('mode="inline"'));
  for (const name of ['Once', 'Loaded by now']) {
    const token = JSON.stringify(signed(name));
    const twice = `Promise.all([${PORTAL}.identify(${token}), ${PORTAL}.identify(${token})])`;
    assert.deepEqual(await page.evaluate(twice), [true, true]);
    await writingAs(page, name);
  }
  assert.deepEqual(stage.complaints, []);
});

test('[S11] told that somebody else is signed in, a portal asks the website, not the portal beside it', async () => {
  const page = await website('');
  await page.evaluate('(add(), 0)');
  await writingAs(page, 'Ann');
  await page.evaluate('(add(), 0)');
  await writingAs(page, 'Ann', 1);
  assert.equal(await page.evaluate('asked'), 1);
  const second = "document.querySelectorAll('support-portal')[1]";
  assert.equal(await page.evaluate(`(user = 'Ben', ${second}.identify())`), true);
  await writingAs(page, 'Ben', 1);
  assert.deepEqual(stage.complaints, []);
});

test('[W2, S11] a portal that is taken out of the page keeps no other waiting', async () => {
  const page = await website('');
  await page.evaluate(`(gate = ${NEVER}, window.first = add(), window.word = first.identify(), 0)`);
  await page.waitForFunction('asked > 0');
  await page.evaluate('(add(), 0)');
  await inside(page, 1).getByText('One moment, please…').waitFor();
  await page.evaluate('(gate = null, first.remove())');
  await writingAs(page, 'Ann');
  assert.equal(await page.evaluate('word'), false);
  assert.deepEqual(stage.complaints, []);
});

test('[W4] while the website finds out who is signed in, the visitor is told and can close; signing out waits for nobody', async () => {
  const page = await website(portal('named'), { viewport: PHONE });
  await page.evaluate(`(gate = ${NEVER}, 0)`);
  await page.getByRole('button', { name: 'Support' }).click();
  const frame = inside(page);
  await frame.getByText('One moment, please…').waitFor();
  await frame.getByRole('button', { name: 'Close' }).click();
  await page.locator('support-portal iframe').waitFor({ state: 'hidden' });
  await page.evaluate(`${PORTAL}.signOut()`);
  assert.equal(await page.evaluate('asked'), 1);
  await page.evaluate(`${PORTAL}.signOut()`);
  assert.equal(await page.evaluate('asked'), 1, 'to forget somebody, nobody is asked who it is');
  assert.deepEqual(stage.complaints, []);
});

test('[W2, S11] told that somebody else is signed in, nothing of the first is shown while it is found out who', async () => {
  const page = await website('');
  await page.evaluate("(user = 'Dora', add(), 0)");
  const frame = inside(page);
  await frame.getByLabel('What can we do for you?').fill('A matter of Dora');
  await frame.getByRole('button', { name: 'Start chat' }).click();
  await frame.getByText('A matter of Dora').waitFor();
  await page.evaluate(`(user = 'Ben', gate = ${NEVER}, void ${PORTAL}.identify())`);
  await frame.getByText('One moment, please…').waitFor();
  assert.equal(await frame.getByText('Dora').count(), 0);
  assert.deepEqual(stage.complaints, []);
});

test('[W4] who writes elsewhere in the website meanwhile keeps the caret', async () => {
  const page = await website(`${portal('named')}<input aria-label="Search">`);
  await page.getByRole('button', { name: 'Support' }).click();
  await writingAs(page, 'Ann');
  const field = page.getByRole('textbox', { name: 'Search' });
  await field.pressSequentially('abc');
  assert.equal(await page.evaluate(`(user = 'Ben', ${PORTAL}.identify())`), true);
  await writingAs(page, 'Ben');
  await page.keyboard.type('def');
  assert.equal(await field.inputValue(), 'abcdef');
  assert.deepEqual(stage.complaints, []);
});

test('[S11] a provider that answers with something other than a token lets nobody in', async () => {
  const page = await website(portal('named mode="inline"'));
  await writingAs(page, 'Ann');
  for (const answer of ["''", 'undefined', '42', '({ token: "x" })']) {
    await page.evaluate(`(${PORTAL}.identityProvider = () => ${answer}, 0)`);
    assert.equal(await page.evaluate(`${PORTAL}.identify()`), false, answer);
    await inside(page).getByText('We could not confirm who you are.').waitFor();
  }
  assert.deepEqual(stage.complaints, []);
});

test('[S11] sessions that are over as soon as they begin do not have the website asked for ever', async () => {
  const page = await website('');
  await page.route('**/api/commands/contact:identify', (route) =>
    route.fulfill({
      json: {
        ok: true,
        data: {
          token: 'x'.repeat(43),
          contact: { id: stage.portal.portalId, name: 'Nobody', email: null },
        },
      },
    }),
  );
  await page.evaluate('(add(), 0)');
  await inside(page).getByText('We could not confirm who you are.').waitFor();
  assert.equal(await page.evaluate('asked'), 2);
  assert.equal(await inside(page).getByRole('textbox').count(), 0);
  stage.complaints.length = 0;
});

test('[S11] a window whose code does not count lets nobody in, at another try neither', async () => {
  const page = await stage.page(await stage.context());
  await page.goto(`${stage.server.app.deps.urls.portal('harbour')}/window#${'x'.repeat(43)}`);
  const refused = page.getByText('This link has been used or has expired.');
  await refused.waitFor();
  const again = page.waitForResponse('**/visitor:take-over');
  await page.getByRole('button', { name: 'Try again' }).click();
  await again;
  await refused.waitFor();
  assert.equal(await page.getByRole('textbox').count(), 0);
  assert.equal(new URL(page.url()).pathname, '/window');
  stage.complaints.length = 0;
});

test('[R8] what a guest has begun to write is not lost by their getting a name', async () => {
  const page = await website(portal(''));
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByLabel('What can we do for you?').fill('Half a question');
  assert.equal(await page.evaluate(`${PORTAL}.identify(${JSON.stringify(signed('Early'))})`), true);
  await writingAs(page, 'Early');
  assert.equal(await inside(page).getByLabel('What can we do for you?').inputValue(), 'Half a question');
  assert.ok(
    !String(await page.evaluate('JSON.stringify({ ...sessionStorage })')).includes('Half a question'),
  );
  assert.deepEqual(stage.complaints, []);
});

/** The file with the texts of one language; not the list of them. */
const TEXTS = /\/assets\/portal-[\w-]{8}\.js/;

test('[W4] where the frame’s texts cannot be loaded, there is a way to try again', async () => {
  const page = await website(portal('named'));
  await page.route(TEXTS, (route) => route.abort());
  await page.evaluate("user = 'Rae'");
  await page.getByRole('button', { name: 'Support' }).click();
  const again = inside(page).getByRole('button');
  await again.waitFor();
  assert.equal(await page.evaluate(`${PORTAL}.identify()`), false);
  await page.unroute(TEXTS);
  await again.click();
  await writingAs(page, 'Rae');
  stage.complaints.length = 0;
});

test('[S2] a website that is not listed is told why nobody can be named', async () => {
  const page = await website(portal('named'));
  const { portals } = await stage.account.admin.must('portal:list', {});
  const { id, version } = portals[0]!;
  await stage.account.admin.must('portal:update', { portalId: id, version, origins: [] });
  await assert.rejects(page.evaluate(`${PORTAL}.identify()`), /origin_refused/);
  assert.equal(await page.evaluate('asked'), 0);
  stage.complaints.length = 0;
});

test('[S1, S11] a provider that comes after the script, and before anybody looks, counts', async () => {
  const page = await website(portal(''));
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByLabel('Your name').fill('Somebody');
  await page.getByLabel('What can we do for you?').fill('As a guest');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('As a guest').waitFor();
  // The guest's request is in progress: the connection is made ahead of any click.
  const connected = page.waitForEvent('websocket');
  await page.reload();
  await connected;
  await page.evaluate(`(user = 'Tess', ${PORTAL}.identityProvider = provider, 0)`);
  await page.getByRole('button', { name: 'Support' }).click();
  await writingAs(page, 'Tess');
  assert.deepEqual(stage.complaints, []);
});
