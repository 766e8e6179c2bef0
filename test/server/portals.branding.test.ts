import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contrast, inkOn, paletteOf } from '#protocol/colours';
import { refused } from '../support/refusals.ts';
import { TestServer, type SeededAccount } from '../support/test-server.ts';

/** The smallest PNG there is: one see-through pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

let server: TestServer;
let account: SeededAccount;
let portal: Awaited<ReturnType<TestServer['portal']>>;
before(async () => {
  server = await TestServer.start();
  account = await server.seedAccount();
  portal = await server.portal(account.admin, 'harbour');
});
after(() => server.close());

type Level = { kind: 'account' } | { kind: 'company'; companyId: string };
const company = (): Level => ({ kind: 'company', companyId: portal.companyId });

/** Sets a value over what is there. */
const choose = async (key: string, value: unknown, level: Level = company()) => {
  const { settings } = await account.admin.must(
    'setting:list',
    level.kind === 'company' ? { companyId: level.companyId } : {},
  );
  const own = settings.find((setting) => setting.key === key)!;
  return account.admin.must('setting:set', { key, level, value: value as string, version: own.version });
};

const look = async () => {
  const guest = await server.visit(portal);
  const view = await guest.must('portal:view', { portalId: portal.portalId });
  assert.ok('brand' in view);
  return view;
};

test('[T12] whatever colour is chosen, what is written on it and in it can be read', () => {
  for (let value = 0; value < 4096; value++) {
    const [r, g, b] = [value >> 8, (value >> 4) & 15, value & 15].map((part) =>
      (part * 17).toString(16).padStart(2, '0'),
    );
    const colour = `#${r}${g}${b}`;
    const { accent, onAccent, link } = paletteOf(colour);
    assert.equal(accent, colour);
    assert.ok(contrast(accent, onAccent) >= 4.5, `${onAccent} on ${accent}`);
    for (const surface of ['#ffffff', '#f3f4f9']) assert.ok(contrast(link.light, surface) >= 4.5, colour);
    for (const surface of ['#17181f', '#23252f']) assert.ok(contrast(link.dark, surface) >= 4.5, colour);
  }
  assert.deepEqual([inkOn('#ffcc00'), inkOn('#0a3d91')], ['#000000', '#ffffff']);
  assert.equal(contrast('#000000', '#ffffff'), 21);
});

test('[T12, T13] a portal looks as its company chose, else as the account did, and goes back to that', async () => {
  await choose('portal.name', 'Northwind Help', { kind: 'account' });
  await choose('portal.colour', '#0a7d4f', { kind: 'account' });
  assert.equal((await look()).brand.name, 'Northwind Help');
  assert.equal((await choose('portal.name', 'Harbour IT')).source, 'company');
  const { brand } = await look();
  assert.equal(brand.name, 'Harbour IT');
  assert.equal(brand.style['--_brand-accent'], '#0a7d4f');
  assert.equal((await choose('portal.name', null)).source, 'account');
  assert.equal((await look()).brand.name, 'Northwind Help');
});

test('[T12] an open portal hears of it at once', async () => {
  const guest = await server.visit(portal);
  await guest.must('portal:view', { portalId: portal.portalId });
  await choose('portal.welcomeText', { de: 'Hallo aus dem Hafen' });
  await guest.hears('portal:changed', ({ texts }) => texts.welcome.de === 'Hallo aus dem Hafen');
});

test('[T12, A31] the launcher has its words in the visitor’s language, its colour, its shape and its corner', async () => {
  const guest = await server.visit(portal);
  const ask = (languages: string) => guest.must('portal:launcher', { portalId: portal.portalId, languages });
  await choose('portal.name', null, { kind: 'account' });
  assert.deepEqual((await ask('xx,de-AT,en')).words, { name: 'Support', retry: 'Erneut versuchen' });
  assert.deepEqual((await ask('')).words, { name: 'Support', retry: 'Try again' });
  await choose('portal.launcher', { shape: 'square', side: 'start' });
  const { style } = await ask('en');
  assert.match(style, /--_brand-accent:#0a7d4f/);
  assert.match(style, /border-radius:18px/);
  assert.match(style, /inset-inline:var\(--_offset\) auto/);
});

test('[T12, S5] a logo is served as the picture it is, and as nothing else', async () => {
  await choose('portal.logo', PNG);
  const { logo } = (await look()).brand;
  const answer = await server.http({ host: 'embed.localhost', path: logo! });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'image/png');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  assert.match(String(answer.headers['cache-control']), /immutable/);
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  for (const path of [logo!.replace('logo-', 'icon-'), '/brand/x/logo-0123456789abcdef', `${logo}x`])
    assert.equal((await server.http({ host: 'embed.localhost', path })).status, 404, path);
  assert.equal(
    (await server.http({ host: 'console.localhost', path: logo! })).headers['content-type'],
    'text/html; charset=utf-8',
  );
});

test('[T12] what is no picture, no colour and no name is refused, and what was there stays', async () => {
  const { settings } = await account.admin.must('setting:list', { companyId: portal.companyId });
  const svg = `data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`;
  const lie = `data:image/png;base64,${Buffer.from('<html><script>').toString('base64')}`;
  for (const [key, value] of [
    ['portal.logo', svg],
    ['portal.logo', lie],
    ['portal.logo', `${PNG}${'A'.repeat(40_000)}`],
    ['portal.logo', 'https://elsewhere.example/logo.png'],
    ['portal.colour', 'red;}*{display:none'],
    ['portal.colour', '#FFF'],
    ['portal.name', ''],
    ['portal.name', 'x'.repeat(61)],
    ['portal.scheme', 'sepia'],
    ['portal.launcher', { shape: 'star', side: 'end' }],
    ['portal.welcomeText', { xx: 'Hello' }],
  ] as const) {
    const { version } = settings.find((setting) => setting.key === key)!;
    const answer = await account.admin.socket.call('setting:set', { key, level: company(), value, version });
    refused(answer, 'validation');
  }
  assert.ok((await look()).brand.logo);
});

test('[T12] the portal’s own page has its name and icon', async () => {
  await choose('portal.name', 'Harbour <IT>');
  await choose('portal.icon', PNG);
  const page = await server.http({ host: 'harbour.localhost', path: '/' });
  assert.match(page.text, /<title>Harbour &#60;IT&#62;<\/title>/);
  const [, icon] = /<link rel="icon" href="(\/brand\/[^"]+)"/.exec(page.text)!;
  assert.equal(
    (await server.http({ host: 'harbour.localhost', path: icon! })).headers['content-type'],
    'image/png',
  );
  await choose('portal.icon', null);
  assert.match(
    (await server.http({ host: 'harbour.localhost', path: '/' })).text,
    /href="data:image\/svg[^"]*0a7d4f/,
  );
});

test('[A31] pages of the server’s own speak the visitor’s language', async () => {
  for (const [language, title] of [
    ['de-CH,en', 'Nicht gefunden'],
    ['fr', 'Page introuvable'],
    ['xx', 'Not found'],
  ] as const) {
    const page = await server.http({
      host: 'nobody.localhost',
      path: '/',
      headers: { 'Accept-Language': language },
    });
    assert.match(page.text, new RegExp(`<h1>${title}</h1>`));
    assert.match(
      page.text,
      new RegExp(`<html lang="${title === 'Not found' ? 'en' : language.slice(0, 2)}"`),
    );
  }
});
