import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { EventPayload } from '#protocol/index';
import { refused, refusedFields } from '../support/refusals.ts';
import { scene, type Scene } from '../support/scene.ts';
import type { SocketClient } from '../support/socket-client.ts';
import { TestServer } from '../support/test-server.ts';

type View = EventPayload<'portal:changed'>;
const VISITORS_LIMIT = 600_000;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Viewing', { available: false });
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const view = async (visitor: SocketClient, portalId: string): Promise<View> => {
  const answer = await visitor.must('portal:view', { portalId });
  assert.ok('kind' in answer);
  return answer;
};
/** Sets a portal's status, whatever version it is at. */
const setStatus = async ({ admin }: Scene, portalId: string, status: 'active' | 'inactive') => {
  const { portals } = await admin.must('portal:list', {});
  const { version } = portals.find(({ id }) => id === portalId)!;
  return admin.must('portal:update', { portalId, version, status });
};

test('[G19] [G22] status and availability reach an open page live, each with a higher version', async () => {
  const { portal, tom, ...rest } = await scene(server, 'Live', { available: false });
  const visitor = await server.visit(portal);
  const first = await view(visitor, portal.portalId);
  assert.equal(first.kind, 'offline-form');
  await tom.must('availability:set', { available: true });
  await visitor.hears('portal:changed', ({ kind }) => kind === 'live-form');
  await setStatus({ portal, tom, ...rest }, portal.portalId, 'inactive');
  await visitor.hears('portal:changed', ({ kind }) => kind === 'closed');
  await tom.must('availability:set', { available: false });
  await setStatus({ portal, tom, ...rest }, portal.portalId, 'active');
  await visitor.hears('portal:changed', ({ kind }) => kind === 'offline-form');
  const versions = [
    first.version,
    ...visitor.heard
      .filter(({ event }) => event === 'portal:changed')
      .map(({ payload }) => (payload as View).version),
  ];
  assert.deepEqual(
    versions,
    [...new Set(versions)].sort((a, b) => a - b),
  );
});

test('[G7] [G8] an inactive portal says so although a technician is Available, and takes nothing', async () => {
  const { tom, portal, ...rest } = await scene(server, 'Closing');
  const { socket: guest } = await server.guest(portal);
  await setStatus({ tom, portal, ...rest }, portal.portalId, 'inactive');
  assert.equal((await view(guest, portal.portalId)).kind, 'closed');
  refused(
    await guest.call('request:open', { name: 'Carla', email: 'carla@acme.example', text: 'Help' }),
    'portal_inactive',
  );
  const newcomer = await server.visit(portal);
  refused(await newcomer.call('visitor:create', { portalId: portal.portalId }), 'portal_inactive');
  const overRest = await server.http({
    host: 'closing.localhost',
    path: '/api/commands/visitor:create',
    body: { portalId: portal.portalId },
  });
  assert.deepEqual([overRest.status, overRest.json.error.code], [409, 'portal_inactive']);
});

test('[G6] [G19] availability counts only where the technician has access', async () => {
  const { admin, portal, tom } = await scene(server, 'Partly', { available: false });
  const other = await server.portal(admin, 'partly-other');
  const access = { kind: 'chosen' as const, companyIds: [other.companyId] };
  await admin.must('technician:update', { technicianId: tom.id, version: 2, access });
  await tom.must('availability:set', { available: true });
  assert.equal((await view(await server.visit(other), other.portalId)).kind, 'live-form');
  assert.equal((await view(await server.visit(portal), portal.portalId)).kind, 'offline-form');
});

test('[R9] a visitor who knows the version gets `same`, over both transports', async () => {
  const { portalId } = here.portal;
  const visitor = await server.visit(here.portal);
  const { version } = await view(visitor, portalId);
  assert.deepEqual(await visitor.must('portal:view', { portalId, version }), { same: true, version });
  const path = `/api/portals/${portalId}/view`;
  const rest = await server.http({ host: 'viewing.localhost', path: `${path}?version=${version}` });
  assert.deepEqual(rest.json.data, { same: true, version });
  const older = await server.http({ host: 'viewing.localhost', path: `${path}?version=${version + 1}` });
  assert.equal(older.json.data.kind, 'offline-form');
});

test('[G22] a change reaches the portal’s own visitors and nobody else’s', async () => {
  const one = await scene(server, 'Heard', { available: false });
  const otherPortal = await server.portal(one.admin, 'unheard');
  const inside = await server.visit(one.portal);
  const outside = await server.visit(otherPortal);
  await view(inside, one.portal.portalId);
  await view(outside, otherPortal.portalId);
  await setStatus(one, one.portal.portalId, 'inactive');
  await inside.hears('portal:changed', ({ kind }) => kind === 'closed');
  await setStatus(one, otherPortal.portalId, 'inactive');
  await outside.hears('portal:changed', ({ kind }) => kind === 'closed');
  assert.equal(outside.count('portal:changed'), 1);
  assert.equal(inside.count('portal:changed'), 1);
});

test('[G7] [T13] own words by account and company, by language, with reset to inherited, live', async () => {
  const { admin, portal } = here;
  const visitor = await server.visit(portal);
  const key = 'portal.unavailableText';
  const company = { kind: 'company', companyId: portal.companyId } as const;
  const shown = async () => (await view(visitor, portal.portalId)).texts.unavailable;
  const told = (text: string) =>
    visitor.hears('portal:changed', ({ texts }) => texts.unavailable.en === text);

  assert.deepEqual(await shown(), {});
  const forAll = { en: 'Closed for the holidays', es: 'Cerrado por vacaciones' };
  const set = await admin.must('setting:set', { key, level: { kind: 'account' }, value: forAll, version: 0 });
  assert.deepEqual([set.source, set.version], ['account', 1]);
  await told(forAll.en);
  const own = await admin.must('setting:set', { key, level: company, value: { en: 'Call us' }, version: 0 });
  assert.deepEqual([own.source, own.version], ['company', 1]);
  await told('Call us');
  assert.deepEqual(await shown(), { en: 'Call us' });
  const list = await admin.must('setting:list', { companyId: portal.companyId });
  assert.equal(list.settings.find((setting) => setting.key === key)?.source, 'company');

  const reset = await admin.must('setting:set', { key, level: company, value: null, version: 1 });
  assert.deepEqual([reset.source, reset.value], ['account', forAll]);
  assert.deepEqual(await shown(), forAll);
  await admin.must('setting:set', { key, level: { kind: 'account' }, value: null, version: 1 });
  assert.deepEqual(await shown(), {});
});

test('[T13] a setting refuses an unknown key, a wrong value and an edit of what has changed', async () => {
  const level = { kind: 'account' } as const;
  const key = 'portal.emailRequired';
  const set = (input: object) =>
    here.admin.socket.raw('setting:set', { commandId: crypto.randomUUID(), ...input });
  assert.deepEqual(refusedFields(await set({ key: 'no.such', level, value: 1, version: 0 })), [
    'key: invalid',
  ]);
  assert.deepEqual(refusedFields(await set({ key, level, value: 'yes', version: 0 })), ['value: invalid']);
  await here.admin.must('setting:set', { key, level, value: true, version: 0 });
  refused(await set({ key, level, value: false, version: 0 }), 'stale');
  const visitor = await server.visit(here.portal);
  assert.equal((await view(visitor, here.portal.portalId)).emailRequired, true);
});

test('[G22] the server asks for the address although the page still shows the live form', async () => {
  const { tom, portal } = await scene(server, 'Trusting');
  const { socket: guest } = await server.guest(portal);
  const form = { name: 'Carla', text: 'Help' };
  await tom.must('availability:set', { available: false });
  assert.deepEqual(refusedFields(await guest.call('request:open', form)), ['email: required']);
  await tom.must('availability:set', { available: true });
  const { request } = await guest.must('request:open', form);
  assert.equal(request.kind, 'waiting');
});
