import assert from 'node:assert/strict';
import type { Stage } from '../browser.ts';
import { addVerified, putFailed } from '../contact-methods.ts';
import { newCommandId } from '../ids.ts';
import { PASSWORD } from '../test-server.ts';
import { setSetting } from '../settings.ts';
import type { Person } from './person.ts';
import type { Visit } from './portal-tour.ts';

const CUSTOMERS: Record<string, string> = {
  'Carla Rossi': 'The printer on the second floor shows E-04',
  'Bengt Lindqvist': 'I cannot open the shared calendar since this morning',
  'Aïsha Diallo': 'New laptop for our trainee, please',
  'Jan de Vries': 'VPN drops every ten minutes',
};

/** The admin's, in every account of the tests. */
const OWN_NAME = 'Northwind Admin';
const ANSWER = 'Good morning! I am having a look at it now.';

/** Customers of several companies, with requests in each of the states a list shows. */
const fill = async (stage: Stage): Promise<void> => {
  const { admin } = stage.account;
  await admin.must('availability:set', { available: true });
  for (const [index, name] of Object.keys(CUSTOMERS).entries()) {
    const guest = await stage.server.guest(stage.portal);
    await guest.socket.must('request:open', {
      name,
      email: `${index}@harbour.example`,
      text: CUSTOMERS[name]!,
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
    text: ANSWER,
  });
};

/** What people in the tour are called and have written themselves, which no language changes. */
export const CONSOLE_WORDS = [
  ...Object.entries(CUSTOMERS).flat(),
  ANSWER,
  OWN_NAME,
  'Northwind',
  'Company harbour',
  'No such mailbox here',
  // What a browser is called, and initials.
  'Chrome · Linux',
  'NA',
  'CR',
];

/** Every page and dialog of the console, as its admin sees it. */
export const consoleTour = async (stage: Stage, person: Person, visit: Visit): Promise<void> => {
  const c = (key: string, values?: Record<string, string>): string => person.say(`console-${key}`, values);
  const { admin } = stage.account;
  const at = (path: string): Promise<void> => person.goTo(`${stage.server.consoleOrigin}${path}`);
  const click = (key: string): Promise<void> => person.click(c(key));
  const sees = (key: string): Promise<void> => person.sees(c(key));
  const signIn = async (password: string): Promise<void> => {
    await person.fill(c('accounts:email'), admin.email);
    await person.fill(c('accounts:password'), password);
    await click('accounts:sign_in');
  };

  await at('/');
  await sees('accounts:sign_in_intro');
  await visit('sign-in');
  await signIn('not the password');
  await sees('errors:wrong_credentials');
  await visit('sign-in refused');
  await signIn(PASSWORD);
  await sees('frame:first_title');
  await visit('first steps');
  await fill(stage);
  await person.sees('Bengt Lindqvist');
  await visit('requests');
  await click('availability:status');
  await sees('availability:advice_available');
  await visit('status menu');
  await person.escape();
  await person.click(c('frame:account_menu', { name: OWN_NAME }));
  await sees('frame:sign_out');
  await visit('own menu');
  await person.escape();
  await at('/requests/new');
  await person.sees('Jan de Vries');
  await visit('new requests');
  await admin.must('availability:set', { available: false });
  await admin.must('availability:set', { available: true });
  await sees('notifications:summary_show');
  await visit('what waits, on turning Available');
  await at('/requests/mine');
  await person.follow('Carla Rossi');
  await person.sees(ANSWER);
  await visit('request');
  await click('requests:close');
  await sees('requests:close_text');
  await visit('close request?');
  await at('/requests/mine');
  await person.follow('Carla Rossi');
  await person.sees(ANSWER);
  await click('requests:transfer');
  await sees('requests:transfer_text');
  await visit('transfer');
  await at('/requests/mine');
  await person.follow('Carla Rossi');
  await person.sees(ANSWER);
  await click('requests:due');
  await sees('requests:due_text');
  await visit('due date');
  await at('/requests/mine');
  await person.follow('Carla Rossi');
  await person.sees(ANSWER);
  await click('requests:spam');
  await sees('requests:spam_text');
  await visit('spam or abuse?');
  await at('/requests/spam');
  await sees('requests:empty_spam');
  await visit('no spam');

  await at('/reports/missed');
  await sees('reports:asked');
  await visit('missed requests');

  await at('/configure/portals');
  await person.sees('Company harbour');
  await visit('portals');
  await click('portals:show_code');
  await sees('portals:code_url_hint');
  await visit('code and URLs');
  await at('/configure/portals');
  await click('portals:add');
  await sees('portals:status_inactive_hint');
  await visit('add portal');
  await at('/configure/portals');
  await click('portals:looks_general');
  await sees('portals:branding_intro_general');
  await visit('looks of all portals');
  for (const [path, text] of [
    ['chat-requests', 'settings:reachable'],
    ['companies', 'companies:add'],
    ['technicians', 'technicians:invite'],
    ['contact-methods', 'contact-methods:intro'],
    ['sections', 'plans:intro'],
    // Its title stands in the menu too, before there is a page.
    ['security', 'sign-in:second_factor_intro'],
    ['app', 'accounts:app_intro'],
    ['profile', 'accounts:password_intro'],
  ] as const) {
    await at(`/configure/${path}`);
    await sees(text);
    await visit(path);
  }
  const waiting = await admin.must('request:list', { view: 'new' });
  assert.ok('requests' in waiting);
  const requestId = waiting.requests.at(-1)!.id;
  await admin.must('request:mark-spam', { requestId, spam: true, block: ['customer', 'email'] });
  await at('/configure/blocked');
  await sees('blocks:remove');
  await visit('blocked');
  const side = await stage.server.portal(admin, 'tour-side');
  await setSetting(admin, 'request.assignment', 'least-busy', side.companyId);
  const { socket } = await stage.server.guest(side);
  await socket.must('request:open', { name: OWN_NAME, text: OWN_NAME });
  await sees('notifications:assigned_open');
  await visit('assigned');
  const methodId = await addVerified(stage.server, admin, {
    kind: 'email',
    email: 'admin@northwind.example',
  });
  await putFailed(stage.server, {
    id: newCommandId(),
    account: stage.account.account,
    requestId: waiting.requests[0]!.id,
    methodId,
  });
  await at('/configure/contact-methods');
  await sees('notifications:resend');
  await visit('contact methods, and what could not be sent');
  await setSetting(admin, 'portal.businessHours', {
    zone: 'UTC',
    week: Array.from({ length: 7 }, () => [[0, 0]]),
    holidays: [{ date: '2026-12-25', name: OWN_NAME, hours: [[540, 720]] }],
  });
  await at('/configure/chat-requests');
  await sees('settings:holidays');
  await visit('business hours');
  await at('/configure/technicians');
  await click('technicians:invite');
  await sees('technicians:access_chosen');
  await visit('invite technician');
  await at('/nowhere');
  await sees('frame:not_found_title');
  await visit('nothing here');
  if (person.offline) {
    await person.offline(true);
    await sees('frame:connecting');
    await visit('connecting again');
  }
};
