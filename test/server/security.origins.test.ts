import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handshake, type Handshake } from '../support/handshake.ts';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const LISTED = 'https://www.acme.example';
let server: TestServer;
let admin: ConsoleUser;
let portal: Awaited<ReturnType<TestServer['portal']>>;
let other: typeof portal;

const view = async () =>
  (await admin.must('portal:list', {})).portals.find(({ id }) => id === portal.portalId)!;

before(async () => {
  server = await TestServer.start();
  ({ admin } = await server.seedAccount('Origins'));
  portal = await server.portal(admin, 'origins-one');
  other = await server.portal(admin, 'origins-two');
  const { version } = await view();
  await admin.must('portal:update', { portalId: portal.portalId, version, origins: [LISTED] });
});
after(() => server.close());

/** Both transports must say the same: Socket.IO's own `cors` covers polling alone. */
const both = async (what: string, admitted: boolean, given: Handshake): Promise<void> => {
  const websocket = await handshake(server.port, 'websocket', given);
  const polling = await handshake(server.port, 'polling', given);
  // Socket.IO answers a refused upgrade with 400, whatever the reason.
  assert.deepEqual(
    [websocket.status, polling.status],
    admitted ? [101, 200] : [400, 403],
    `${what}: ${websocket.text} ${polling.text}`,
  );
  if (admitted) return;
  assert.match(websocket.text, /origin_refused/, what);
  assert.match(polling.text, /origin_refused/, what);
};

const fromSite = (origin?: string): Handshake => ({
  host: 'embed.localhost',
  query: { portal: portal.portalId },
  headers: origin === undefined ? {} : { Origin: origin },
});

test('[S2] a website gets a connection only where the portal lists its exact origin, on both transports', async () => {
  await both('the listed origin', true, fromSite(LISTED));
  await both('the portal’s own page', true, fromSite(`http://origins-one.localhost:${server.port}`));
  await both('no origin: no browser', true, fromSite());
  for (const origin of [
    'https://evil.example',
    'http://www.acme.example',
    'https://acme.example',
    'https://www.acme.example:8443',
    'https://www.acme.example.evil.example',
    `http://origins-two.localhost:${server.port}`,
    server.consoleOrigin,
    'null',
    '',
    'not an origin at all',
    'https://www.acme.example/path',
  ])
    await both(`the origin "${origin}"`, false, fromSite(origin));
});

test('[S2] a connection names a portal that exists, and the same one in its query and its auth', async () => {
  await both('no portal', false, { ...fromSite(LISTED), query: {} });
  await both('an unknown portal', false, { ...fromSite(LISTED), query: { portal: newCommandId() } });
  await assert.rejects(
    server.connect({
      host: 'embed.localhost',
      origin: LISTED,
      query: { portal: portal.portalId },
      auth: { protocol: 1, portal: other.portalId },
    }),
    (error: { data?: { code: string } }) => error.data?.code === 'unknown_portal',
  );
  const { token } = await server.guest(other);
  await assert.rejects(
    server.connect({ host: 'embed.localhost', portal: portal.portalId, token }),
    (error: { data?: { code: string } }) => error.data?.code === 'unauthenticated',
  );
});

test('[S2] the console’s cookie counts only in a call from the console itself', async () => {
  const Cookie = admin.cookie;
  const host = 'console.localhost';
  await both('the console', true, { host, headers: { Cookie, Origin: server.consoleOrigin } });
  await both('the console, as browsers fetch', true, {
    host,
    headers: { Cookie, 'Sec-Fetch-Site': 'same-origin' },
  });
  await both('a cookie without an origin', false, { host, headers: { Cookie } });
  await both('a cookie on a cross-site fetch', false, {
    host,
    headers: { Cookie, 'Sec-Fetch-Site': 'cross-site' },
  });
  for (const Origin of [LISTED, 'null', `http://origins-one.localhost:${server.port}`])
    await both(`a cookie from ${Origin}`, false, { host, headers: { Cookie, Origin } });

  const read = (headers: Record<string, string>) =>
    server.http({ host, path: '/api/session', headers: { Cookie, ...headers } });
  assert.equal((await read({ Origin: server.consoleOrigin })).status, 200);
  refused((await read({ Origin: LISTED })).json, 'origin_refused');
  refused((await read({})).json, 'unauthenticated');
  refused((await read({ 'Sec-Fetch-Site': 'cross-site' })).json, 'unauthenticated');
  const elsewhere = await server.http({ host: 'embed.localhost', path: '/api/session', headers: { Cookie } });
  refused(elsewhere.json, 'unauthenticated');
});

test('[S2] a guest’s token opens nothing on the console’s host, and is no cookie', async () => {
  const { token } = await server.guest(portal);
  const answer = await server.http({
    host: 'console.localhost',
    path: '/api/requests/current',
    headers: { Authorization: `Bearer ${token}`, Origin: server.consoleOrigin },
  });
  refused(answer.json, 'unauthenticated');
  await assert.rejects(
    server.connect({
      host: 'console.localhost',
      origin: server.consoleOrigin,
      cookie: `__Host-support-session=${token}`,
    }),
    (error: { data?: { code: string } }) => error.data?.code === 'unauthenticated',
  );
  const asConsole = await server.http({
    host: 'console.localhost',
    path: '/api/commands/visitor:create',
    body: { portalId: portal.portalId },
  });
  assert.equal(asConsole.headers['set-cookie'], undefined);
});

test('[S2] a bearer’s calls are refused from a website the portal does not list', async () => {
  const { token } = await server.guest(portal);
  const current = (origin?: string) =>
    server.http({
      host: 'embed.localhost',
      path: '/api/requests/current',
      headers: { Authorization: `Bearer ${token}`, ...(origin !== undefined && { Origin: origin }) },
    });
  assert.equal((await current(LISTED)).status, 200);
  assert.equal((await current()).status, 200);
  refused((await current('https://evil.example')).json, 'origin_refused');
});

test('[S2] a refused website is shown to the admin, allowed with one click, and cut when it is taken off', async () => {
  const site = 'https://intranet.acme.example';
  await both('not yet', false, fromSite(site));
  // What no browser sends is not remembered, and does not break the admin's list.
  await both('nonsense', false, fromSite('"><script>'));
  const triesIn = ({ refusedOrigins }: Awaited<ReturnType<typeof view>>) =>
    refusedOrigins.find(({ origin }) => origin === site)?.count;
  let before = await view();
  // Written down beside the answer, which waits for nothing.
  for (let looks = 0; triesIn(before) !== 2 && looks < 100; looks++) before = await view();
  assert.equal(triesIn(before), 2);
  const shown = before.refusedOrigins.map(({ origin }) => origin);
  assert.ok(!shown.some((origin) => !/^https?:\/\/[\w.:-]+$/.test(origin)), shown.join());

  const allow = { portalId: portal.portalId, origins: [...before.origins, site] };
  const allowed = await admin.must('portal:update', { ...allow, version: before.version });
  assert.ok(!allowed.refusedOrigins.some(({ origin }) => origin === site));
  await both('allowed', true, fromSite(site));

  const guest = await server.connect({ host: 'embed.localhost', portal: portal.portalId, origin: site });
  await admin.must('portal:update', {
    portalId: portal.portalId,
    origins: before.origins,
    version: allowed.version,
  });
  await guest.cut();
  await both('taken off again', false, fromSite(site));
});

test('[S2] a session token in a URL is not looked at', async () => {
  const { token } = await server.guest(portal);
  const session = admin.cookie.split('=')[1]!;
  for (const path of [`/api/requests/current?token=${token}`, `/api/requests/current?access_token=${token}`])
    refused((await server.http({ host: 'embed.localhost', path })).json, 'unauthenticated');
  const path = `/api/session?token=${session}&__Host-support-session=${session}`;
  const answer = await server.http({
    host: 'console.localhost',
    path,
    headers: { Origin: server.consoleOrigin },
  });
  refused(answer.json, 'unauthenticated');
});
