import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Stage, type Opened } from '../browser.ts';
import type { ConsoleUser } from '../test-server.ts';
import { oneFont } from './fonts.ts';

/** Where README and docs have them. */
export const PICTURES = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');

const PHONE = { width: 390, height: 760 };
const MINUTE = 60_000;

type Stages = Awaited<ReturnType<typeof companies>>;

/** Three companies that read like companies. */
const companies = async (stage: Stage) => {
  const { admin } = stage.account;
  const named = async (subdomain: string, name: string) => {
    const portal =
      subdomain === stage.portal.subdomain ? stage.portal : await stage.server.portal(admin, subdomain);
    const { companies: all } = await admin.must('company:list', {});
    const { id, version } = all.find((company) => company.id === portal.companyId)!;
    await admin.must('company:update', { companyId: id, version, name });
    return portal;
  };
  return {
    harbour: await named('harbour', 'Harbour & Pine'),
    birch: await named('birch', 'Birch Dental'),
    quay: await named('quay', 'Quay Architects'),
  };
};

const request = async (
  stage: Stage,
  portal: Stages['harbour'],
  name: string,
  text: string,
): Promise<{ id: string; threadId: string }> => {
  const guest = await stage.server.guest(portal);
  const email = `it@${portal.subdomain}.example`;
  const { request: made } = await guest.socket.must('request:open', { name, email, text });
  return made;
};

/** A morning at a help desk: what the lists show. */
const morning = async (stage: Stage, at: Stages, tom: ConsoleUser): Promise<void> => {
  const { clock } = stage.server;
  await request(stage, at.quay, 'Aïsha Diallo', 'New laptop for our trainee, who starts on Monday');
  clock.advance(12 * MINUTE);
  await tom.must('availability:set', { available: true });
  await stage.account.admin.must('availability:set', { available: true });
  const calendar = await request(
    stage,
    at.birch,
    'Bengt Lindqvist',
    'I cannot open the shared calendar since this morning',
  );
  await tom.must('request:take', { requestId: calendar.id });
  await tom.must('request:close', { requestId: calendar.id });
  clock.advance(9 * MINUTE);
  const vpn = await request(stage, at.quay, 'Jan de Vries', 'The VPN drops every ten minutes');
  await stage.account.admin.must('request:take', { requestId: vpn.id });
  clock.advance(6 * MINUTE);
  await request(stage, at.birch, 'Maja Nowak', 'Please reset my password for the booking system');
  clock.advance(4 * MINUTE);
};

/**
 * Takes every picture of README and docs from the running product, which goes through a morning at a help desk for
 * them; `save` has each by its name.
 */
export const takePictures = async (save: (name: string, png: Buffer) => Promise<void>): Promise<void> => {
  const font = await oneFont();
  process.env.FONTCONFIG_FILE = font.file;
  const stage = await Stage.open();
  const { clock } = stage.server;
  const { admin } = stage.account;
  const open = async (opened: Opened, url: string): Promise<Page> => {
    const page = await stage.page(await stage.context(opened));
    await page.clock.setFixedTime(clock.now());
    await page.goto(url);
    return page;
  };
  const take = async (name: string, page: Page): Promise<void> => {
    // A caret blinks, and what was pointed at looks different.
    await page.mouse.move(0, 0);
    await save(name, await page.screenshot({ caret: 'hide', animations: 'disabled' }));
  };
  const signIn = async (user: ConsoleUser, opened: Opened): Promise<Page> => {
    const page = await stage.console(user.email, opened);
    await page.clock.setFixedTime(clock.now());
    await page.reload();
    await page.getByRole('heading', { name: 'Support requests', exact: true }).waitFor();
    return page;
  };

  try {
    const at = await companies(stage);
    const tom = await stage.server.technician(admin, 'Tom');
    await tom.must('profile:update', { name: 'Tom Becker', language: null });
    await morning(stage, at, tom);

    const visitor = await open({}, stage.url('launcher'));
    await visitor.getByRole('button', { name: 'Support' }).click();
    await visitor.getByLabel('Your name').fill('Carla Rossi');
    await visitor
      .getByLabel('What can we do for you?')
      .fill('The printer on the second floor says “E-04 – open cover”, although it is closed.');
    await visitor.getByRole('button', { name: 'Start chat' }).click();
    await visitor.getByText('Thank you, Carla Rossi').waitFor();

    const desk = await signIn(admin, {});
    await desk.getByText('Carla Rossi').first().waitFor();
    await take('requests', desk);

    const tomsDesk = await signIn(tom, { colorScheme: 'dark' });
    await tomsDesk.getByRole('button', { name: /^Take .*Carla Rossi/ }).click();
    const composer = tomsDesk.getByRole('textbox', { name: 'Message' });
    await composer.fill('Good morning! I can see the printer from here and am restarting it now.');
    await tomsDesk.keyboard.press('Enter');
    await visitor.getByText('Good morning!').waitFor();
    await visitor
      .getByRole('textbox', { name: 'Message' })
      .fill('That was quick. It prints again, thank you!');
    await visitor.keyboard.press('Enter');
    await composer.fill('Happy to help.');
    await tomsDesk.getByText('It prints again').waitFor();
    await tomsDesk.keyboard.press('Enter');
    await visitor.getByText('Happy to help.').waitFor();
    await tomsDesk.getByText('Read ·').waitFor();
    await visitor.getByText('Read ·').waitFor();
    await take('chat', visitor);
    await take('conversation', tomsDesk);

    const phone = await open({ viewport: PHONE, colorScheme: 'dark' }, stage.url('standalone'));
    await phone.getByText('How can we help?').waitFor();
    await take('phone', phone);

    await desk.goto(`${stage.server.consoleOrigin}/configure/portals`);
    await desk.getByRole('button', { name: 'Looks of all portals' }).click();
    await desk.getByRole('textbox', { name: 'Name' }).fill('Northwind Help Desk');
    await desk.locator('support-branding-colour').locator('#text').fill('#0f766e');
    await desk.getByText('Too dark for text in the dark look').waitFor();
    await take('looks', desk);
  } finally {
    await stage.close();
    delete process.env.FONTCONFIG_FILE;
    await rm(font.folder, { recursive: true });
  }
};
