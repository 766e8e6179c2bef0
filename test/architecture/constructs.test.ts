import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, withoutComments, type SourceFile } from '../support/source-files.ts';

const server = filesOf('server/**/*.ts');
const widget = filesOf('widget/**/*.ts');

/** Where a construct stands, as `file:line text`. */
const found = (files: SourceFile[], construct: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    withoutComments(text)
      .split('\n')
      .flatMap((line) => (construct.test(line) ? [`${path}: ${line.trim().slice(0, 100)}`] : [])),
  );
const except = (files: SourceFile[], ...paths: string[]) => files.filter(({ path }) => !paths.includes(path));

/** What would turn text into markup or code, or break under a strict policy (contract S5). */
const BANNED: [string, RegExp][] = [
  ['unsafeHTML and its like', /\bunsafe(HTML|SVG|MathML|Static|CSS)\b/],
  [
    'innerHTML',
    /\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bsetHTMLUnsafe\b|\bcreateContextualFragment\b/,
  ],
  ['styleMap', /\bstyleMap\b/],
  ['style="…" in a template', /\sstyle=(["']|\$\{)/],
  ['<style> in a template', /<style\b/],
  ['eval', /\beval\s*\(|\bnew Function\s*\(|\bset(Timeout|Interval)\(\s*['"`]/],
  ['document.write', /\bdocument\.write(ln)?\b/],
  ['a message to any origin', /postMessage\([^)]*(['"])\*\1/],
  ['an inline event handler', /\son(click|load|error|input|submit)=/],
  ['a script URL', /javascript:/i],
];

for (const [what, construct] of BANNED)
  test(`[S5] banned in the widget: ${what}`, () => {
    assert.deepEqual(found(widget, construct), []);
  });

test('[S5] the bans see what they ban', () => {
  const samples = [
    'html`${unsafeHTML(x)}`',
    'el.innerHTML = x',
    'styleMap({})',
    '<p style="color:red">',
    '<style>p{}</style>',
    'eval(x)',
    'document.write(x)',
    "w.postMessage(x, '*')",
    '<a onclick=x>',
    'href="javascript:x"',
  ];
  BANNED.forEach(([what, construct], index) => assert.match(samples[index]!, construct, what));
});

test('console.* is nowhere but where the developer of a host page is told why nothing is shown', () => {
  const uses = found([...server, ...widget], /\bconsole\.(log|warn|error|info|debug|trace|dir|table)\b/);
  assert.equal(uses.length, 2);
  for (const use of uses)
    assert.match(
      use,
      /^widget\/portal\/(support-portal|elsewhere)\.ts: .*console\.warn\(`<support-portal>: /,
    );
});

test('only the configuration reads the environment; main hands it over', () => {
  assert.deepEqual(found(except(server, 'server/main.ts', 'server/cli.ts'), /\bprocess\.env\b/), []);
  for (const { path, text } of server.filter((file) => /\/(main|cli)\.ts$/.test(file.path)))
    for (const [use] of text.matchAll(/.*\bprocess\.env\b.*/g))
      assert.match(use, /readConfig\(process\.env\b/, path);
});

test('only the clock tells the time in the server', () => {
  const others = except(server, 'server/platform/clock.ts');
  assert.deepEqual(
    found(others, /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.hrtime\b/),
    [],
  );
});

test('[S7] no weak randomness makes an id or a token in the server', () => {
  const pauses = except(
    server,
    'server/platform/database/write-queue.ts',
    'server/platform/database/postgres.ts',
  );
  assert.deepEqual(found(pauses, /\bMath\.random\b/), []);
});

test('[W2] an element’s class defines no tag by itself', () => {
  const defining = widget.filter(
    ({ path }) => !/(\/index|-elements|\/define|\/main|\/panel|\/stub|\/app|\/icons)\.ts$/.test(path),
  );
  assert.deepEqual(found(defining, /\bcustomElements\.define\b/), []);
});
