import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Opened, Stage } from '../browser.ts';
import { textsOf } from './texts.ts';

/** What a tour does at each state it comes to: look, measure, take a picture. */
export type Visit = (state: string, page: Page) => Promise<void>;

const LONG =
  'The printer on the second floor shows “E-04 – open cover” since this morning, although the cover is closed. We have already switched it off and on, and changed the paper. Could you have a look? https://harbour.example/printers/2nd-floor';

/** Every state a customer can see in the portal, on its own page, in one person's language. */
export const portalTour = async (stage: Stage, opened: Opened, visit: Visit): Promise<void> => {
  const say = textsOf(opened.locale?.split('-')[0] ?? 'en');
  const { admin } = stage.account;
  const tom = await stage.server.technician(admin, 'Tom');
  const available = (is: boolean): Promise<unknown> => tom.must('availability:set', { available: is });
  const setStatus = async (status: 'active' | 'inactive'): Promise<void> => {
    const { id, version } = (await admin.must('portal:list', {})).portals[0]!;
    await admin.must('portal:update', { portalId: id, version, status, chats: 'finish' });
  };

  const page = await stage.visitor('standalone', opened);
  const button = (key: string) => page.getByRole('button', { name: say(key) });
  const heading = (key: string, values = {}) => page.getByText(say(key, values)).first();
  const field = (key: string) => page.getByLabel(say(key));

  await heading('requests:offline.title').waitFor();
  await visit('offline form', page);
  await button('requests:offline.send').click();
  await page.getByText(say('errors:issue.required')).first().waitFor();
  await visit('form with mistakes', page);
  await available(true);
  await heading('requests:live.title').waitFor();
  await visit('live form', page);
  await button('portals:settings').click();
  await field('portals:appearance').waitFor();
  await visit('app settings', page);
  await button('portals:settings').click();

  await field('requests:name').fill('Carla Rossi');
  await field('requests:text').fill(LONG);
  await button('requests:live.send').click();
  await heading('requests:waiting.title', { name: 'Carla Rossi' }).waitFor();
  await visit('waiting', page);
  await available(false);
  await heading('requests:waitingAlone.title').waitFor();
  await visit('waiting alone', page);
  await button('requests:withdraw').click();
  await heading('requests:withdrawSure').waitFor();
  await visit('take back?', page);
  await button('requests:no').click();

  await available(true);
  const answer = await tom.must('request:list', { view: 'new' });
  assert.ok('requests' in answer);
  const { id: requestId, threadId } = answer.requests[0]!;
  await tom.must('request:take', { requestId });
  await tom.must('thread:send', {
    threadId,
    text: 'Good morning! I can see the printer from here. One moment please, I am restarting its service.',
  });
  await available(false);
  const composer = field('threads:message');
  await composer.fill('Thank you, that is quick.');
  await button('threads:send').click();
  await page
    .getByText(say('threads:sent'))
    .or(page.getByText(say('threads:delivered')))
    .first()
    .waitFor();
  await visit('chat', page);
  await composer.fill('x'.repeat(3995));
  await visit('too long', page);
  await composer.fill('');
  await page.context().setOffline(true);
  await composer.fill('And now?');
  await button('threads:send').click();
  await page.getByText(say('portals:reconnecting')).waitFor();
  await visit('connecting again', page);
  await page.context().setOffline(false);
  await page.getByText(say('portals:reconnecting')).waitFor({ state: 'detached' });
  await button('requests:finish').click();
  await heading('requests:finishSure').waitFor();
  await visit('end chat?', page);
  await button('requests:no').click();
  await tom.must('request:close', { requestId });
  await heading('requests:completed.title').waitFor();
  await visit('completed', page);
  await button('requests:new').click();
  await heading('requests:offline.title').waitFor();
  await field('requests:text').fill('Not sent yet');
  await setStatus('inactive');
  await page.getByText(say('portals:unavailable')).waitFor();
  await visit('closed', page);
  await setStatus('active');
  await page.context().close();
};
