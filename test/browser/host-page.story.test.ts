import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';

// What a page pays for the launcher before anybody wants it: what Lighthouse would take points for.

/** The least that any such button does: an element with a look of its own, and one question to the server. */
const YARDSTICK = `<plain-button></plain-button><script type="module">
  customElements.define('plain-button', class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: 'closed' });
      const style = new CSSStyleSheet();
      style.replaceSync('button { position: fixed; right: 1em; bottom: 1em; border-radius: 2em; color: navy }');
      root.adoptedStyleSheets = [style];
      root.innerHTML = '<button><svg viewBox="0 0 24 24"><path d="M4 4h16v12H8l-4 4z"/></svg></button>';
      void fetch('/').then((answer) => answer.text()).then((text) => {
        root.firstChild.title = String(text.length);
      });
    }
  });
</script>`;
/** How many times that the launcher may take: it also reads its portal's looks and state, and follows them. */
const TIMES = 4;

let stage: Stage;
let yardstick: string;
let withPortal: string;
before(async () => {
  stage = await Stage.open();
  const { embed } = stage.server.app.deps.urls;
  const text = '<p>Tables that outlive their stories.</p>'.repeat(60);
  yardstick = await stage.websiteWith(text + YARDSTICK);
  withPortal = await stage.websiteWith(
    `${text}<support-portal portal="${stage.portal.portalId}"></support-portal>
    <script type="module" src="${embed}/support-portal.js"></script>`,
  );
  await stage.allow(withPortal);
});
after(() => stage.close());

interface Seen {
  shifts: number;
  /** What the page's scripts took of the processor, in milliseconds: waiting for it is not counted. */
  script: number;
  asked: string[];
}

const load = async (origin: string): Promise<Seen> => {
  const context = await stage.context();
  await context.addInitScript(`
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifts += value)))
      .observe({ type: 'layout-shift', buffered: true });`);
  const page = await stage.page(context);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(origin, { waitUntil: 'networkidle' });
  const shifts = (await page.evaluate('shifts')) as number;
  const { metrics } = await devtools.send('Performance.getMetrics');
  await context.close();
  const script = metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000;
  return { shifts, script, asked };
};

test('[W9] the launcher moves nothing in the page, holds nothing up, and asks for its script and one answer', async (t) => {
  const loads: { least: Seen; ours: Seen }[] = [];
  for (let time = 0; time < 5; time++)
    loads.push({ least: await load(yardstick), ours: await load(withPortal) });
  const least = Math.min(...loads.map(({ least }) => least.script));
  const ours = Math.min(...loads.map(({ ours }) => ours.script));
  t.diagnostic(
    `the launcher's script: ${ours.toFixed(1)} ms, the least such button's: ${least.toFixed(1)} ms`,
  );
  for (const { ours } of loads) assert.equal(ours.shifts, 0);
  // A machine's own speed says nothing of the script: what it takes is compared in the same run.
  assert.ok(ours < least * TIMES, `${ours} ms instead of ${least} ms`);
  const asked = loads[0]!.ours.asked.filter((path) => path !== '/');
  assert.deepEqual(asked.sort(), [`/api/portals/${stage.portal.portalId}/launcher`, '/support-portal.js']);
});
