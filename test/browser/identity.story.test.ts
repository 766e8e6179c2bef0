import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FrameLocator, Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';
import { claimsFor, signToken, websiteKey, type WebsiteKey } from '../support/identity.ts';

let stage: Stage;
let key: WebsiteKey;
before(async () => {
  stage = await Stage.open();
  key = await websiteKey(stage.account.admin, stage.portal);
  await stage.account.admin.must('availability:set', { available: true });
});
after(() => stage.close());

const token = (changed: Record<string, unknown> = {}): string =>
  signToken(key, claimsFor(stage.server, stage.portal, changed));
const inside = (page: Page, nth = 0): FrameLocator =>
  page.frameLocator(`support-portal >> nth=${nth} >> iframe`);
const PORTAL = "document.querySelector('support-portal')";

/** A website whose server says who is signed in: `window.user` is whom it signs for, nobody without one. */
const website = async (
  portals: string,
  users: Record<string, Record<string, unknown>>,
): Promise<{ page: Page; asked: () => number }> => {
  const { embed } = stage.server.app.deps.urls;
  const script = `<script>
    window.heard = []; window.failed = []; window.shown = [];
    for (const type of ['keydown', 'input', 'message'])
      addEventListener(type, (event) => heard.push(type + ' ' + (event.key ?? JSON.stringify(event.data) ?? '')), true);
    addEventListener('support-error', ({ detail }) => failed.push(detail.code));
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      new MutationObserver(() => shown.push(root.textContent)).observe(root, { subtree: true, childList: true, characterData: true });
      return root;
    };
    window.asked = 0;
    window.provider = () => (asked += 1, window.user ? window.sign(window.user) : null);
  </script>`;
  const origin = await stage.websiteWith(
    `${script}${portals}<script>for (const one of document.querySelectorAll('[named]')) one.identityProvider = provider</script>
    <script type="module" crossorigin src="${embed}/support-portal.js"></script>`,
  );
  await stage.allow(origin);
  const page = await stage.page(await stage.context());
  let asked = 0;
  await page.exposeFunction('sign', (user: string) => {
    asked += 1;
    return token(users[user]);
  });
  await page.addInitScript(`window.user = ${JSON.stringify(Object.keys(users)[0] ?? null)}`);
  await page.goto(origin);
  return { page, asked: () => asked };
};
const portal = (attributes: string, named = 'named'): string =>
  `<support-portal portal="${stage.portal.portalId}" ${named} ${attributes}></support-portal>`;
const requestOf = async (name: string) => {
  const listed = await stage.account.admin.must('request:list', { view: 'all' });
  assert.ok('requests' in listed);
  return listed.requests.find(({ customer }) => customer.name === name);
};
const start = async (frame: FrameLocator, text: string): Promise<void> => {
  await frame.getByLabel('What can we do for you?').pressSequentially(text);
  await frame.getByRole('button', { name: 'Start chat' }).click();
  await frame.getByText(text).waitFor();
};

test('[W4, S1, S11] signed in on the website, nobody types a name; the page’s scripts read nothing of it, and the technician sees it verified', async () => {
  const { page, asked } = await website(portal(''), {
    mia: { sub: 'mia', name: 'Mia Berg', email: 'mia@client.example' },
  });
  assert.equal(asked(), 0, 'nothing is asked before somebody wants it');
  await page.getByRole('button', { name: 'Support' }).click();
  const frame = inside(page);
  await frame.getByText('You are writing as Mia Berg (mia@client.example).').waitFor();
  assert.equal(await frame.getByLabel('Your name').count(), 0);
  await start(frame, 'secret');
  const request = await requestOf('Mia Berg');
  const known = { name: 'Mia Berg', email: 'mia@client.example', phone: null, verified: true };
  assert.deepEqual(request?.customer, known);
  assert.equal(await page.evaluate('heard.join()'), 'message "support-portal:hello"');
  assert.ok(!JSON.stringify(await page.evaluate('shown')).includes('secret'));
  assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);
  assert.equal(asked(), 1);
  assert.deepEqual(stage.complaints, []);
});

test('[S11] what does not count lets nobody in, not even as a guest; another try with a good token does', async () => {
  const expired = { sub: 'old', name: 'Old', exp: 1 };
  const { page } = await website(portal('mode="inline"'), { expired, good: { sub: 'good', name: 'Good' } });
  const frame = inside(page);
  await frame.getByText('We could not confirm who you are.').waitFor();
  assert.equal(await frame.getByRole('textbox').count(), 0);
  assert.deepEqual(await page.evaluate('failed'), ['identity_refused']);
  await page.evaluate('user = "good"');
  await frame.getByRole('button', { name: 'Try again' }).click();
  await frame.getByText('You are writing as Good').waitFor();
  stage.complaints.length = 0;
});

test('[S11] a website that cannot say who is signed in lets nobody in', async () => {
  const { page } = await website(portal('mode="inline"'), { good: { sub: 'good', name: 'Good' } });
  const frame = inside(page);
  await frame.getByText('You are writing as Good').waitFor();
  await page.evaluate(`${PORTAL}.identityProvider = () => Promise.reject(new Error('offline'))`);
  assert.equal(await page.evaluate(`${PORTAL}.identify()`), false);
  await frame.getByText('We could not confirm who you are.').waitFor();
  assert.equal(await frame.getByRole('textbox').count(), 0);
  assert.deepEqual(stage.complaints, []);
});

test('[W4] where the website says that nobody is signed in, a guest is asked for a name', async () => {
  const { page } = await website(portal('mode="inline"'), {});
  await inside(page).getByLabel('Your name').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W2, S11] signed in as somebody else without a reload, nothing of the first is left, here or on the server', async () => {
  const users = { ann: { sub: 'ann', name: 'Ann' }, ben: { sub: 'ben', name: 'Ben' } };
  const { page } = await website(portal(''), users);
  await page.getByRole('button', { name: 'Support' }).click();
  const frame = inside(page);
  await start(frame, 'A matter of Ann');
  await frame.getByRole('textbox', { name: 'Message' }).fill('Half a sentence of Ann');
  const sessions = async () => {
    const { read } = stage.server.app.deps.database;
    return read
      .selectFrom('sessions')
      .select('id')
      .where('kind', '=', 'contact')
      .where('ended_at', 'is', null)
      .execute();
  };
  const before = (await sessions()).length;
  assert.equal(await page.evaluate(`(user = "ben", ${PORTAL}.identify())`), true);
  await frame.getByText('You are writing as Ben').waitFor();
  assert.equal(await frame.getByText('Ann').count(), 0);
  assert.equal((await sessions()).length, before, 'one began, one ended');
  await page.evaluate(`(user = null, ${PORTAL}.signOut())`);
  await page.evaluate(`${PORTAL}.open()`);
  await frame.getByLabel('Your name').waitFor();
  assert.equal((await sessions()).length, before - 1);
  assert.deepEqual(stage.complaints, []);
});

test('[S11, W2] two portals of a page share one exchange, and the same conversation', async () => {
  const { page, asked } = await website(`${portal('mode="inline"')}${portal('mode="inline"')}`, {
    zoe: { sub: 'zoe', name: 'Zoe' },
  });
  await inside(page, 0).getByText('You are writing as Zoe').waitFor();
  await page.locator('support-portal').nth(1).scrollIntoViewIfNeeded();
  await inside(page, 1).getByText('You are writing as Zoe').waitFor();
  assert.equal(asked(), 1);
  await start(inside(page, 1), 'Seen twice');
  await inside(page, 0).getByText('Seen twice').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W4] identify() with a token turns an open panel of a guest into that of somebody by name', async () => {
  const { page } = await website(portal('', ''), {});
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByLabel('Your name').waitFor();
  const given = token({ sub: 'late', name: 'Late' });
  assert.equal(await page.evaluate(`${PORTAL}.identify(${JSON.stringify(given)})`), true);
  await inside(page).getByText('You are writing as Late').waitFor();
  // Used, it is worth nothing: asked once more, nobody is let in.
  assert.equal(await page.evaluate(`${PORTAL}.identify(${JSON.stringify(given)})`), false);
  await inside(page).getByText('We could not confirm who you are.').waitFor();
  stage.complaints.length = 0;
});

test('[S7, S11] when their time is over the website is asked again, and the conversation goes on', async () => {
  const { page } = await website(portal('mode="inline"'), { eva: { sub: 'eva', name: 'Eva' } });
  const frame = inside(page);
  await start(frame, 'Before');
  await frame.getByRole('textbox', { name: 'Message' }).fill('Not sent yet');
  await stage.account.admin.must('identity-key:delete', { keyId: key.id });
  key = await websiteKey(stage.account.admin, stage.portal);
  const again = page.waitForFunction('asked === 2');
  await again;
  await frame.getByText('Before').waitFor();
  assert.equal(await frame.getByRole('textbox', { name: 'Message' }).inputValue(), 'Not sent yet');
  stage.complaints.length = 0;
});

test('[W4, S1] popped out, a contact’s conversation goes on in a window, through a reload, and ends with the sign-out', async () => {
  const { page } = await website(portal(''), { pia: { sub: 'pia', name: 'Pia' } });
  await page.getByRole('button', { name: 'Support' }).click();
  await start(inside(page), 'From the frame');
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    inside(page).getByRole('button', { name: 'Continue in a window of its own' }).click(),
  ]);
  await popup.getByText('From the frame').waitFor();
  assert.equal(new URL(popup.url()).hash, '', 'the code is taken out of the address');
  await page.locator('support-portal iframe').waitFor({ state: 'hidden' });
  await popup.getByRole('textbox', { name: 'Message' }).fill('From the window');
  await popup.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Support' }).click();
  await inside(page).getByText('From the window').waitFor();
  await popup.reload();
  await popup.getByText('From the window').waitFor();
  assert.equal(await popup.evaluate('opener'), null);
  await page.evaluate(`(user = null, ${PORTAL}.signOut())`);
  await popup.getByText('We could not confirm who you are.').waitFor();
  stage.complaints.length = 0;
});

test('[W4] popped out, a guest’s conversation goes on in a window', async () => {
  const { page } = await website(portal('', ''), {});
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByLabel('Your name').fill('Gus');
  await page.getByLabel('What can we do for you?').fill('A long story');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('A long story').waitFor();
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Continue in a window of its own' }).click(),
  ]);
  await popup.getByText('A long story').waitFor();
  await popup.getByRole('textbox', { name: 'Message' }).fill('And it goes on');
  await popup.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByText('And it goes on').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[W4] a window that the browser blocks is said, with what to do; the conversation stays', async () => {
  const { page } = await website(portal('', ''), {});
  await page.getByRole('button', { name: 'Support' }).click();
  await page.getByLabel('Your name').fill('Bo');
  await page.getByLabel('What can we do for you?').fill('Stays here');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('Stays here', { exact: true }).waitFor();
  await page.evaluate('void (window.open = () => null)');
  await page.getByRole('button', { name: 'Continue in a window of its own' }).click();
  await page.getByText('Your browser has blocked the window.').waitFor();
  await page.getByText('Stays here', { exact: true }).waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[S7] a guest who signs out leaves no session behind, here or on the server', async () => {
  const { page } = await website(portal('mode="inline"', ''), {});
  await page.getByLabel('Your name').fill('Lea');
  await page.getByLabel('What can we do for you?').fill('For now');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await page.getByText('For now').waitFor();
  const kept = JSON.parse(
    String(await page.evaluate(`localStorage.getItem('support-portal:${stage.portal.portalId}')`)),
  ) as { token: string };
  await page.evaluate(`${PORTAL}.signOut()`);
  await page.getByLabel('Your name').waitFor();
  assert.equal(await page.evaluate('localStorage.length'), 0);
  await assert.rejects(stage.server.visit(stage.portal, kept.token), /unauthenticated/);
  assert.deepEqual(stage.complaints, []);
});

for (const [way, attributes] of [
  ['in the page', 'mode="inline"'],
  ['framed', 'mode="inline" framed'],
] as const)
  test(`[W3] ${way}, the technician reads what the website says beside, as it was when the question was sent`, async () => {
    const { page } = await website(portal(attributes, ''), {});
    const panel = way === 'framed' ? inside(page) : page.locator('support-panel');
    await panel.getByLabel('Your name').fill(`Otto ${way}`);
    await page.evaluate(`${PORTAL}.setContext({ plan: 'Free' })`);
    await page.evaluate(`${PORTAL}.setContext({ plan: 'Pro', items: 3 })`);
    await panel.getByLabel('What can we do for you?').fill('Where is it?');
    await panel.getByRole('button', { name: 'Start chat' }).click();
    await panel.getByText('Where is it?').waitFor();
    const request = await requestOf(`Otto ${way}`);
    assert.deepEqual(request?.context, { plan: 'Pro', items: '3' });
    const admin = await stage.console(stage.account.admin.email);
    await admin
      .getByRole('link', { name: `Otto ${way}` })
      .first()
      .click();
    await admin.getByText('The website says').waitFor();
    assert.deepEqual(stage.complaints, []);
  });
