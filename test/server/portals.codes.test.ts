import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { ROOT } from '../support/source-files.ts';
import { TestServer, type SeededAccount } from '../support/test-server.ts';

// Codes with the widget as it is built: `npm test` builds before this.

const EMBED = join(ROOT, 'dist', 'embed');
const WAYS = ['popup', 'inline', 'launcher'] as const;

let server: TestServer;
let account: SeededAccount;
let portal: { portalId: string; subdomain: string };
before(async () => {
  server = await TestServer.start();
  account = await server.seedAccount();
  portal = await server.portal(account.admin, 'coded');
});
after(() => server.close());

const codes = () => account.admin.must('portal:code', { portalId: portal.portalId });
const get = (host: string, path: string, headers: Record<string, string> = {}) =>
  server.http({ host: `${host}.localhost`, path, headers });
const sha384 = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

test('[G17] the pinned script is served as its integrity says, for other origins, for ever', async () => {
  const { pinned } = await codes();
  const [, path, integrity] = /src="[^"]+(\/support-portal-[^"/]+\.js)" integrity="([^"]+)"/.exec(
    pinned!.inline,
  )!;
  const answer = await get('embed', path!, { Origin: 'https://client.example' });
  assert.equal(answer.status, 200);
  assert.equal(sha384(answer.text), integrity);
  assert.equal(answer.text, (await get('embed', '/support-portal.js')).text, 'the stub and nothing else');
  assert.match(String(answer.headers['content-type']), /javascript/);
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('[G17] a pinned code is the stable one with another script, and the script alone differs', async () => {
  const { pinned, ...stable } = await codes();
  const script = /<script.*<\/script>/;
  for (const way of WAYS) {
    assert.match(pinned![way], / integrity="sha384-[^"]{64}" crossorigin="anonymous"><\/script>$/);
    assert.doesNotMatch(stable[way], /integrity/);
    assert.equal(pinned![way].replace(script, ''), stable[way].replace(script, ''));
    assert.ok(stable.examples[way].includes(script.exec(stable[way])![0]));
    assert.ok(pinned!.examples[way].includes(script.exec(pinned![way])![0]));
  }
});

test('[G17] the policy of a code names the embed host, over HTTP and as a socket, and nothing else', async () => {
  const embed = `http://embed.localhost:${server.port}`;
  const embedding = `script-src ${embed}; connect-src ${embed} ws://embed.localhost:${server.port}`;
  const { csp } = await codes();
  assert.deepEqual(csp, { popup: `script-src ${embed}`, inline: embedding, launcher: embedding });
});

test('[G17] every hashed file of the build is in its manifest, with the integrity of what is served', async () => {
  const { files } = JSON.parse((await get('embed', '/manifest.json')).text);
  const names = Object.keys(files);
  assert.ok(names.some((name) => name.startsWith('assets/panel-')));
  for (const name of names) assert.equal(sha384((await get('embed', `/${name}`)).text), files[name], name);
});

test('[G17] a preview is a page of the portal with the code in it, under the policy shown, in no frame', async () => {
  const { url, csp, previews, pinned, ...stable } = await codes();
  for (const way of WAYS) {
    for (const [address, code] of [
      [previews[way], stable[way]],
      [pinned!.previews[way], pinned![way]],
    ] as const) {
      assert.ok(address.startsWith(url), address);
      const answer = await get('coded', address.slice(url.length - 1));
      assert.equal(answer.status, 200);
      assert.ok(answer.text.includes(code), address);
      const policy = String(answer.headers['content-security-policy']);
      assert.ok(policy.startsWith(`default-src 'none'; ${csp[way]};`), policy);
      assert.match(policy, /frame-ancestors 'none'/);
    }
  }
  for (const path of ['/preview/', '/preview/nothing', '/preview/inline/more'])
    assert.equal((await get('coded', path)).status, 404, path);
  assert.equal((await get('embed', '/preview/inline')).status, 404);
  assert.equal((await get('nobody', '/preview/inline')).status, 404);
});

test('[G17] [S5] the preview of a company with a hostile name shows it as text', async () => {
  const company = await account.admin.must('company:create', { name: '<img src=x onerror=alert(1)>' });
  await account.admin.must('portal:create', {
    companyId: company.id,
    subdomain: 'hostile',
    status: 'active',
  });
  const { text } = await get('hostile', '/preview/inline');
  assert.ok(!text.includes('<img'));
  assert.ok(text.includes('&#60;img src=x'));
});

test('[G5] [G17] the preview under an earlier name leads to the one under today’s', async () => {
  const { portalId } = await server.portal(account.admin, 'moved');
  await account.admin.must('portal:update', { portalId, version: 1, subdomain: 'moved-on' });
  const answer = await get('moved', '/preview/launcher');
  assert.equal(answer.status, 308);
  assert.equal(answer.headers.location, `http://moved-on.localhost:${server.port}/preview/launcher`);
});

/** A server with the built widget changed like this. */
const serverWith = async (context: TestContext, change: (embed: string) => Promise<unknown>) => {
  const dist = await mkdtemp(join(tmpdir(), 'support-portal-dist-'));
  const embed = join(dist, 'embed');
  await mkdir(embed);
  await cp(EMBED, embed, { recursive: true });
  await change(embed);
  const other = await TestServer.start({ dist });
  context.after(async () => {
    await other.close();
    await rm(dist, { recursive: true });
  });
  const { admin } = await other.seedAccount();
  const { portalId } = await other.portal(admin, 'unpinned');
  return { other, code: await admin.must('portal:code', { portalId }) };
};

for (const [what, change] of [
  ['without a manifest', (embed: string) => rm(join(embed, 'manifest.json'))],
  ['with a manifest that is none', (embed: string) => writeFile(join(embed, 'manifest.json'), '{"files":')],
  [
    'whose pinned file is missing',
    async (embed: string) => {
      const { pinned } = JSON.parse(await readFile(join(embed, 'manifest.json'), 'utf8'));
      await rm(join(embed, pinned));
    },
  ],
  [
    'whose manifest would write into the code',
    (embed: string) =>
      writeFile(
        join(embed, 'manifest.json'),
        JSON.stringify({ pinned: '"><script>.js', files: { '"><script>.js': `sha384-${'A'.repeat(64)}` } }),
      ),
  ],
] as const)
  test(`[G17] a build ${what} is served all the same, with stable codes alone`, async (context) => {
    const { other, code } = await serverWith(context, change);
    assert.equal(code.pinned, null);
    assert.match(code.inline, /\/support-portal\.js"/);
    const preview = (path: string) => other.http({ host: 'unpinned.localhost', path });
    assert.equal((await preview('/preview/inline')).status, 200);
    assert.equal((await preview('/preview/inline?pinned')).status, 404);
  });
