import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';

// What a page pays for the launcher before anybody wants it: what Lighthouse would take points for.

let stage: Stage;
let plain: string;
let withPortal: string;
before(async () => {
  stage = await Stage.open();
  const { embed } = stage.server.app.deps.urls;
  const text = '<p>Tables that outlive their stories.</p>'.repeat(60);
  plain = await stage.websiteWith(text);
  withPortal = await stage.websiteWith(
    `${text}<support-portal portal="${stage.portal.portalId}"></support-portal>
    <script type="module" src="${embed}/support-portal.js"></script>`,
  );
  await stage.allow(withPortal);
});
after(() => stage.close());

interface Seen {
  shifts: number;
  /** The longest that a script of the portal ran in a frame that took long, in milliseconds. */
  longest: number;
  /** When the page's largest part was on screen. */
  largest: number;
}

/** What counts as a long task. */
const LONG = 50;

/** A load on a machine a quarter as fast, as Lighthouse has a phone; what the browser counts until all is quiet. */
const load = async (origin: string): Promise<Seen & { asked: string[] }> => {
  const context = await stage.context();
  await context.addInitScript(`
    window.seen = { shifts: 0, longest: 0, largest: 0 };
    const watch = (type, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch('layout-shift', ({ value }) => (seen.shifts += value));
    watch('long-animation-frame', ({ scripts }) =>
      scripts.forEach(({ sourceURL, duration }) => {
        if (sourceURL.includes('support-portal')) seen.longest = Math.max(seen.longest, duration);
      }));
    watch('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));`);
  const page = await stage.page(context);
  const throttle = await context.newCDPSession(page);
  await throttle.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(origin, { waitUntil: 'networkidle' });
  const seen = (await page.evaluate('seen')) as Seen;
  await context.close();
  return { ...seen, asked };
};

test('[W9] the launcher moves nothing in the page, holds nothing up, and asks for its script and one answer', async (t) => {
  const loads: { without: Seen; within: Seen & { asked: string[] } }[] = [];
  for (let time = 0; time < 3; time++)
    loads.push({ without: await load(plain), within: await load(withPortal) });
  t.diagnostic(JSON.stringify(loads));
  for (const { within } of loads) assert.equal(within.shifts, 0);
  // On a machine that is busy with something else anything takes long: the best of three is the script's own.
  const least = Math.min(...loads.map(({ within }) => within.longest));
  assert.ok(least < LONG, `a task of ${least} ms`);
  const ours = loads[0]!.within.asked.filter((path) => path !== '/');
  assert.deepEqual(ours.sort(), [`/api/portals/${stage.portal.portalId}/launcher`, '/support-portal.js']);
});
