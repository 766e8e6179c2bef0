import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { cleanUp } from '../../server/platform/clean-up.ts';
import { claimsFor, identified, signToken, use, websiteKey, type WebsiteKey } from '../support/identity.ts';
import { newCommandId } from '../support/ids.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const SITE = 'https://www.acme.example';
let server: TestServer;
let one: Scene;
let key: WebsiteKey;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Tokens');
  key = await websiteKey(one.admin, one.portal);
  const { portals } = await one.admin.must('portal:list', {});
  const { id, version } = portals[0]!;
  await one.admin.must('portal:update', { portalId: id, version, origins: [SITE] });
});
after(() => server.close());

/** What becomes of a token: `ok`, or why it is refused. */
const answerTo = async (token: string, portal = one.portal, origin?: string): Promise<string> => {
  const answer = await server.http({
    host: `${portal.subdomain}.localhost`,
    path: '/api/commands/contact:identify',
    headers: origin === undefined ? {} : { Origin: origin },
    body: { commandId: newCommandId(), portalId: portal.portalId, token },
  });
  server.clock.advance(1000);
  const envelope = answer.json!;
  if (envelope.ok) return 'ok';
  return String(envelope.error!.params?.reason ?? envelope.error!.code);
};
const good = (changed: Record<string, unknown> = {}, header?: Record<string, unknown>): string =>
  signToken(key, claimsFor(server, one.portal, changed), header);
const seconds = (): number => Math.floor(server.clock.now() / 1000);
const contacts = async (): Promise<number> => {
  const { count } = server.app.deps.database.read.fn;
  const query = server.app.deps.database.read.selectFrom('contacts').select(count<number>('id').as('n'));
  return (await query.executeTakeFirstOrThrow()).n;
};

test('[S11] a good token is taken once', async () => {
  const token = good();
  assert.equal(await answerTo(token), 'ok');
  assert.equal(await answerTo(token), 'used');
});

test('[S11] of fifty calls with one token at the same moment exactly one succeeds', async () => {
  const token = good();
  const answers = await Promise.all(Array.from({ length: 50 }, () => answerTo(token)));
  assert.equal(answers.filter((answer) => answer === 'ok').length, 1);
  assert.equal(answers.filter((answer) => answer === 'used').length, 49);
});

test('[S11] what was used is remembered for as long as a clock that is behind would take it', async () => {
  const token = good({ exp: seconds() + 120 });
  assert.equal(await answerTo(token), 'ok');
  const { deps } = server.app;
  for (let second = 0; second < 15; second += 1) {
    server.clock.advance(second === 0 ? 118_000 : 1000);
    const now = server.clock.now();
    await cleanUp.outside({}, { deps, now, signal: new AbortController().signal });
    assert.notEqual(await answerTo(token), 'ok', `${second} s`);
  }
});

test('[S11] a time with fractions of a second is one', async () => {
  assert.equal(await answerTo(good({ exp: seconds() + 120.123_456_7 })), 'ok');
});

test('[S11] a token with any one character changed is refused, and nobody is made by it', async () => {
  const token = good({ sub: 'flipped', name: 'F', email: 'f@x.example' });
  const before = await contacts();
  const other = (character: string): string => (character === 'A' ? 'B' : 'A');
  const taken: number[] = [];
  for (let place = 0; place < token.length; place += 1) {
    const flipped = token.slice(0, place) + other(token[place]!) + token.slice(place + 1);
    if ((await answerTo(flipped)) === 'ok') taken.push(place);
  }
  // The last character of a part may stand for the same bytes as its neighbours.
  for (const character of 'BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    const flipped = token.slice(0, -1) + character;
    if (flipped !== token && (await answerTo(flipped)) === 'ok') taken.push(token.length - 1);
  }
  assert.deepEqual(taken, []);
  assert.equal(await contacts(), before);
});

test('[S11] what is missing, too old, too long-lived or for another portal is refused with its reason', async () => {
  const now = seconds();
  const cases: [Record<string, unknown>, string][] = [
    [{ exp: now - 60 }, 'expired'],
    [{ exp: now + 3600 }, 'lives_too_long'],
    [{ exp: Infinity }, 'claims'],
    [{ exp: '9999999999' }, 'claims'],
    [{ exp: undefined }, 'claims'],
    [{ nbf: now + 300 }, 'claims'],
    [{ aud: newCommandId() }, 'audience'],
    [{ aud: [newCommandId(), 'x'] }, 'audience'],
    [{ aud: undefined }, 'claims'],
    [{ jti: undefined }, 'claims'],
    [{ jti: '' }, 'claims'],
    [{ jti: 7 }, 'claims'],
    [{ sub: undefined }, 'claims'],
    [{ sub: '' }, 'claims'],
    [{ sub: 'a'.repeat(201) }, 'claims'],
    [{ sub: 'a\0b' }, 'claims'],
    [{ sub: { $ne: null } }, 'claims'],
    [{ name: undefined }, 'claims'],
    [{ name: ' ' }, 'claims'],
    [{ email: 'no address' }, 'claims'],
  ];
  for (const [changed, reason] of cases)
    assert.equal(await answerTo(good(changed)), reason, JSON.stringify(changed));
  assert.equal(await answerTo(good({ aud: [one.portal.portalId, 'x'] })), 'ok');
});

test('[S11] an algorithm other than the key’s, none, or a foreign key is refused', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const made = await one.admin.must('identity-key:create', {
    portalId: one.portal.portalId,
    name: 'Pair',
    algorithm: 'EdDSA',
    publicKey: pem,
  });
  // The classic: what everybody may know, used as a secret.
  const confused = signToken({ id: made.key.id, secret: pem }, claimsFor(server, one.portal));
  assert.equal(await answerTo(confused), 'signature');
  assert.equal(await answerTo(good({}, { alg: 'HS512' })), 'signature');
  const unsigned = good({}, { alg: 'none' });
  assert.notEqual(await answerTo(unsigned), 'ok');
  assert.notEqual(await answerTo(`${unsigned.split('.').slice(0, 2).join('.')}.`), 'ok');
  assert.equal(await answerTo(good({}, { kid: newCommandId() })), 'unknown_key');
  assert.equal(await answerTo(good({}, { kid: "' or 1=1 --" })), 'unknown_key');
  assert.equal(await answerTo(good({}, { kid: undefined })), 'malformed');
  assert.equal(await answerTo(good({}, { crit: ['exp'], exp: 1 })), 'malformed');
  for (const token of ['a', 'a.b', 'a.b.c', '..', '{}.{}.{}', good().replaceAll('.', ' . ')])
    assert.equal(await answerTo(token), 'malformed', token);
});

test('[S11] a key vouches in its own portal alone', async () => {
  const second = await server.portal(one.admin, 'tokens-two');
  const elsewhere = await scene(server, 'Elsewhere');
  for (const portal of [second, elsewhere.portal]) {
    const token = signToken(key, claimsFor(server, portal));
    assert.equal(await answerTo(token, portal), 'unknown_key');
  }
});

for (const [algorithm, make] of [
  ['EdDSA', () => generateKeyPairSync('ed25519')],
  ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
] as const)
  test(`[S11] ${algorithm}: a token signed with the private key of a pair is taken, given as PEM or JWK`, async () => {
    const pair = make();
    const forms = [
      String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
      JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
    ];
    for (const publicKey of forms) {
      const input = { portalId: one.portal.portalId, name: algorithm, algorithm, publicKey };
      const { key: made, secret } = await one.admin.must('identity-key:create', input);
      assert.equal(secret, null);
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part({ alg: algorithm, kid: made.id })}.${part(claimsFor(server, one.portal))}`;
      const signature = sign(algorithm === 'ES256' ? 'sha256' : null, Buffer.from(signed), {
        key: pair.privateKey,
        dsaEncoding: 'ieee-p1363',
      });
      assert.equal(await answerTo(`${signed}.${signature.toString('base64url')}`), 'ok');
    }
  });

test('[S11] a private key, a key of another kind and what is no key are refused on the field', async () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const spki = { type: 'spki', format: 'pem' } as const;
  const ed = generateKeyPairSync('ed25519');
  const cases: ['EdDSA' | 'ES256' | 'HS256', string | undefined, string][] = [
    ['EdDSA', String(ed.privateKey.export(pem)), 'private_key'],
    ['EdDSA', JSON.stringify(ed.privateKey.export({ format: 'jwk' })), 'private_key'],
    ['ES256', String(ed.publicKey.export(spki)), 'invalid'],
    ['ES256', String(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export(spki)), 'invalid'],
    ['EdDSA', 'not a key', 'invalid'],
    ['EdDSA', '{"kty":"OKP"', 'invalid'],
    ['EdDSA', undefined, 'required'],
    ['HS256', 'my own secret', 'invalid'],
  ];
  for (const [algorithm, publicKey, code] of cases) {
    const given = { portalId: one.portal.portalId, name: 'Bad', algorithm };
    const answer = await one.admin.socket.call('identity-key:create', {
      ...given,
      ...(publicKey !== undefined && { publicKey }),
    });
    assert.ok(!answer.ok);
    assert.deepEqual(answer.error.issues, [{ path: ['publicKey'], code }]);
  }
});

test('[S1, S2] a website, listed or not, can neither exchange a token nor use a contact’s session', async () => {
  assert.equal(await answerTo(good(), one.portal, SITE), 'origin_refused');
  assert.equal(await answerTo(good(), one.portal, 'https://evil.example'), 'origin_refused');
  const own = `http://${one.portal.subdomain}.localhost:${server.port}`;
  assert.equal(await answerTo(good(), one.portal, own), 'ok');
  const { token } = await identified(server, one.portal, key);
  const current = async (origin: string): Promise<string> => {
    const answer = await server.http({
      method: 'GET',
      host: 'embed.localhost',
      path: '/api/requests/current',
      headers: { Origin: origin, Authorization: `Bearer ${token}` },
    });
    return answer.json!.ok ? 'ok' : answer.json!.error!.code;
  };
  assert.equal(await current(own), 'ok');
  assert.equal(await current(SITE), 'origin_refused');
  const connecting = { host: 'embed.localhost', portal: one.portal.portalId, token, origin: SITE };
  await assert.rejects(server.connect(connecting), /origin_refused/);
});

test('[S7] taking a key away ends what it vouched for, within a second, and refuses its tokens', async () => {
  const old = await websiteKey(one.admin, one.portal, 'Old');
  const { socket, token } = await identified(server, one.portal, old, { sub: 'cut' });
  const kept = await identified(server, one.portal, key, { sub: 'kept' });
  const cut = new Promise((resolve) => socket.socket.once('disconnect', resolve));
  await one.admin.must('identity-key:delete', { keyId: old.id });
  await cut;
  await assert.rejects(server.visit(one.portal, token), /unauthenticated/);
  const late = signToken(old, claimsFor(server, one.portal));
  assert.equal(await answerTo(late), 'unknown_key');
  await kept.socket.must('request:current', {});
});

test('[S11] a website’s word holds for a day: the session is over then, and never a guest’s', async () => {
  const someone = await identified(server, one.portal, key, { sub: 'day' });
  const { token } = someone;
  for (let time = 0; time < 2; time++) {
    server.clock.advance(11 * 3_600_000);
    await use(server, someone);
  }
  await server.visit(one.portal, token);
  server.clock.advance(3 * 3_600_000);
  await assert.rejects(server.visit(one.portal, token), /unauthenticated/);
});

test('[S14, S15] neither secrets nor tokens are in the database or its log as they are', async () => {
  const token = good({ sub: 'logged' });
  assert.equal(await answerTo(token), 'ok');
  const { read } = server.app.deps.database;
  const log = await read.selectFrom('audit').selectAll().where('command', '=', 'contact:identify').execute();
  assert.ok(log.length > 0 && log.at(-1)!.account === one.account);
  const tables = ['audit', 'identity_keys', 'commands', 'sessions', 'identity_tokens'] as const;
  for (const table of tables) {
    const text = JSON.stringify(await read.selectFrom(table).selectAll().execute());
    assert.ok(!text.includes(key.secret), `a secret in ${table}`);
    assert.ok(!text.includes(token.split('.')[2]!), `a token in ${table}`);
  }
});
