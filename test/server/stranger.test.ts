import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { StrangerClient } from '../contract/stranger.ts';
import { scene, statusesOf, textsOf, wholeThread, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let one: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Strangers');
});
after(() => server.close());

/** Waits until the client shows it; fails after five seconds. */
const shows = (client: StrangerClient, what: string, isSo: () => boolean): Promise<void> => {
  if (isSo()) return Promise.resolve();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`the client never showed ${what}`)), 5000);
  client.onChange = () => isSo() && resolve();
  return promise.finally(() => clearTimeout(timer));
};

test('a client written from the reference alone plays a visitor’s chat from start to end', async () => {
  const { tom } = one;
  const client = new StrangerClient(`http://127.0.0.1:${server.port}`, one.portal.portalId);
  assert.equal((await client.view()).kind, 'live-form');
  await client.connect();
  await client.ask({ name: 'Carla', email: 'carla@acme.example', text: 'My printer is on fire' });
  assert.deepEqual([client.request!.kind, client.texts], ['waiting', ['My printer is on fire']]);

  const requestId = String(client.request!.id);
  const threadId = String(client.request!.threadId);
  await tom.must('request:take', { requestId });
  await shows(client, 'that it was taken', () => client.request!.kind === 'chatting');
  await tom.must('thread:send', { threadId, text: 'On my way' });
  await shows(client, 'what the technician wrote', () => client.texts.includes('On my way'));
  await client.write('Hurry, please', 3);

  client.drop();
  await tom.must('thread:send', { threadId, text: 'At the door' });
  await tom.must('thread:send', { threadId, text: 'Open, please' });
  await tom.must('request:close', { requestId });
  await client.connect();
  await shows(client, 'that it is over', () => client.request!.kind === 'completed');

  const stored = await wholeThread(tom.socket, threadId);
  assert.deepEqual(client.texts, [
    'My printer is on fire',
    'On my way',
    'Hurry, please',
    'At the door',
    'Open, please',
  ]);
  assert.deepEqual([client.texts, client.statuses], [textsOf(stored), statusesOf(stored)]);
  await assert.rejects(client.write('Too late'), { code: 'closed', retry: false });
  client.drop();
});

test('that client knows nothing of ours', () => {
  const source = readFileSync(join(import.meta.dirname, '..', 'contract', 'stranger.ts'), 'utf8');
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  assert.deepEqual(imported, ['node:crypto', 'socket.io-client']);
  assert.doesNotMatch(source, /import\(|require\(/);
});
