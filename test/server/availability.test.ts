import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused } from '../support/refusals.ts';
import { scene } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const SIGN_IN_LIMIT = 600_000;

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
beforeEach(() => server.clock.advance(SIGN_IN_LIMIT));
after(() => server.close());

const status = async (who: ConsoleUser) => {
  const answer = await who.must('availability:get', {});
  assert.ok('menu' in answer);
  return answer;
};

test('[G9] the Status menu appears live with the first portal in reach, and only for those who reach it', async () => {
  const { admin } = await server.seedAccount('Menu');
  const company = await admin.must('company:create', { name: 'Acme' });
  const other = await admin.must('company:create', { name: 'Bakery' });
  const insider = await server.technician(admin, 'Ina', {
    access: { kind: 'chosen', companyIds: [company.id] },
  });
  const outsider = await server.technician(admin, 'Otto', {
    access: { kind: 'chosen', companyIds: [other.id] },
  });
  for (const who of [insider, outsider]) assert.equal((await status(who)).menu, false);
  await admin.must('portal:create', { companyId: company.id, subdomain: 'menu-acme', status: 'inactive' });
  await insider.socket.hears('availability:changed', ({ menu }) => menu);
  assert.equal((await status(outsider)).menu, false);

  await admin.must('portal:create', { companyId: other.id, subdomain: 'menu-bakery', status: 'active' });
  await outsider.socket.hears('availability:changed', ({ menu }) => menu);
  assert.equal(outsider.socket.count('availability:changed'), 1);
});

test('[G9] the menu comes and goes with access', async () => {
  const { admin, portal, tom } = await scene(server, 'Moving', { available: false });
  await tom.must('availability:get', {});
  const none = { kind: 'chosen' as const, companyIds: [] };
  await admin.must('technician:update', { technicianId: tom.id, version: 2, access: none });
  await tom.socket.hears('availability:changed', ({ menu }) => !menu);
  const chosen = { kind: 'chosen' as const, companyIds: [portal.companyId] };
  await admin.must('technician:update', { technicianId: tom.id, version: 3, access: chosen });
  await tom.socket.hears('availability:changed', ({ menu }) => menu);
});

test('[G9] without a portal in reach there is no switch to call either', async () => {
  const { admin } = await server.seedAccount('Switchless');
  refused(await admin.socket.call('availability:set', { available: true }), 'forbidden');
  assert.equal((await status(admin)).available, false);
});

test('[G10] [G16] a technician starts Unavailable, with sound', async () => {
  const { tom } = await scene(server, 'Starting', { available: false });
  const { available, sound, menu } = await status(tom);
  assert.deepEqual({ available, sound, menu }, { available: false, sound: true, menu: true });
});

test('[G10] there are two values and no third', async () => {
  const { tom } = await scene(server, 'Two', { available: false });
  for (const available of ['away', null, 2])
    refused(
      await tom.socket.raw('availability:set', { commandId: crypto.randomUUID(), available }),
      'validation',
    );
  assert.equal((await status(tom)).available, false);
});

test('[G10] [G16] switch and sound are separate, and both tabs show them', async () => {
  const { tom } = await scene(server, 'Tabs', { available: false });
  const { version } = await status(tom);
  const second = await server.signIn(tom.email);
  await second.must('availability:get', {});
  await tom.must('availability:set', { sound: false });
  const silent = await second.socket.hears('availability:changed', ({ sound }) => !sound);
  assert.equal(silent.available, false);
  await second.must('availability:set', { available: true });
  await tom.must('availability:get', {});
  const both = await second.socket.hears('availability:changed', ({ available }) => available);
  assert.equal(both.sound, false);
  assert.ok(both.version > silent.version && silent.version > version);
  const known = await tom.must('availability:get', { version: both.version });
  assert.deepEqual(known, { same: true, version: both.version });
});

test('[G10] the choice survives sign-out and a restart of the server', async () => {
  let own = await TestServer.start();
  const { folder } = own;
  const { tom, portal } = await scene(own, 'Lasting');
  await tom.must('availability:set', { sound: false });
  await tom.post('session:end', {});
  assert.equal((await status(await own.signIn(tom.email))).available, true);
  await own.stop();
  own = await TestServer.start({ folder });
  try {
    const { available, sound } = await status(await own.signIn(tom.email));
    assert.deepEqual({ available, sound }, { available: true, sound: false });
    const seen = await (await own.visit(portal)).must('portal:view', { portalId: portal.portalId });
    assert.equal('kind' in seen && seen.kind, 'live-form');
  } finally {
    await own.close();
  }
});

test('[G19] of several technicians, the last one turning Unavailable turns the form', async () => {
  const { admin, portal, tom } = await scene(server, 'Several');
  const tina = await server.technician(admin, 'Tina');
  await tina.must('availability:set', { available: true });
  const visitor = await server.visit(portal);
  const view = async () => {
    const answer = await visitor.must('portal:view', { portalId: portal.portalId });
    return 'kind' in answer ? answer.kind : 'same';
  };
  await tom.must('availability:set', { available: false });
  assert.equal(await view(), 'live-form');
  await tina.must('availability:set', { available: false });
  await visitor.hears('portal:changed', ({ kind }) => kind === 'offline-form');
  assert.equal(visitor.count('portal:changed'), 1);
});

test('[G19] access given, taken and a disabled technician turn the form of that company alone', async () => {
  const { admin, portal, tom } = await scene(server, 'Access');
  const other = await server.portal(admin, 'access-other');
  const [mine, others] = [await server.visit(portal), await server.visit(other)];
  const kind = async (visitor: typeof mine, portalId: string) => {
    const answer = await visitor.must('portal:view', { portalId });
    return 'kind' in answer ? answer.kind : 'same';
  };
  const both = async () => [await kind(mine, portal.portalId), await kind(others, other.portalId)];
  assert.deepEqual(await both(), ['live-form', 'live-form']);
  const chosen = { kind: 'chosen' as const, companyIds: [other.companyId] };
  await admin.must('technician:update', { technicianId: tom.id, version: 2, access: chosen });
  await mine.hears('portal:changed', (view) => view.kind === 'offline-form');
  assert.deepEqual(await both(), ['offline-form', 'live-form']);
  await admin.must('technician:update', { technicianId: tom.id, version: 3, disabled: true });
  await others.hears('portal:changed', (view) => view.kind === 'offline-form');
  await admin.must('technician:update', { technicianId: tom.id, version: 4, disabled: false });
  assert.deepEqual(await both(), ['offline-form', 'offline-form']);
});

test('[G10] one technician’s switch is not another’s, here or in another account', async () => {
  const { admin, tom } = await scene(server, 'Own', { available: false });
  const foreign = await scene(server, 'Foreign', { available: false });
  const tina = await server.technician(admin, 'Tina');
  for (const who of [tina, foreign.tom]) await who.must('availability:get', {});
  await tom.must('availability:set', { available: true });
  for (const who of [tina, foreign.tom]) {
    await who.must('availability:set', { sound: false });
    await who.socket.hears('availability:changed', ({ sound }) => !sound);
    assert.equal(who.socket.count('availability:changed'), 1);
    assert.equal((await status(who)).available, false);
  }
});
