import assert from 'node:assert/strict';
import type { ConsoleUser } from './test-server.ts';

/** Waits until a technician has all of `texts` in the request of somebody with this name. */
export const received = async (
  { must, socket }: ConsoleUser,
  name: string,
  texts: string[],
): Promise<void> => {
  const listed = await must('request:list', { view: 'new' });
  assert.ok('requests' in listed);
  const found = listed.requests.find(({ customer }) => customer.name === name);
  assert.ok(found, `no request of ${name}`);
  const { threadId } = found;
  // Reading joins the room, so that what is still on its way is heard.
  const { entries } = await must('thread:entries', { threadId, after: 0 });
  for (const text of texts)
    if (!JSON.stringify(entries).includes(JSON.stringify(text)))
      await socket.hears('thread:appended', (payload) =>
        JSON.stringify(payload).includes(JSON.stringify(text)),
      );
};
