import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** What a page's own rules and neighbours can do to it, short of taking the element itself away. */
const RULES = {
  'unsets everything': '* { all: unset !important }',
  'sets what is inherited': `* { font: italic 40px/3 fantasy !important; color: red !important;
    letter-spacing: 9px !important; word-spacing: 30px !important; text-transform: uppercase !important;
    text-align: right !important; text-indent: 3em !important; white-space: pre !important;
    cursor: wait !important; color-scheme: dark !important; list-style: square !important;
    text-shadow: 1px 1px red !important; caret-color: red !important; user-select: none !important;
    accent-color: red !important; border-collapse: collapse !important; quotes: none;
    overflow-wrap: normal !important; hyphens: auto !important; tab-size: 20 !important;
    -webkit-text-stroke: 2px red !important; font-variant: small-caps !important; writing-mode: vertical-lr !important;
    word-break: break-all !important; stroke: red !important; fill: red !important; }
`,
  'hides what it finds inside': `div, button, textarea, input, label, main, form, p, span, svg, path, h1, ul, li,
    support-panel, support-request-form, .panel, .launcher, .header, .button, .field,
    [part], [role='dialog'], support-portal * { display: none !important; opacity: 0 !important }`,
  'has its own idea of boxes': `*, *::before, *::after { box-sizing: content-box !important }
    div, button, textarea, input, p, form, main { margin: 50px !important; padding: 50px !important;
    border: 9px solid red !important; float: right !important; position: static !important }`,
} as const;

/** The element's own box is the page's to place, here the same in every page. */
const PLACE = `support-portal { margin: 0 !important; padding: 0 !important; border: 0 !important }
  support-portal[mode='inline'] { display: block !important; writing-mode: horizontal-tb !important; width: 600px !important; height: 640px !important }`;

/**
 * Every element inside, through all shadow roots: where it is from the panel's corner, and its computed style. Of the
 * launcher and the panel's box, which hold no text, what is seen of them.
 */
const LOOK = `(() => {
  const SEEN = ['display', 'color', 'background-color', 'border-radius', 'box-shadow', 'padding', 'margin', 'position', 'z-index', 'opacity', 'box-sizing'];
  const seen = [];
  const portal = document.querySelector('support-portal');
  const origin = portal.shadowRoot.querySelector('.panel').getBoundingClientRect();
  const walk = (root) => {
    for (const element of root.children) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const shown = width + height > 0;
      const look = { box: shown ? [x - origin.x, y - origin.y, width, height].map(Math.round).join() : 'none' };
      const isOurs = element.closest('.launcher, .panel') && element.localName !== 'support-panel';
      // The launcher's slot has no box of its own: what it holds is looked at.
      const isContents = element.localName === 'slot' && ['contents', 'none'].includes(style.display);
      for (const property of isContents ? ['display'] : isOurs ? SEEN : style)
        look[property] = style.getPropertyValue(property);
      seen.push({ name: element.localName + '.' + element.getAttribute('class'), look });
      walk(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(portal.shadowRoot);
  return seen;
})()`;

/** The element that has the focus, through all shadow roots. */
const FOCUSED = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
})()`;

type Look = { name: string; look: Record<string, string> }[];

const open = async (mode: 'inline' | 'launcher', rules: string, more = ''): Promise<Page> => {
  const { embed } = stage.server.app.deps.urls;
  const origin = await stage.websiteWith(
    `${more}<support-portal portal="${stage.portal.portalId}" mode="${mode}"></support-portal>
    <script type="module" src="${embed}/support-portal.js"></script><style>${rules} ${PLACE}</style>`,
  );
  await stage.allow(origin);
  const page = await stage.page(await stage.context());
  await page.goto(origin);
  await page.waitForFunction("customElements.get('support-portal')");
  await page.evaluate("document.querySelector('support-portal').open()");
  await page.waitForFunction(
    `(() => {
      const panel = document.querySelector('support-portal').shadowRoot.querySelector('support-panel');
      return panel?.shadowRoot.querySelector('support-request-form')?.shadowRoot.querySelector('textarea');
    })()`,
  );
  // A launcher's panel moves the focus into its first field, which is drawn otherwise, and by and by.
  if (mode === 'launcher') {
    await page.waitForFunction(`${FOCUSED}?.localName === 'input'`);
    await page.evaluate(`(() => {
      const field = ${FOCUSED};
      field.blur();
      return Promise.all(field.getRootNode().getAnimations().map(({ finished }) => finished));
    })()`);
  }
  return page;
};

const differences = (before: Look, now: Look): string[] => {
  assert.ok(before.length > 20, `the whole inside is seen: ${before.length} elements`);
  assert.deepEqual(
    now.map(({ name }) => name),
    before.map(({ name }) => name),
  );
  return before.flatMap(({ name, look }, index) =>
    Object.entries(look).flatMap(([property, value]) => {
      const changed = now[index]!.look[property]!;
      return changed === value ? [] : [`${name} { ${property}: ${value} → ${changed} }`];
    }),
  );
};

for (const mode of ['launcher', 'inline'] as const)
  for (const [what, rules] of Object.entries(RULES))
    test(`[W6] a page whose CSS ${what} changes nothing inside the portal, ${mode}`, async () => {
      const before = await open(mode, '');
      const plain = (await before.evaluate(LOOK)) as Look;
      await before.context().close();
      const page = await open(mode, rules);
      const found = differences(plain, (await page.evaluate(LOOK)) as Look);
      assert.deepEqual(found, [], `${found.length} differences`);
    });

test('[W6] neighbours piled high do not cover the launcher, nor the panel', async () => {
  const rules = `.neighbour { position: fixed; inset: 0; z-index: 99999999; background: gold }`;
  const page = await open('launcher', rules, '<div class="neighbour"></div>');
  await page.getByLabel('What can we do for you?').click();
  await page.keyboard.type('In front');
  assert.equal(await page.getByLabel('What can we do for you?').inputValue(), 'In front');
  await page.getByRole('button', { name: 'Support', exact: true }).click();
  await page.getByLabel('What can we do for you?').waitFor({ state: 'hidden' });
  assert.deepEqual(stage.complaints, []);
});

test('[W6] an inline portal whose own box was unset by the page can still be used', async () => {
  const page = await open('inline', '');
  await page.addStyleTag({ content: 'support-portal[mode] { all: unset !important }' });
  await page.getByLabel('What can we do for you?').click();
  await page.keyboard.type('Still here');
  await page.getByRole('button', { name: 'Send message' }).click({ trial: true });
});

test('[W6] a page that hides the element hides all of it', async () => {
  for (const [property, value] of [
    ['visibility', 'hidden'],
    ['display', 'none'],
  ]) {
    const page = await open('launcher', `.away { ${property}: ${value} }`);
    await page.evaluate("document.querySelector('support-portal').className = 'away'");
    await page.getByLabel('What can we do for you?').waitFor({ state: 'hidden' });
    await page.locator('support-portal .launcher').waitFor({ state: 'hidden' });
  }
});

test('[W6] it leaves the page alone: no globals but those of Lit, no styles, no elements', async () => {
  const page = await open('inline', '');
  const added = await page.evaluate(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && isNaN(name)).sort();
  })()`);
  assert.deepEqual(added, [
    'litElementVersions',
    'litHtmlVersions',
    'litPropertyMetadata',
    'reactiveElementVersions',
  ]);
  const parts = await page.evaluate(`[
    document.adoptedStyleSheets.length,
    [...document.head.children].map(({ localName }) => localName).join(),
    [...document.body.children].map(({ localName }) => localName).join(),
  ]`);
  assert.deepEqual(parts, [0, 'meta,link', 'h1,support-portal,script,style']);
});

test('[W2] a page that has added to what every object is changes nothing', async () => {
  const { embed } = stage.server.app.deps.urls;
  const origin = await stage.websiteWith(
    `<script>Object.prototype.extra = 1; Array.prototype.more = 2</script>
    <support-portal portal="${stage.portal.portalId}" mode="inline"></support-portal>
    <script type="module" src="${embed}/support-portal.js"></script>`,
  );
  await stage.allow(origin);
  const page = await stage.page(await stage.context());
  await page.goto(origin);
  await page.getByLabel('Your name').fill('Ugo');
  await page.getByLabel('E-mail address').fill('ugo@client.example');
  await page.getByLabel('What can we do for you?').fill('Still here?');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText('We have your request.').waitFor();
  assert.deepEqual(stage.complaints, []);
});
