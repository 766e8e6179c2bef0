import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { portalElement } from '../../docs/elements.ts';
import { elementFiles } from '../../docs/generate.ts';
import { filesOf, ROOT } from '../support/source-files.ts';

const element = portalElement();
const names = (list: { name: string }[]): string[] => list.map(({ name }) => name).sort();
const all = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))].sort();

/** What runs in a visitor's page. */
const portal = filesOf('widget/{portal,ui,styles}/*.ts', 'widget/features/**/*.ts')
  .filter(({ path }) => !path.includes('console-'))
  .map(({ text }) => text)
  .join('\n');
const source = readFileSync(join(ROOT, 'widget/portal/support-portal.ts'), 'utf8');

test('[W3] manifest, reference, editor data and typings are what the source says today', async () => {
  for (const [name, text] of Object.entries(await elementFiles()))
    assert.equal(readFileSync(join(ROOT, 'docs', name), 'utf8'), text, `${name}: run npm run docs`);
});

test('[W3] every custom property is documented, and none invented', () => {
  assert.deepEqual(names(element.cssProperties), all(portal, /var\(\s*(--support-[a-z-]+)/g));
});

test('[W3] every default that is documented is the one in use', () => {
  for (const { name, default: value } of element.cssProperties.filter((one) => one.default))
    assert.deepEqual(
      all(portal, new RegExp(`${name},\\s*(?:var\\(--_brand-[a-z-]+,\\s*)?([^)]+)\\)`, 'g')),
      [value],
      name,
    );
});

test('[W3] every event is documented, and every documented one told', () => {
  const typed = readFileSync(join(ROOT, 'widget/portal/public-events.ts'), 'utf8');
  assert.deepEqual(names(element.events), all(typed, /'(support-[a-z-]+)':/g));
  for (const name of names(element.events)) assert.match(source, new RegExp(`'${name}'`));
});

test('[W3] every part, slot and attribute is documented, and none invented', () => {
  const made = all(source, /create\('(?:button|div)', '([a-z]+)'/g);
  assert.deepEqual(names(element.cssParts), made);
  assert.deepEqual(names(element.slots), all(source, /create\('slot', '', \{ name: '([a-z]+)'/g));
  assert.deepEqual(names(element.attributes), ['framed', 'lang', 'mode', 'portal']);
});

test('[W3] everything public has a sentence', () => {
  for (const list of ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'] as const)
    for (const { name, description } of element[list]) assert.ok(description, `${list}: ${name}`);
});

/** What somebody writes against the typings; each `@ts-expect-error` is a mistake they catch. */
const USES: Record<string, string> = {
  'plain.ts': `
    import type { RequestDraft } from './support-portal';
    const portal = document.querySelector('support-portal')!;
    const draft: RequestDraft = { text: 'Hello' };
    portal.startRequest(draft).then((filled: boolean) => filled);
    portal.addEventListener('support-unread-change', ({ detail }) => detail.unread.toFixed());
    addEventListener('support-status-change', ({ detail }) => detail.availability === 'live');
    portal.mode = 'inline';
    // @ts-expect-error read only
    portal.unread = 3;
    // @ts-expect-error no such member of the event
    portal.addEventListener('support-unread-change', ({ detail }) => detail.count);
  `,
  'react.tsx': `
    const good = <support-portal portal="id" mode="inline" onsupport-unread-change={(e) => e.detail.unread.toFixed()} />;
    // @ts-expect-error no such mode
    const bad = <support-portal portal="id" mode="bubble" />;
    export { good, bad };
  `,
  'vue.ts': `
    import type { GlobalComponents } from 'vue';
    type Props = InstanceType<GlobalComponents['support-portal']>['$props'];
    const good: Props = { portal: 'id', mode: 'inline', onSupportUnreadChange: (event) => event.detail.unread.toFixed() };
    // @ts-expect-error no such mode
    const bad: Props = { mode: 'bubble' };
    export { good, bad };
  `,
  'svelte.ts': `
    import type { SvelteHTMLElements } from 'svelte/elements';
    type Props = SvelteHTMLElements['support-portal'];
    const good: Props = { portal: 'id', 'onsupport-unread-change': (event) => event.detail.unread.toFixed() };
    // @ts-expect-error no such mode
    const bad: Props = { mode: 'bubble' };
    export { good, bad };
  `,
};

const folder = mkdtempSync(join(tmpdir(), 'support-portal-typings-'));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const [file, text] of Object.entries(USES))
  test(`[W3] the typings fit ${file}, and catch mistakes`, () => {
    cpSync(join(ROOT, 'docs/elements'), folder, { recursive: true });
    try {
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    } catch {
      // The test before made it.
    }
    writeFileSync(join(folder, file), text);
    const options =
      '--noEmit --strict --target es2024 --module esnext --moduleResolution bundler --jsx react-jsx';
    const { stdout, status } = spawnSync(
      join(ROOT, 'node_modules/.bin/tsc'),
      [
        ...options.split(' '),
        '--ignoreConfig',
        file,
        `${file.split('.')[0]}.d.ts`.replace('plain', 'support-portal'),
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  });
