import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hiddenFrom } from '../support/access/dump.ts';
import { createWorld, type AccessActor, type World } from '../support/access/world.ts';
import type { HttpAnswer } from '../support/http-client.ts';

let world: World;
before(async () => {
  world = await createWorld({ hashing: false });
});
after(() => world.server.close());

/** Where pages and files are asked for; the last is no host of ours. */
const hostsOf = (): string[] => [
  'console.localhost',
  'embed.localhost',
  ...new Set(world.actors.filter(({ host }) => host !== 'console.localhost').map(({ host }) => host)),
  'nobody.localhost',
  'other.example',
];

const pathsOf = (): string[] => [
  '/',
  '/requests',
  '/configure/companies',
  '/invitation',
  '/setup',
  '/p/alpha-one',
  '/p/nobody',
  '/frame',
  '/window',
  '/p/alpha-one/window',
  '/preview/inline',
  '/preview/launcher?pinned',
  '/preview/nothing',
  '/preview.css',
  `/brand/${world.places[0]!.ids.portal}/logo-0123456789abcdef`,
  ...world.places.map(({ ids }) => `/p/${ids.portal}`),
  '/healthz',
  '/readyz',
  '/support-portal.js',
  '/support-page.js',
  '/manifest.json',
  '/assets/console.js',
  '/assets/console.css',
  '/assets/nothing.js',
  '/package.json',
  '/data.sqlite',
  '/.env',
  '/api',
  '/api/nothing',
  '/api/openapi.json',
];

/** The same for everybody who asks there: what may be kept by caches along the way. */
const isPublicFile = (path: string, { headers }: HttpAnswer): boolean =>
  /^\/(support-(portal|page)\.js|manifest\.json|preview\.css|assets\/)/.test(path) ||
  /^\/api\/(openapi|docs)/.test(path)
    ? headers['set-cookie'] === undefined
    : false;

/** Ids an actor must not learn. A portal's own page is public: its id and its company's name are in it. */
const hiddenIds = async (actor: AccessActor): Promise<string[]> => {
  const portals = new Set(world.places.map(({ ids }) => ids.portal));
  return (await hiddenFrom(world, actor)).filter(
    (text) => /^[0-9a-f-]{36}$/.test(text) && !portals.has(text),
  );
};

const get = (actor: AccessActor, host: string, path: string): Promise<HttpAnswer> =>
  world.server.http({ host, path, headers: { Origin: actor.origin, ...actor.headers } });

test('[S3] [S14] pages and files are the same for everybody; none tells anything private, none that could is kept', async (t) => {
  let cells = 0;
  const secrets = new Map<AccessActor, string[]>();
  for (const actor of world.actors) secrets.set(actor, await hiddenIds(actor));
  const faults: string[] = [];
  for (const host of hostsOf())
    for (const path of pathsOf()) {
      const answers = new Map<string, string>();
      for (const actor of world.actors) {
        const answer = await get(actor, host, path);
        cells += 1;
        const where = `${actor.name} · ${host}${path}`;
        if (secrets.get(actor)!.some((id) => answer.text.includes(id)))
          faults.push(`${where} tells a secret`);
        if (answer.status >= 500) faults.push(`${where}: ${answer.status}`);
        const isKept = answer.headers['cache-control'] !== 'no-store';
        if (isKept && answer.status === 200 && !isPublicFile(path, answer))
          faults.push(`${where} may be kept`);
        answers.set(`${answer.status} ${answer.text.replace(/"requestId":"[^"]+"/, '')}`, actor.name);
      }
      // What an API answers may hang on who asks; a page and a file may not.
      if (!path.startsWith('/api') && answers.size > 1)
        faults.push(`${host}${path} differs: ${[...answers.values()].join(', ')}`);
    }
  t.diagnostic(
    `${cells} cells: ${world.actors.length} actors, ${hostsOf().length} hosts, ${pathsOf().length} paths`,
  );
  assert.deepEqual(faults, []);
});

test('[S3] [S14] an answer of the API is never kept, whoever asks and whatever comes of it', async () => {
  const ids = world.places[0]!.ids;
  const paths = [
    '/api/session',
    '/api/companies',
    '/api/portals',
    '/api/requests?view=all',
    '/api/requests/current',
    `/api/requests/${ids.request}`,
    `/api/threads/${ids.thread}/entries?after=0`,
    `/api/portals/${ids.portal}/view`,
    '/api/settings',
  ];
  for (const actor of world.actors)
    for (const path of paths) {
      const { headers, status } = await get(actor, actor.host, path);
      assert.equal(headers['cache-control'], 'no-store', `${actor.name} · ${path} · ${status}`);
    }
});

test('[S3] the console’s session counts on the console’s host alone', async () => {
  for (const actor of world.actors.filter(({ kind }) => kind === 'technician'))
    for (const host of hostsOf().filter((one) => one !== 'console.localhost')) {
      const { json } = await get(actor, host, '/api/companies');
      assert.equal(json.ok, false, `${actor.name} · ${host}`);
    }
});
