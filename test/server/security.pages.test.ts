import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, before, mock, test } from 'node:test';
import { createLog } from '../../server/platform/log.ts';
import { newCommandId } from '../support/ids.ts';
import { chat, scene, type Scene } from '../support/scene.ts';
import { PASSWORD, TestServer } from '../support/test-server.ts';

let logged = '';
let server: TestServer;
let one: Scene;
before(async () => {
  const memory = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  server = await TestServer.start({ log: createLog('trace', memory) });
  one = await scene(server, 'Pages');
});
after(() => server.close());

const get = (host: string, path: string, headers: Record<string, string> = {}) =>
  server.http({ host, path, headers });

test('[S14] every page carries the strict policy, and nothing in it is inline', async () => {
  const pages: [string, string, number][] = [
    ['console.localhost', '/', 200],
    ['console.localhost', '/requests/deep/link', 200],
    ['console.localhost', '/p/pages', 200],
    ['pages.localhost', '/', 200],
    ['pages.localhost', '/nothing', 404],
    ['nobody.localhost', '/', 404],
    ['embed.localhost', '/', 404],
    ['embed.localhost', '/p/nobody', 404],
    ['other.example', '/', 404],
  ];
  for (const [host, path, status] of pages) {
    const { headers, text, ...page } = await get(host, path);
    const where = `${host}${path}`;
    assert.equal(page.status, status, where);
    const policy = String(headers['content-security-policy']).split('; ');
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      assert.ok(policy.includes(part), `${where} lacks ${part}`);
    assert.doesNotMatch(policy.join(), /unsafe|\*/, where);
    assert.equal(headers['x-frame-options'], 'DENY', where);
    assert.equal(headers['x-content-type-options'], 'nosniff', where);
    assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin', where);
    assert.equal(headers['cache-control'], 'no-store', where);
    assert.equal(headers['x-powered-by'], undefined, where);
    assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|javascript:/i, where);
    for (const [script] of text.matchAll(/<script\b[^>]*>[\s\S]*?<\/script>/g))
      assert.match(script, /^<script type="module" src="\/[\w./-]+"><\/script>$/, where);
  }
});

test('[S14] names that come from people are text in the page', async () => {
  const company = await one.admin.must('company:create', { name: '<script>alert(1)</script>"&\'' });
  await one.admin.must('portal:create', { companyId: company.id, subdomain: 'markup', status: 'active' });
  const { text } = await get('markup.localhost', '/');
  assert.ok(!text.includes('alert(1)</script>'));
  assert.match(text, /<title>&#60;script&#62;alert\(1\)&#60;\/script&#62;&#34;&#38;&#39;<\/title>/);
});

test('[S14] private answers are not stored, and the console’s grant no other website anything', async () => {
  const { cookie } = one.admin;
  const own = await get('console.localhost', '/api/portals', {
    Cookie: cookie,
    Origin: server.consoleOrigin,
  });
  assert.equal(own.status, 200);
  assert.equal(own.headers['cache-control'], 'no-store');
  assert.equal(own.headers['access-control-allow-origin'], undefined);
  assert.equal(own.headers['x-content-type-options'], 'nosniff');
  const refused = await get('console.localhost', '/api/portals', { Origin: 'https://evil.example' });
  assert.deepEqual([refused.status, refused.headers['cache-control']], [403, 'no-store']);
  const open = await get('embed.localhost', `/api/portals/${one.portal.portalId}/view`);
  assert.equal(open.headers['cache-control'], 'no-store');
  assert.equal(open.headers['access-control-allow-origin'], '*');
  assert.equal(open.headers['access-control-allow-credentials'], undefined);
  const preflight = await server.http({ method: 'OPTIONS', host: 'console.localhost', path: '/api/portals' });
  assert.equal(preflight.headers['access-control-allow-origin'], undefined);
});

test('[S14] an unexpected fault tells its code and request id, and no more; the log has the rest', async () => {
  const list = mock.method(server.app.deps.database.read, 'selectFrom', () => {
    throw new Error('secret detail of the fault');
  });
  const answer = await one.admin.socket.raw('company:list', {});
  list.mock.restore();
  assert.ok(!answer.ok);
  const { requestId, ...error } = answer.error;
  assert.deepEqual(error, { code: 'internal', retry: true });
  assert.match(String(requestId), /^[0-9a-f-]{36}$/);
  const line = logged.split('\n').find((entry) => entry.includes(String(requestId)));
  assert.match(String(line), /secret detail of the fault/);
  assert.match(String(line), /company:list/);
});

test('[S14] a page that fails tells nothing of why', async () => {
  const list = mock.method(server.app.deps.database.read, 'selectFrom', () => {
    throw new Error('secret detail of a page');
  });
  const page = await get('pages.localhost', '/');
  list.mock.restore();
  assert.equal(page.status, 500);
  assert.doesNotMatch(page.text, /secret|Error|at \w|node_modules/);
  for (const path of ['/%E0%A4%A', '/api/portals/%E0%A4%A/view', '/p/%ff']) {
    const odd = await get('embed.localhost', path);
    assert.ok(odd.status < 500, `${path}: ${odd.status}`);
    assert.doesNotMatch(odd.text, /node_modules|URIError|at \w+ \(/);
  }
});

test('[S14] logs hold no password, no token, no cookie and nothing a person typed', async () => {
  const spoken = 'my bank card is 4929-spoken';
  const { customer, token, request } = await chat(server, one);
  await customer.must('thread:send', { threadId: request.threadId, text: spoken });
  await customer.raw('thread:send', { threadId: request.threadId, text: [spoken], commandId: 'wrong' });
  const wrong = 'a wrong pass phrase';
  await server.http({
    host: 'console.localhost',
    path: '/api/commands/session:create',
    headers: { Origin: server.consoleOrigin },
    body: { email: one.admin.email, password: wrong },
  });
  const { invitation } = await one.admin.must('technician:invite', {
    name: 'Logged',
    email: 'logged@msp.example',
    role: 'technician',
    access: { kind: 'all' },
  });
  server.app.deps.log.info({ token, password: wrong, nested: { text: spoken, token } }, 'slipped in');
  const failing = mock.method(server.app.deps.database.read, 'selectFrom', () => {
    throw new Error('a fault');
  });
  await one.tom.socket.raw('thread:send', {
    commandId: newCommandId(),
    threadId: request.threadId,
    text: spoken,
  });
  await one.tom.socket.raw('request:list', { view: 'all', search: spoken });
  failing.mock.restore();
  assert.match(logged, /slipped in/);
  assert.match(logged, /a fault/);
  const secrets = [spoken, wrong, PASSWORD, token, one.admin.cookie.split('=')[1]!];
  for (const secret of [...secrets, invitation.url.split('#')[1]!])
    assert.ok(!logged.includes(secret), `the log holds ${secret}`);
});

test('[S14] the server announces neither its kind nor its version', async () => {
  const response = await get('embed.localhost', '/healthz');
  assert.deepEqual([response.status, response.text], [200, 'ok\n']);
  assert.equal(response.headers.server, undefined);
  assert.equal(response.headers['x-powered-by'], undefined);
  assert.equal(response.headers.etag, undefined);
});
