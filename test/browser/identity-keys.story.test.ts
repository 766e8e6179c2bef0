import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, Stage, type Opened } from '../support/browser.ts';
import { identified } from '../support/identity.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** The dialog of the portal's keys. */
const open = async (opened: Opened = {}, name = 'harbour'): Promise<Page> => {
  const page = await stage.console(stage.account.admin.email, opened);
  await page.goto(`${stage.server.consoleOrigin}/configure/portals`);
  await page.getByRole('button', { name: `More actions for Company ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Identify customers' }).click();
  await page.getByRole('heading', { name: `Identify customers of Company ${name}` }).waitFor();
  return page;
};
/** Required fields have a star. */
const field = (page: Page, label: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${label}( \\*)?$`) });

test('what was entered and is done is not asked about: Escape closes a secret that is shown', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Add key' }).click();
  await page.locator('support-add-identity-key wa-input:focus-within').waitFor();
  await page.keyboard.type('shown.client.example');
  await page.keyboard.press('Escape');
  await page.getByText('Close without saving what you have entered?').waitFor();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Add key' }).last().click();
  await page.getByText('Copy it now: it is not shown again.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Copy it now: it is not shown again.').waitFor({ state: 'detached' });
  await page.getByRole('listitem').filter({ hasText: 'shown.client.example' }).waitFor();
  await page.context().close();
});

test('[W4, G25] an admin adds a key, sees its secret once, and customers signed with it are verified', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Add key' }).click();
  await page.locator('support-add-identity-key wa-input:focus-within').waitFor();
  await page.keyboard.type('www.client.example');
  await page.getByRole('button', { name: 'Add key' }).last().click();
  await page.getByText('Copy it now: it is not shown again.').waitFor();
  const key = {
    id: await field(page, 'Key ID').inputValue(),
    secret: await field(page, 'Secret').inputValue(),
  };
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'www.client.example' });
  await row.getByText('never used yet').waitFor();
  assert.ok((await page.getByLabel('Node.js', { exact: true }).last().inputValue()).includes(key.id));
  assert.ok(!(await page.content()).includes(key.secret), 'the secret is gone from the page');

  await stage.account.admin.must('availability:set', { available: true });
  const { socket } = await identified(stage.server, stage.portal, key, { name: 'Vera Verified' });
  await socket.must('request:open', { text: 'Do you know me?' });
  await page.goto(`${stage.server.consoleOrigin}/requests`);
  const request = page.getByRole('row').filter({ hasText: 'Vera Verified' });
  await request.getByText('Verified', { exact: true }).waitFor();
  await request.getByRole('link').click();
  await page.getByTitle('The client’s website has confirmed who this is.').waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[S11] a private key is refused in words that say what to do, and nothing typed is lost', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Add key' }).click();
  await field(page, 'Name').fill('Pair');
  await page.getByText('Key pair (EdDSA, Ed25519)').click();
  const pasted = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----';
  await field(page, 'Public key').fill(pasted);
  await page.getByRole('button', { name: 'Add key' }).last().click();
  await page.getByText('This is a private key: it stays on your server').waitFor();
  assert.equal(await field(page, 'Public key').inputValue(), pasted);
  assert.equal(await field(page, 'Name').inputValue(), 'Pair');
  stage.complaints.length = 0;
});

test('[S7] a key is deleted after a question, and what it vouched for ends', async () => {
  const page = await open();
  const row = page.getByRole('listitem').filter({ hasText: 'Website' });
  await row.getByRole('button', { name: 'Delete key Website' }).click();
  await page.getByText('customers it has identified are signed out at once').waitFor();
  await page.getByRole('button', { name: 'Delete key', exact: true }).click();
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});

test('[G26] a technician has no keys to see, by page or API', async () => {
  const tom = await stage.server.technician(stage.account.admin, 'Tom');
  const { portalId } = stage.portal;
  for (const answer of [
    await tom.socket.call('identity-key:list', { portalId }),
    await tom.socket.call('identity-key:create', { portalId, name: 'Mine', algorithm: 'HS256' }),
  ])
    assert.equal(answer.ok || answer.error.code, 'forbidden');
});

test('[W4] for a key pair the website’s developer is told what to sign, instead of a program for a secret', async () => {
  const portal = await stage.server.portal(stage.account.admin, 'pairs');
  const { publicKey } = generateKeyPairSync('ed25519');
  await stage.account.admin.must('identity-key:create', {
    portalId: portal.portalId,
    name: 'Pair',
    algorithm: 'EdDSA',
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
  });
  const page = await open({}, 'pairs');
  await page.getByText('signed with your private key by a JWT library').waitFor();
  assert.equal(await page.getByRole('tab', { name: 'Node.js' }).count(), 0);
  // An error of the website's server is not its word that nobody is signed in.
  const code = await page.getByRole('textbox', { name: 'In the page' }).inputValue();
  assert.match(code, /401\) return null/);
  assert.match(code, /throw new Error/);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the keys fit into 320 px, ${colorScheme}`, async () => {
    const page = await open({ viewport: PHONE, colorScheme });
    await page.getByRole('button', { name: 'Add key' }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(overflow) <= 0, `no sideways scrolling: ${String(overflow)}`);
  });
