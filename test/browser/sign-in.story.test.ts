import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, Stage } from '../support/browser.ts';
import { codeAt, enrol } from '../support/second-factor.ts';
import { PASSWORD, type ConsoleUser } from '../support/test-server.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

const KEY = 'sign-in.secondFactorRequired';
const now = () => stage.server.clock.now();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** The sign-in page with the password typed and sent. */
const enter = async (user: Pick<ConsoleUser, 'email'>, page?: Page): Promise<Page> => {
  const here = page ?? (await stage.page(await stage.context()));
  await here.goto(`${stage.server.consoleOrigin}/`);
  await here.getByLabel('E-mail address').fill(user.email);
  await here.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await here.getByRole('button', { name: 'Sign in' }).click();
  return here;
};
const openSecurity = async (page: Page): Promise<void> => {
  await page.goto(`${stage.server.consoleOrigin}/configure/security`);
  await heading(page, 'Second factor').waitFor();
};
/** An authenticator of the device, as Chromium simulates one. */
const withAuthenticator = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};
const fits = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
};

test('[S8] [W8] a technician scans a key, saves recovery codes, and signs in with a code or a recovery code', async () => {
  const ann = await stage.server.technician(stage.account.admin, 'Ann');
  const page = await stage.console(ann.email);
  await openSecurity(page);
  await page.getByRole('button', { name: 'Set up: Authenticator app' }).click();
  const dialog = page.locator('support-factor-dialog');
  await dialog.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = (await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).replaceAll(' ', '');
  await dialog.getByLabel('Code from your authenticator app').fill('12');
  await page.keyboard.press('Enter');
  await dialog.locator('.refused').waitFor();
  await dialog.getByLabel('Code from your authenticator app').fill(codeAt(secret, now()));
  await page.keyboard.press('Enter');
  await dialog.getByText('They are not shown again').waitFor();
  const codes = await dialog.getByRole('listitem').allTextContents();
  assert.equal(codes.length, 10);
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByText('10 recovery codes are left.').waitFor();

  stage.server.clock.advance(30_000);
  const again = await enter(ann);
  await heading(again, 'One more step').waitFor();
  await again.getByLabel('Code from your authenticator app').fill('000000');
  await again.keyboard.press('Enter');
  await again.getByText('is not right, or was used before').waitFor();
  const typed = codeAt(secret, now()).replace(/^.../, '$& ');
  await again.getByLabel('Code from your authenticator app').fill(typed);
  await again.keyboard.press('Enter');
  await heading(again, 'Support requests').waitFor();

  const third = await enter(ann);
  await third.getByRole('button', { name: 'Use a recovery code' }).click();
  await third.getByLabel('Recovery code').fill(codes[0]!);
  await third.keyboard.press('Enter');
  await third.getByText('9 recovery codes are left.').first().waitFor();
  assert.deepEqual(stage.complaints, []);
});

test('[S8] a passkey is added, signs in without a password, is a second factor, and is removed', async () => {
  const bea = await stage.server.technician(stage.account.admin, 'Bea');
  const page = await stage.console(bea.email);
  await withAuthenticator(page);
  await openSecurity(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.locator('support-factor-dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Work laptop');
  await dialog.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByText('Work laptop', { exact: true }).waitFor();

  const signOut = async () => {
    await bea.must('session:get', {}).catch(() => undefined);
    await page.context().clearCookies();
    await page.goto(`${stage.server.consoleOrigin}/`);
  };
  await signOut();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await heading(page, 'Support requests').waitFor();

  await page.context().clearCookies();
  await enter(bea, page);
  await heading(page, 'One more step').waitFor();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await heading(page, 'Support requests').waitFor();

  await openSecurity(page);
  await page.getByRole('button', { name: 'Remove: Work laptop' }).click();
  await dialog.getByRole('textbox', { name: 'Current password' }).fill('not my password');
  await page.keyboard.press('Enter');
  await dialog.getByText('This is not your current password').waitFor();
  await dialog.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Work laptop', { exact: true }).waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});

test('[S7] the list of sessions marks this one, and signing out elsewhere closes that console at once', async () => {
  const cem = await stage.server.technician(stage.account.admin, 'Cem');
  const other = await stage.console(cem.email);
  const page = await stage.console(cem.email);
  await openSecurity(page);
  const rows = page.getByRole('listitem').filter({ hasText: 'Chrome' });
  assert.equal(await rows.count(), 2);
  assert.equal(await rows.filter({ hasText: 'here' }).count(), 1);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await other.getByText('You have been signed out').waitFor();
  await rows.nth(1).waitFor({ state: 'detached' });
  assert.deepEqual(stage.complaints, []);
});

test('[S8] an admin asks everybody for a second factor: open consoles follow at once, and go on when it is set up', async () => {
  const { admin } = stage.account;
  const { secret } = await enrol(stage.server, admin);
  const dan = await stage.server.technician(admin, 'Dan');
  const console = await stage.console(dan.email);
  const page = await enter(admin);
  await page.getByLabel('Code from your authenticator app').fill(codeAt(secret, now()));
  await page.keyboard.press('Enter');
  await heading(page, 'Support requests').waitFor();
  await openSecurity(page);
  await page.getByRole('switch', { name: /Require a second factor/ }).press('Space');
  await page.getByRole('button', { name: 'Require it' }).click();

  await console.getByText('asks everybody for a second factor').waitFor();
  assert.equal(await console.getByRole('link', { name: 'Configure' }).count(), 0);
  await console.setViewportSize(PHONE);
  await fits(console);
  await console.getByRole('button', { name: 'Set up: Authenticator app' }).click();
  const dialog = console.locator('support-factor-dialog');
  await dialog.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
  await console.keyboard.press('Enter');
  const key = (await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).replaceAll(' ', '');
  await fits(console);
  await dialog.getByLabel('Code from your authenticator app').fill(codeAt(key, now()));
  await console.keyboard.press('Enter');
  // The codes are read before the console opens.
  await dialog.getByText('They are not shown again').waitFor();
  await dialog.getByRole('button', { name: 'I have saved them' }).click();
  await heading(console, 'Support requests').waitFor();

  await page.goto(`${stage.server.consoleOrigin}/configure/technicians`);
  const row = page.getByRole('row').filter({ hasText: 'Dan' });
  await row.getByText('Second factor', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'More actions for Dan' }).click();
  await page.getByRole('menuitem', { name: 'Reset second factor' }).click();
  await page.getByRole('button', { name: 'Reset second factor' }).click();
  await console.getByText('You have been signed out').waitFor();
  await row.getByText('Second factor', { exact: true }).waitFor({ state: 'detached' });
  await stage.account.admin.must('setting:set', {
    key: KEY,
    level: { kind: 'account' },
    value: false,
    version: 1,
  });
  assert.deepEqual(stage.complaints, []);
});
