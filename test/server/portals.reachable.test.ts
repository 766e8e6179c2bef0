import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { addVerified } from '../support/contact-methods.ts';
import { scene, type Scene } from '../support/scene.ts';
import { setSetting } from '../support/settings.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

const SECOND = 1000;

let server: TestServer;
let here: Scene;
let visitor: SocketClient;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Reach');
  visitor = await server.visit(here.portal);
  await visitor.must('portal:view', { portalId: here.portal.portalId });
});
after(() => server.close());

const only = (value: boolean): Promise<void> => setSetting(here.admin, 'portal.reachableOnly', value);
const kind = async (): Promise<string> => {
  const view = await visitor.must('portal:view', { portalId: here.portal.portalId });
  return 'kind' in view ? view.kind : 'same';
};
/** What an open widget is told while something goes on. */
const turns = async (to: string, run: () => unknown): Promise<void> => {
  const from = visitor.count('portal:changed');
  await run();
  await visitor.hears('portal:changed', () => visitor.count('portal:changed') > from);
  assert.equal(await kind(), to);
};
const consoles = async (count: number): Promise<void> => {
  while ((server.app.figures.connections().technician ?? 0) !== count) await turn();
};
/** Tom's console goes, and is not waited for any more. */
const leave = async (): Promise<void> => {
  here.tom.socket.close();
  await consoles(1);
  server.clock.advance(5 * SECOND);
};

test('[G23] by default the switch is the word: who is Available counts, connected or not', async () => {
  await leave();
  const gone = async () => (await here.admin.must('technician:list', {})).technicians.every(({ id, connected }) => id !== here.tom.id || !connected); // prettier-ignore
  while (!(await gone())) await turn();
  assert.equal(await kind(), 'live-form');
});

test('[G23] where the account asks for it, only who can be reached counts: open widgets follow console and setting', async () => {
  await turns('offline-form', () => only(true));
  await turns('live-form', async () => {
    here.tom = await server.signIn(here.tom.email);
    server.clock.advance(0);
  });
  await turns('offline-form', leave);
  await turns('live-form', () => only(false));
  await turns('offline-form', () => only(true));
});

test('[G23] or whoever has a verified contact method that is on; one that is not, or is unticked, does not count', async () => {
  here.tom = await server.signIn(here.tom.email);
  await consoles(2);
  await turns('live-form', () => server.clock.advance(0));
  const address = { kind: 'email', email: 'tom@reach.example' } as const;
  const methodId = await addVerified(server, here.tom, address);
  await leave();
  const other = await server.signIn(here.tom.email);
  await consoles(2);
  server.clock.advance(0);
  await turns('offline-form', async () => {
    await other.must('contact-method:choose', { methodId, chosen: false });
    other.socket.close();
    await consoles(1);
    server.clock.advance(5 * SECOND);
  });
  // Somebody else's switch, whoever can be reached, is no matter of Tom's.
  await turns('live-form', () => here.admin.must('availability:set', { available: true }));
  await turns('offline-form', () => here.admin.must('availability:set', { available: false }));
});

test('[G20] a request sent while nobody can be reached is kept, whatever the widget still showed', async () => {
  const { socket } = await server.guest(here.portal);
  const sent = { name: 'Carla', email: 'carla@acme.example', text: 'Anybody there?' };
  const { request } = await socket.must('request:open', sent);
  assert.deepEqual([request.origin, request.kind], ['offline', 'kept']);
});
