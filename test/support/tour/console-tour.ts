import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Opened, Stage } from '../browser.ts';
import { PASSWORD } from '../test-server.ts';
import type { Visit } from './portal-tour.ts';
import { textsOf } from './texts.ts';

/** Customers of several companies, with requests in each of the states a list shows. */
const fill = async (stage: Stage): Promise<void> => {
  const { admin } = stage.account;
  await admin.must('availability:set', { available: true });
  const names = ['Carla Rossi', 'Bengt Lindqvist', 'Aïsha Diallo', 'Jan de Vries'];
  const texts = [
    'The printer on the second floor shows E-04',
    'I cannot open the shared calendar since this morning',
    'New laptop for our trainee, please',
    'VPN drops every ten minutes',
  ];
  for (const [index, name] of names.entries()) {
    const guest = await stage.server.guest(stage.portal);
    await guest.socket.must('request:open', {
      name,
      email: `${index}@harbour.example`,
      text: texts[index]!,
    });
  }
  const answer = await admin.must('request:list', { view: 'new' });
  assert.ok('requests' in answer);
  const of = (name: string) => answer.requests.find(({ customer }) => customer.name === name)!;
  const [first, second] = [of('Carla Rossi'), of('Bengt Lindqvist')];
  await admin.must('request:take', { requestId: first.id });
  await admin.must('request:take', { requestId: second.id });
  await admin.must('request:close', { requestId: second.id });
  await admin.must('thread:send', {
    threadId: first.threadId,
    text: 'Good morning! I am having a look at it now.',
  });
};

/** Every page and dialog of the console, as its admin sees it, in one person's language. */
export const consoleTour = async (stage: Stage, opened: Opened, visit: Visit): Promise<void> => {
  const language = opened.locale?.split('-')[0] ?? 'en';
  const say = textsOf(language);
  const c = (key: string, values?: Record<string, string>): string => say(`console-${key}`, values);
  const { admin } = stage.account;
  const page: Page = await stage.page(await stage.context(opened));
  const at = (path: string): Promise<unknown> => page.goto(`${stage.server.consoleOrigin}${path}`);
  const button = (key: string) => page.getByRole('button', { name: c(key), exact: true });
  const heading = (key: string) => page.getByRole('heading', { name: c(key), exact: true });
  const signIn = async (password: string): Promise<void> => {
    await page.getByLabel(c('accounts:email')).fill(admin.email);
    await page.getByRole('textbox', { name: c('accounts:password') }).fill(password);
    await button('accounts:sign_in').click();
  };

  await at('/');
  await heading('accounts:sign_in_title').waitFor();
  await visit('sign-in', page);
  await signIn('not the password');
  await page.getByText(c('errors:wrong_credentials')).waitFor();
  await visit('sign-in refused', page);
  await signIn(PASSWORD);
  await heading('requests:title').waitFor();
  await visit('requests, none', page);
  await fill(stage);
  await page.getByText('Bengt Lindqvist').first().waitFor();
  await visit('requests', page);
  await page.locator('support-status-menu').getByRole('button').first().click();
  await page.getByText(c('availability:advice_available')).waitFor();
  await visit('status menu', page);
  await page.keyboard.press('Escape');
  await page.locator('support-top-bar button.own').click();
  await page.getByText(c('frame:sign_out')).waitFor();
  await visit('own menu', page);
  await page.keyboard.press('Escape');
  await at('/requests/new');
  await page.getByText('Jan de Vries').first().waitFor();
  await visit('new requests', page);
  await at('/requests/mine');
  await page.getByText('Carla Rossi').first().click();
  await page.getByText('Good morning! I am having a look at it now.').waitFor();
  await visit('request', page);
  await button('requests:close').click();
  await page.getByText(c('requests:close_text')).waitFor();
  await visit('close request?', page);

  await at('/configure/portals');
  await page.getByText('Company harbour').first().waitFor();
  await visit('portals', page);
  await page.getByText(c('portals:show_code')).first().click();
  await page.getByText(c('portals:code_url_hint')).waitFor();
  await visit('code and URLs', page);
  await at('/configure/portals');
  await button('portals:add').first().click();
  await page.getByText(c('portals:status_inactive_hint')).waitFor();
  await visit('add portal', page);
  await at('/configure/portals');
  await button('portals:looks_general').click();
  await page.getByText(c('portals:branding_intro_general')).waitFor();
  await visit('looks of all portals', page);
  for (const [path, text] of [
    ['companies', 'companies:add'],
    ['technicians', 'technicians:invite'],
    ['sections', 'plans:intro'],
    ['security', 'sign-in:title'],
    ['app', 'accounts:app_intro'],
    ['profile', 'accounts:password_intro'],
  ] as const) {
    await at(`/configure/${path}`);
    await page.getByText(c(text)).first().waitFor();
    await visit(path, page);
  }
  await at('/configure/technicians');
  await button('technicians:invite').click();
  await page.getByText(c('technicians:access_all')).last().waitFor();
  await visit('invite technician', page);
  await at('/nowhere');
  await heading('frame:not_found_title').waitFor();
  await visit('nothing here', page);
  await page.context().setOffline(true);
  await page.getByText(c('frame:connecting')).waitFor();
  await visit('connecting again', page);
  await page.context().close();
};
