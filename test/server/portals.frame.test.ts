import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const SITES = ['https://client.example', 'https://www.client.example:8443'];

let server: TestServer;
let one: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Framed');
});
after(() => server.close());

const page = () => server.http({ host: `${one.portal.subdomain}.localhost`, path: '/frame' });
const policyOf = (headers: Record<string, unknown>): string =>
  String(headers['content-security-policy'])
    .split('; ')
    .find((part) => part.startsWith('frame-ancestors'))!;
const list = async (origins: string[]): Promise<void> => {
  const { portals } = await one.admin.must('portal:list', {});
  const { id, version } = portals.find((portal) => portal.id === one.portal.portalId)!;
  await one.admin.must('portal:update', { portalId: id, version, origins });
};
const where = (origin?: string) =>
  server.http({
    host: 'embed.localhost',
    path: `/api/portals/${one.portal.portalId}/frame`,
    headers: origin === undefined ? {} : { Origin: origin },
  });

test('[S1, S14] a portal that no website may embed is shown in no frame', async () => {
  await list([]);
  const { headers } = await page();
  assert.equal(policyOf(headers), "frame-ancestors 'none'");
  assert.equal(headers['x-frame-options'], 'DENY');
});

test('[S1, W5] exactly the listed websites may show it in a frame, and it talks with those alone', async () => {
  await list(SITES);
  const { headers, text, status } = await page();
  assert.equal(status, 200);
  assert.equal(policyOf(headers), `frame-ancestors ${SITES.join(' ')}`);
  assert.equal(headers['x-frame-options'], undefined);
  assert.match(text, new RegExp(`data-hosts="${SITES.join(' ')}"`));
  // A page that is isolated from all others may have it in it.
  assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
});

test('[W5, S2] only a website that may embed the portal is told where its frame is', async () => {
  await list(SITES);
  const told = JSON.parse((await where(SITES[0])).text) as { data: { url: string } };
  assert.equal(told.data.url, `${server.app.deps.urls.portal(one.portal.subdomain)}/frame`);
  const refused = JSON.parse((await where('https://elsewhere.example')).text) as { error: { code: string } };
  assert.equal(refused.error.code, 'origin_refused');
});

test('[S1, S14] the page of a window is shown in no frame, and a link to it is found from the embed host', async () => {
  const name = one.portal.subdomain;
  const { headers, status } = await server.http({ host: `${name}.localhost`, path: '/window' });
  assert.deepEqual([status, policyOf(headers)], [200, "frame-ancestors 'none'"]);
  assert.deepEqual([headers['x-frame-options'], headers['cache-control']], ['DENY', 'no-store']);
  const link = await server.http({ host: 'embed.localhost', path: `/p/${one.portal.portalId}/window` });
  assert.deepEqual(
    [link.status, link.headers.location],
    [302, `${server.app.deps.urls.portal(name)}/window`],
  );
});

test('[G5] after a rename the frame is found at the new address, and the old one leads there', async () => {
  const { portals } = await one.admin.must('portal:list', {});
  const { id, version } = portals.find((portal) => portal.id === one.portal.portalId)!;
  const before = one.portal.subdomain;
  await one.admin.must('portal:update', { portalId: id, version, subdomain: `${before}-anew` });
  const told = JSON.parse((await where(SITES[0])).text) as { data: { url: string } };
  assert.equal(told.data.url, `${server.app.deps.urls.portal(`${before}-anew`)}/frame`);
  const { status, headers } = await page();
  assert.deepEqual([status, headers.location], [308, told.data.url]);
});
