import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, Stage, type Opened } from '../support/browser.ts';
import { received } from '../support/received.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
  await stage.account.admin.must('availability:set', { available: true });
});
after(() => stage.close());

/** A page of the client's website, where what its policy refuses is a complaint, from the first byte on. */
const visit = async (name: string, opened: Opened = {}): Promise<{ page: Page; complaints: string[] }> => {
  const context = await stage.context(opened);
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('violation: ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample))`);
  const page = await stage.page(context);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${stage.website}/${name}`);
  return { page, complaints };
};

const NAMES = ['nonce', 'trusted-types', 'strict-dynamic', 'isolated', 'credentialless'];

for (const name of NAMES)
  test(`[W6, S6] policy-${name}.html: typing and sending break no policy`, async () => {
    const { page, complaints } = await visit(`policy-${name}.html`);
    if (name === 'strict-dynamic') await page.getByRole('button', { name: 'Support' }).click();
    await page.getByLabel('Your name').fill(`Nora ${name}`);
    await page.getByLabel('What can we do for you?').pressSequentially('Is <b>this</b> allowed?');
    await page.getByRole('button', { name: 'Start chat' }).click();
    await page.getByText('Is <b>this</b> allowed?').waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('And this: https://client.example/');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'https://client.example/' }).waitFor();
    await received(stage.account.admin, `Nora ${name}`, [
      'Is <b>this</b> allowed?',
      'And this: https://client.example/',
    ]);
    if (['isolated', 'credentialless'].includes(name))
      assert.ok(await page.evaluate('crossOriginIsolated'), 'the headers took effect');
    assert.deepEqual(complaints, []);
  });

test('[W6, S6] where no Trusted Types policy is allowed, the panel runs in a frame and the developer is told why', async () => {
  const { page, complaints } = await visit('policy-no-trusted-types.html');
  const frame = page.frameLocator('support-portal iframe');
  await frame.getByLabel('Your name').fill('Tess');
  await frame.getByLabel('What can we do for you?').fill('Behind a very strict policy');
  await frame.getByRole('button', { name: 'Start chat' }).click();
  await frame.getByText('Behind a very strict policy').waitFor();
  await received(stage.account.admin, 'Tess', ['Behind a very strict policy']);
  assert.ok(
    complaints.some((text) => /^<support-portal>: the panel cannot run .*lit-html/.test(text)),
    complaints.join('\n'),
  );
  await page.evaluate("document.querySelector('support-portal').signOut()");
  await page.evaluate("document.querySelector('support-portal').open()");
  await frame.getByLabel('What can we do for you?').waitFor();
  assert.equal(await frame.getByLabel('What can we do for you?').inputValue(), '');
  // One attempt, one refusal: the page is not probed again and again.
  const refused = complaints.filter((text) => text.startsWith('violation: '));
  assert.equal(refused.length, 1, complaints.join('\n'));
  assert.match(refused[0]!, /^violation: trusted-types .*lit-html/);
});

test('[W6, S6] where no frame is allowed either, there is a link, the launcher stays in reach, and it is said once', async () => {
  const context = await stage.context({ viewport: PHONE });
  const { embed } = stage.server.app.deps.urls;
  const tag = `<support-portal portal="${stage.portal.portalId}" lang="de"></support-portal>`;
  const origin = await stage.websiteWith(
    `${tag}<script type="module" src="${embed}/support-portal.js"></script>`,
    { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types page; frame-src 'none'" },
  );
  await stage.allow(origin);
  const page = await context.newPage();
  const warnings: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await page.goto(origin);
  const launcher = page.getByRole('button', { name: 'Support' });
  const link = page.getByRole('link', { name: 'Support öffnen' });
  for (let time = 0; time < 2; time++) {
    await launcher.click();
    await link.waitFor();
    await launcher.click();
    await link.waitFor({ state: 'hidden' });
  }
  await launcher.click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await popup.getByRole('heading', { name: 'Support' }).waitFor();
  assert.equal(popup.url(), stage.url('standalone'));
  assert.equal(warnings.filter((text) => text.startsWith('<support-portal>')).length, 1, warnings.join('\n'));
});

for (const name of ['policies', ...NAMES.map((policy) => `policy-${policy}`), 'policy-no-trusted-types'])
  test(`the example ${name}.html fits into 320 px`, async () => {
    const { page } = await visit(`${name}.html`, { viewport: PHONE });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
  });
