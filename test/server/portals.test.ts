import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused, refusedFields } from '../support/refusals.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const VISITORS_LIMIT = 600_000;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Here', { available: false });
});
beforeEach(() => server.clock.advance(VISITORS_LIMIT));
after(() => server.close());

const company = async (name: string) => (await here.admin.must('company:create', { name })).id;

test('[G4] an admin creates a portal with company, subdomain and status', async () => {
  const companyId = await company('Creating');
  const created = await here.admin.must('portal:create', {
    companyId,
    subdomain: 'creating',
    status: 'inactive',
  });
  assert.deepEqual(created.company, { id: companyId, name: 'Creating' });
  assert.equal(created.subdomain, 'creating');
  assert.equal(created.status, 'inactive');
  const { portals } = await here.admin.must('portal:list', {});
  assert.deepEqual(
    portals.find(({ id }) => id === created.id),
    created,
  );
  const { companies } = await here.admin.must('company:list', {});
  assert.equal(companies.find(({ id }) => id === companyId)?.portalId, created.id);
});

test('[G2] a second portal of a company is refused on its field', async () => {
  const { companyId } = await server.portal(here.admin, 'only-one');
  const again = { companyId, subdomain: 'only-two', status: 'active' } as const;
  assert.deepEqual(refusedFields(await here.admin.socket.call('portal:create', again)), [
    'companyId: has_portal',
  ]);
  const page = await server.http({ host: 'only-two.localhost', path: '/' });
  assert.equal(page.status, 404);
});

test('[G2] of two portals created at once for one company, one is there', async () => {
  const companyId = await company('Racing');
  const answers = await Promise.all(
    ['racing-a', 'racing-b'].map((subdomain) =>
      here.admin.socket.call('portal:create', { companyId, subdomain, status: 'active' }),
    ),
  );
  assert.deepEqual(answers.map((answer) => answer.ok).sort(), [false, true]);
  assert.deepEqual(refusedFields(answers.find((answer) => !answer.ok)!), ['companyId: has_portal']);
});

test('[G5] a subdomain of another account is taken, on its field', async () => {
  const other = await server.seedAccount('Elsewhere');
  await server.portal(other.admin, 'elsewhere');
  const companyId = await company('Wants elsewhere');
  const answer = await here.admin.socket.call('portal:create', {
    companyId,
    subdomain: 'elsewhere',
    status: 'active',
  });
  assert.deepEqual(refusedFields(answer), ['subdomain: taken']);
  const own = (await here.admin.must('portal:list', {})).portals.find(
    ({ subdomain }) => subdomain === 'here',
  )!;
  const renamed = await here.admin.socket.call('portal:update', {
    portalId: own.id,
    version: own.version,
    subdomain: 'elsewhere',
  });
  assert.deepEqual(refusedFields(renamed), ['subdomain: taken']);
});

const NAMES: [string, string][] = [
  ['www', 'reserved'],
  ['api', 'reserved'],
  ['console', 'reserved'],
  ['Acme', 'invalid'],
  ['bücher', 'invalid'],
  ['аcme', 'invalid'], // A Cyrillic first letter.
  ['xn--bcher-kva', 'invalid'],
  ['x'.repeat(64), 'invalid'],
  ['-acme', 'invalid'],
  ['acme-', 'invalid'],
  ['ac me', 'invalid'],
  ['a.b', 'invalid'],
  ['acme\n', 'invalid'],
  ['', 'invalid'],
  ['a', 'too_short'],
];
test('[G5] reserved and malformed names are refused on their field', async () => {
  const companyId = await company('Misnamed');
  for (const [subdomain, code] of NAMES) {
    const answer = await here.admin.socket.call('portal:create', { companyId, subdomain, status: 'active' });
    assert.deepEqual(refusedFields(answer), [`subdomain: ${code}`], subdomain);
  }
  const longest = { companyId, subdomain: 'x'.repeat(63), status: 'active' } as const;
  assert.equal((await here.admin.must('portal:create', longest)).subdomain, 'x'.repeat(63));
});

test('[G4] every field that is wrong is named at once', async () => {
  const answer = await here.admin.socket.raw('portal:create', {
    companyId: 'x',
    subdomain: '-',
    status: 'maybe',
  });
  assert.deepEqual(
    refusedFields(answer)
      .map((issue) => issue.split(':')[0])
      .sort(),
    ['commandId', 'companyId', 'status', 'subdomain'],
  );
});

test('[G5] after a rename the earlier name redirects and stays reserved; the portal may have it back', async () => {
  const { portalId } = await server.portal(here.admin, 'first-name');
  const renamed = await here.admin.must('portal:update', { portalId, version: 1, subdomain: 'second-name' });
  const page = await server.http({ host: 'first-name.localhost', path: '/' });
  assert.equal(page.status, 308);
  assert.equal(page.headers.location, `http://second-name.localhost:${server.port}/`);
  assert.equal((await server.http({ host: 'second-name.localhost', path: '/' })).status, 200);
  const companyId = await company('Wants the first name');
  const wish = { companyId, subdomain: 'first-name', status: 'active' } as const;
  assert.deepEqual(refusedFields(await here.admin.socket.call('portal:create', wish)), ['subdomain: taken']);
  const back = { portalId, version: renamed.version, subdomain: 'first-name' };
  assert.equal((await here.admin.must('portal:update', back)).subdomain, 'first-name');
  assert.equal((await server.http({ host: 'first-name.localhost', path: '/' })).status, 200);
  assert.equal((await server.http({ host: 'second-name.localhost', path: '/' })).status, 308);
});

test('[G5] somebody on the page of the earlier name goes on after a rename', async () => {
  const portal = await server.portal(here.admin, 'renamed-while-open');
  const { customer, token, request } = await ask(server, portal);
  await here.admin.must('portal:update', {
    portalId: portal.portalId,
    version: 1,
    subdomain: 'renamed-since',
  });
  await customer.must('thread:send', { threadId: request.threadId, text: 'Still here' });
  // The page stays where it was opened, so a reconnect comes from the earlier name.
  const again = await server.visit(portal, token);
  const current = await again.must('request:current', {});
  assert.equal('request' in current && current.request?.id, request.id);
});

test('[G5] [G17] codes use the portal’s id, and links by id or name lead to the name of today', async () => {
  const { portalId } = await server.portal(here.admin, 'linked');
  const code = await here.admin.must('portal:code', { portalId });
  for (const pasted of [code.popup, code.inline, code.launcher]) {
    assert.ok(pasted.includes(portalId));
    assert.ok(!pasted.includes('linked'));
  }
  await here.admin.must('portal:update', { portalId, version: 1, subdomain: 'linked-now' });
  for (const path of [`/p/${portalId}`, '/p/linked', '/p/linked-now', '/p/LINKED-NOW']) {
    const answer = await server.http({ host: 'embed.localhost', path });
    assert.equal(answer.status, 302, path);
    assert.equal(answer.headers.location, `http://linked-now.localhost:${server.port}/`, path);
  }
  assert.equal((await server.http({ host: 'embed.localhost', path: '/p/no-such-portal' })).status, 404);
  const after = await here.admin.must('portal:code', { portalId });
  assert.equal(after.url, `http://linked-now.localhost:${server.port}/`);
  assert.deepEqual([after.popup, after.inline, after.launcher], [code.popup, code.inline, code.launcher]);
});

test('[G3] a technician neither creates, changes nor lists portals, nor sees their code', async () => {
  const { socket } = here.tom;
  const { portalId, companyId } = here.portal;
  refused(
    await socket.call('portal:create', { companyId, subdomain: 'by-tom', status: 'active' }),
    'forbidden',
  );
  refused(await socket.call('portal:update', { portalId, version: 1, status: 'inactive' }), 'forbidden');
  refused(await socket.call('portal:list', {}), 'forbidden');
  refused(await socket.call('portal:code', { portalId }), 'forbidden');
  const rest = await server.http({
    host: 'console.localhost',
    path: `/api/portals/${portalId}/code`,
    headers: { Origin: server.consoleOrigin, Cookie: here.tom.cookie },
  });
  assert.equal(rest.status, 403);
});

test('[G4] of two admins who edit one portal, the second is told that it changed', async () => {
  const { portalId } = await server.portal(here.admin, 'edited-twice');
  await here.admin.must('portal:update', { portalId, version: 1, origins: ['https://one.example'] });
  const late = { portalId, version: 1, origins: ['https://two.example'] };
  refused(await here.admin.socket.call('portal:update', late), 'stale');
  const { portals } = await here.admin.must('portal:list', {});
  assert.deepEqual(portals.find(({ id }) => id === portalId)?.origins, ['https://one.example']);
});

test('[G19] a portal that nobody has access to says so to the admin', async () => {
  const { admin } = await server.seedAccount('Unstaffed');
  const { portalId } = await server.portal(admin, 'unstaffed');
  const technicians = async () =>
    (await admin.must('portal:list', {})).portals.find(({ id }) => id === portalId)?.technicians;
  assert.equal(await technicians(), 1);
  const access = { kind: 'chosen' as const, companyIds: [] };
  await admin.must('technician:update', { technicianId: admin.id, version: 1, access });
  assert.equal(await technicians(), 0);
});
