import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { ERRORS, type Envelope } from '#protocol/errors';
import { rawHttp, statusesIn, unending } from '../../support/hostile/raw-http.ts';
import { SocketWire } from '../../support/hostile/socket-wire.ts';
import { newTally, type Tally } from '../../support/hostile/wire.ts';
import { newCommandId } from '../../support/ids.ts';
import { refused } from '../../support/refusals.ts';
import { scene, type Scene } from '../../support/scene.ts';
import { LIMITS, TestServer } from '../../support/test-server.ts';

let server: TestServer;
let one: Scene;
before(async () => {
  // Behind a proxy, so that what it forwards is read too.
  server = await TestServer.start({ trustedProxies: ['loopback'] });
  one = await scene(server, 'Bodies');
});
after(() => server.close());

/** A command as the admin, with a body of any bytes. */
const post = async (
  name: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Envelope<unknown>> => {
  const head = {
    Host: `console.localhost:${server.port}`,
    Origin: server.consoleOrigin,
    Cookie: one.admin.cookie,
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...headers,
  };
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}\r\n`);
  const start = Buffer.from(`POST /api/commands/${name} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const received = await rawHttp(server.port, Buffer.concat([start, Buffer.from(body)]));
  const text = Buffer.from(received.slice(received.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8');
  assert.ok(text.startsWith('{'), received.slice(0, 300));
  return JSON.parse(text) as Envelope<unknown>;
};
/** Frames as they are, over the admin's socket: client libraries would overflow themselves. */
const sayRaw = async (packets: string[]): Promise<{ isOpen: boolean; tally: Tally }> => {
  const tally = newTally();
  const host = `console.localhost:${server.port}`;
  const headers = { Host: host, Origin: `http://${host}`, Cookie: one.admin.cookie };
  const wire = await SocketWire.open(server.port, '/socket.io/?EIO=4&transport=websocket', headers, tally);
  await wire.join('40{"protocol":1}');
  const isOpen = await wire.say(packets);
  wire.end();
  return { isOpen, tally };
};
const create = (name: string) => JSON.stringify({ commandId: newCommandId(), name });
const codeOf = (answer: Envelope<unknown>): string => (answer.ok ? 'ok' : answer.error.code);
const isServed = () => one.tom.must('session:get', {});

test('[S4] a key given twice counts once, and what stands behind a body refuses it', async () => {
  const twice = `{"commandId":"${newCommandId()}","name":"First","name":"Second"}`;
  const answer = await post('company:create', twice);
  assert.equal(answer.ok && (answer.data as { name: string }).name, 'Second');
  for (const behind of ['x', '{}', ',', ']', '\0'])
    refused(await post('company:create', `${create('Behind')}${behind}`), 'malformed');
});

test('[S4] 10,000 levels of nesting are refused on both transports, wherever they are', async () => {
  const arrays = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const objects = `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`;
  for (const deep of [arrays, objects]) {
    const bodies = {
      'company:create': `{"commandId":"${newCommandId()}","name":${deep}}`,
      'setting:set': `{"commandId":"${newCommandId()}","key":"portal.unavailableText","level":{"kind":"account"},"version":0,"value":${deep}}`,
    };
    for (const [name, body] of Object.entries(bodies)) {
      refused(await post(name, body), 'malformed');
      const { isOpen, tally } = await sayRaw([`421["${name}",${body}]`]);
      assert.deepEqual([isOpen, tally.answers.get('malformed')], [true, 1]);
    }
    // Attachments are put into their places by going down, too: that connection ends, and no other.
    const attached = `451-["setting:set",${deep},{"_placeholder":true,"num":0}]`;
    assert.equal((await sayRaw([attached, 'bAAEC'])).isOpen, false);
  }
  await isServed();
});

test('[S4] numbers beyond every number are refused on their field', async () => {
  for (const number of ['1e999', '-1e999', '1e308', '9007199254740993', '0.1', '-1']) {
    const body = `{"commandId":"${newCommandId()}","companyId":"${one.ownCompanyId}","version":${number},"name":"N"}`;
    refused(await post('company:update', body), 'validation');
  }
});

test('[S4] a byte order mark and other encodings are read as what they say, or refused', async () => {
  const cases: [string, string | Buffer, string][] = [
    ['utf-8', `\ufeff${create('Márk')}`, 'ok malformed'],
    ['utf-16le', Buffer.from(create('Márk'), 'utf16le'), 'ok malformed'],
    ['utf-16le', create('Márk'), 'malformed'],
    ['utf-8', Buffer.from(create('Márk'), 'latin1'), 'ok'],
    ['utf-8', Buffer.from(create('Márk'), 'utf16le'), 'malformed'],
    ['latin1', create('Márk'), 'malformed'],
    ['utf-7', create('Mark'), 'ok malformed'],
    ['nonsense', create('Márk'), 'malformed'],
  ];
  for (const [charset, body, expected] of cases) {
    const answer = await post('company:create', body, {
      'Content-Type': `application/json; charset=${charset}`,
    });
    assert.ok(expected.split(' ').includes(codeOf(answer)), `${charset}: ${JSON.stringify(answer)}`);
  }
});

test('[S13] a small body that unfolds into a large one is refused at the limit, not after it', async () => {
  const large = Buffer.from(JSON.stringify({ pad: '0'.repeat(50_000_000) }));
  const before = process.memoryUsage().rss;
  for (const [encoding, body] of [
    ['gzip', gzipSync(large)],
    ['deflate', deflateSync(large)],
    ['br', brotliCompressSync(large, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const) {
    assert.ok(body.length < LIMITS.bodyBytes, 'within the limit as it is sent');
    refused(await post('company:create', body, { 'Content-Encoding': encoding }), 'too_large');
  }
  assert.ok(process.memoryUsage().rss - before < 100_000_000, 'it was unfolded whole');
  const small = gzipSync(create('Folded'));
  assert.equal(codeOf(await post('company:create', small, { 'Content-Encoding': 'gzip' })), 'ok');
  for (const encoding of ['gzip', 'deflate', 'br', 'compress', 'gzip, gzip', 'nonsense', '__proto__'])
    refused(await post('company:create', create('Odd'), { 'Content-Encoding': encoding }), 'malformed');
});

test('[S4] keys of prototypes are keys like any other: nothing is polluted, answers stay the same', async () => {
  const before = await one.admin.must('session:get', {});
  const evil = '{"__proto__":{"polluted":true,"role":"admin"},"constructor":{"prototype":{"polluted":true}}}';
  for (const name of ['company:create', 'setting:set', 'technician:update', 'portal:update']) {
    const body = evil.replace('{', `{"commandId":"${newCommandId()}",`);
    refused(await post(name, body), 'validation');
    refused(await one.admin.socket.raw(name, JSON.parse(body)), 'validation');
  }
  for (const query of [
    '__proto__[polluted]=1',
    '__proto__.polluted=1',
    'constructor[prototype][polluted]=1',
    '__proto__=1',
    'toString=1&hasOwnProperty=1',
  ])
    await server.http({
      host: 'console.localhost',
      path: `/api/companies?${query}`,
      headers: { Cookie: one.admin.cookie },
    });
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.equal(([] as { polluted?: unknown }).polluted, undefined);
  assert.deepEqual(await one.admin.must('session:get', {}), before);
});

test('[S4] [S13] bodies without an end keep nobody else waiting, and have a time to end in', async () => {
  const head = `POST /api/commands/company:create HTTP/1.1\r\nHost: console.localhost:${server.port}\r\nContent-Type: application/json\r\n`;
  const heads = [
    `${head}Content-Length: 5000\r\n\r\n{"name":`,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n`,
    `${head}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n`,
    `${head}Content-Leng`,
    'GET /socket.io/?EIO=4&transport=pol',
    '',
  ];
  const { end } = await unending(
    server.port,
    Array.from({ length: 120 }, (_, n) => heads[n % heads.length]!),
  );
  await isServed();
  assert.equal(codeOf(await post('company:create', create('In between'))), 'ok');
  assert.equal(server.app.http.requestTimeout, 30_000);
  assert.ok(server.app.http.headersTimeout > 0 && server.app.http.headersTimeout <= 60_000);
  end();
});

test('[S4] requests sent before the last was answered are answered in their order', async () => {
  const line = (path: string, close = '') =>
    `GET ${path} HTTP/1.1\r\nHost: console.localhost:${server.port}\r\nOrigin: ${server.consoleOrigin}\r\n${close}\r\n`;
  const paths = Array.from({ length: 40 }, (_, n) => (n % 2 ? '/healthz' : '/api/companies'));
  const last = line('/healthz', 'Connection: close\r\n');
  const received = await rawHttp(server.port, `${paths.map((path) => line(path)).join('')}${last}`);
  const expected = [...paths.map((path) => (path === '/healthz' ? 200 : 401)), 200];
  assert.deepEqual(statusesIn(received), expected);
});

test('[S4] odd heads are answered with a refusal or ignored; none is a fault, and none smuggles a second request', async () => {
  const host = `Host: console.localhost:${server.port}\r\n`;
  const close = 'Connection: close\r\n';
  const smuggled = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
  const heads: Record<string, string> = {
    'no host': `GET /api/companies HTTP/1.1\r\n${close}\r\n`,
    'two hosts': `GET / HTTP/1.1\r\n${host}Host: evil.example\r\n${close}\r\n`,
    'an odd host': `GET / HTTP/1.1\r\nHost: ..:%00:[::\r\n${close}\r\n`,
    'a long host': `GET / HTTP/1.1\r\nHost: ${'a.'.repeat(4000)}localhost\r\n${close}\r\n`,
    'a whole address as path': `GET http://evil.example/api/companies HTTP/1.1\r\n${host}${close}\r\n`,
    'a star as path': `OPTIONS * HTTP/1.1\r\n${host}${close}\r\n`,
    'a path that cannot be decoded': `GET /%c0%af/%ff/%00 HTTP/1.1\r\n${host}${close}\r\n`,
    'a path out of the folder': `GET /assets/../../../../etc/passwd HTTP/1.1\r\n${host}${close}\r\n`,
    'an encoded path out of it': `GET /assets/%2e%2e%2f%2e%2e%2fpackage.json HTTP/1.1\r\n${host}${close}\r\n`,
    'both lengths': `POST /api/commands/x HTTP/1.1\r\n${host}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n${close}\r\n0\r\n\r\n${smuggled}`,
    'two lengths': `POST /api/commands/x HTTP/1.1\r\n${host}Content-Length: 0\r\nContent-Length: 50\r\n${close}\r\n${smuggled}`,
    'a negative length': `POST /api/commands/x HTTP/1.1\r\n${host}Content-Length: -1\r\n${close}\r\n`,
    'an odd coding': `POST /api/commands/x HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n${close}\r\n${smuggled}`,
    'a folded header': `GET / HTTP/1.1\r\n${host}X-A: b\r\n c\r\n${close}\r\n`,
    'NUL in a header': `GET / HTTP/1.1\r\n${host}X-A: a\0b\r\n${close}\r\n`,
    'a header of 20,000': `GET / HTTP/1.1\r\n${host}X-A: ${'a'.repeat(20_000)}\r\n${close}\r\n`,
    '3,000 headers': `GET / HTTP/1.1\r\n${host}${'A:b\r\n'.repeat(3000)}${close}\r\n`,
    'an odd method': `PROPFIND /api/companies HTTP/1.1\r\n${host}${close}\r\n`,
    trace: `TRACE / HTTP/1.1\r\n${host}${close}\r\n`,
    'a tunnel': `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`,
    'an odd expectation': `POST /api/commands/x HTTP/1.1\r\n${host}Expect: nonsense\r\n${close}Content-Length: 0\r\n\r\n`,
    'an odd upgrade': `GET /api/companies HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    'another version of HTTP': `GET / HTTP/3.0\r\n${host}\r\n`,
    'no HTTP at all': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
  };
  for (const [what, head] of Object.entries(heads)) {
    const statuses = statusesIn(await rawHttp(server.port, Buffer.from(head, 'latin1')));
    assert.ok(statuses.length <= 1, `${what}: a second request was answered: ${statuses.join(' ')}`);
    for (const status of statuses) assert.ok(status < 500 || status === 501, `${what}: ${status}`);
  }
  await isServed();
});

test('[S4] odd values of the headers that are read are refused or ignored, with a code of the table', async () => {
  const values = [
    '',
    ' ',
    'null',
    '*',
    '\u00ff\u00fe',
    '__proto__',
    ',,,',
    ';=;',
    'a=b; a=c',
    '%00',
    '-1',
    '1e999',
    'x'.repeat(4000),
  ];
  const headers = [
    'Origin',
    'Cookie',
    'Authorization',
    'Support-Protocol',
    'Sec-Fetch-Site',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'Accept-Language',
    'Accept',
    'Range',
    'If-None-Match',
  ];
  for (const header of headers)
    for (const value of values) {
      const answer = await post('company:create', create('Headers'), { [header]: value });
      const code = codeOf(answer);
      assert.ok(
        code === 'ok' || (code in ERRORS && code !== 'internal'),
        `${header}: ${value.slice(0, 20)}: ${code}`,
      );
      const page = await rawHttp(
        server.port,
        Buffer.from(
          `GET / HTTP/1.1\r\nHost: bodies.localhost\r\n${header}: ${value}\r\nConnection: close\r\n\r\n`,
          'latin1',
        ),
      );
      assert.ok(
        statusesIn(page).every((status) => status < 500),
        `${header}: ${value.slice(0, 20)}: ${page.slice(0, 80)}`,
      );
    }
});
