import assert from 'node:assert/strict';
import type { Stage } from '../browser.ts';
import type { Person } from './person.ts';

/** What a tour does at each state it comes to: look, measure, take a picture. */
export type Visit = (state: string) => Promise<void>;

/** What people in the tour write themselves. */
const TEXTS = {
  request:
    'The printer on the second floor shows “E-04 – open cover” since this morning, although the cover is closed. We have already switched it off and on, and changed the paper. Could you have a look? https://harbour.example/printers/2nd-floor',
  answer: 'Good morning! I can see the printer from here. One moment please, I am restarting its service.',
  thanks: 'Thank you, that is quick.',
  offline: 'And now?',
  unsent: 'Not sent yet',
};

/** Those, and what they and the portal's company are called: which no language changes. */
export const PORTAL_WORDS = [...Object.values(TEXTS), 'Carla Rossi', 'Tom', 'Company harbour'];

/** Every state a customer can see in the portal, for somebody who is on its own page. */
export const portalTour = async (stage: Stage, person: Person, visit: Visit): Promise<void> => {
  const { say } = person;
  const { admin } = stage.account;
  const tom = await stage.server.technician(admin, 'Tom');
  const available = (is: boolean): Promise<unknown> => tom.must('availability:set', { available: is });
  const setStatus = async (status: 'active' | 'inactive'): Promise<void> => {
    const { id, version } = (await admin.must('portal:list', {})).portals[0]!;
    await admin.must('portal:update', { portalId: id, version, status, chats: 'finish' });
  };
  const click = (key: string): Promise<void> => person.click(say(key));
  const sees = (...keys: string[]): Promise<void> => person.sees(...keys.map((key) => say(key)));

  await sees('requests:offline.title');
  await visit('offline form');
  await click('requests:offline.send');
  await sees('errors:issue.required');
  await visit('form with mistakes');
  await available(true);
  await sees('requests:live.title');
  await visit('live form');
  await click('portals:settings');
  await sees('portals:appearance');
  await visit('app settings');
  await click('portals:settings');

  await person.fill(say('requests:name'), 'Carla Rossi');
  await person.fill(say('requests:text'), TEXTS.request);
  await click('requests:live.send');
  await person.sees(say('requests:waiting.title', { name: 'Carla Rossi' }));
  await visit('waiting');
  await available(false);
  await sees('requests:waitingAlone.title');
  await visit('waiting alone');
  await click('requests:withdraw');
  await sees('requests:withdrawSure');
  await visit('take back?');
  await click('requests:no');

  await available(true);
  const answer = await tom.must('request:list', { view: 'new' });
  assert.ok('requests' in answer);
  const { id: requestId, threadId } = answer.requests[0]!;
  await tom.must('request:take', { requestId });
  await tom.must('thread:send', { threadId, text: TEXTS.answer });
  await available(false);
  const message = say('threads:message');
  await person.sees(TEXTS.answer);
  await person.fill(message, TEXTS.thanks);
  await click('threads:send');
  await sees('threads:sent', 'threads:delivered');
  await visit('chat');
  await person.fill(message, 'x'.repeat(3995));
  await visit('too long');
  await person.fill(message, '');
  if (person.offline) {
    await person.offline(true);
    await person.fill(message, TEXTS.offline);
    await click('threads:send');
    await sees('portals:reconnecting');
    await visit('connecting again');
    await person.offline(false);
    await person.misses(say('portals:reconnecting'));
  }
  await click('requests:finish');
  await sees('requests:finishSure');
  await visit('end chat?');
  await click('requests:no');
  await tom.must('request:close', { requestId });
  await sees('requests:completed.title');
  await visit('completed');
  await click('requests:new');
  await sees('requests:offline.title');
  await person.fill(say('requests:text'), TEXTS.unsent);
  await setStatus('inactive');
  await sees('portals:unavailable');
  await visit('closed');
  await setStatus('active');
};
