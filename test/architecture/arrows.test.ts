import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, importsOf, type Import, type SourceFile } from '../support/source-files.ts';

const server = filesOf('server/**/*.ts');
const widget = filesOf('widget/**/*.ts');

/** Every import of these files that a rule does not allow, as `file → import`. */
const violations = (
  files: SourceFile[],
  isAllowed: (file: SourceFile, imported: Import) => boolean,
): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !isAllowed(file, imported))
      .map((imported) => `${file.path} → ${imported.from}`),
  );

const featureOf = (path: string): string | undefined =>
  /^(?:server|widget)\/features\/([^/]+)\//.exec(path)?.[1];

/** protocol ← rules ← store ← handlers ← transport ← app ← main | cli; stores stand on platform. */
const SERVER: [string, RegExp][] = [
  ['protocol', /^server\/protocol\//],
  ['platform', /^server\/(platform\/|config\.ts)/],
  ['rules', /\.(rules|settings)\.ts$|^server\/features\/(actor|feature)\.ts$/],
  ['store', /\.store\.ts$/],
  ['handlers', /^server\/features\//],
  ['transport', /^server\/transport\//],
  ['app', /^server\/app\.ts$/],
  ['main', /^server\/(main|start|cli)\.ts$|^server\/(demo|cli)\//],
];
const WIDGET: [string, RegExp][] = [
  ['core', /^widget\/(core|styles|i18n)\//],
  ['transport', /^widget\/transport\//],
  ['controllers', /^widget\/controllers\//],
  ['ui', /^widget\/ui\//],
  ['features', /^widget\/features\//],
  ['portal', /^widget\/(portal|console)\//],
  ['stub', /^widget\/(stub|page|loader)\.ts$/],
];
const rankIn = (layers: [string, RegExp][], path: string): number =>
  layers.findIndex(([, pattern]) => pattern.test(path));

test('the import reader sees what there is to see', () => {
  const text = `import a, { type B } from './a.ts';\nimport './side.ts';\nexport { c } from '#protocol/index';
import type { D } from '../d.ts';\nexport * from 'lit';\nconst e = () => import('./lazy.ts');\nimport {\n  f,\n} from 'zod';\n`;
  assert.deepEqual(
    importsOf({ path: 'widget/ui/x.ts', text }).map(({ to, isType, isLazy }) => [to, isType, isLazy]),
    [
      ['widget/ui/a.ts', false, false],
      ['widget/ui/side.ts', false, false],
      ['server/protocol/index.ts', false, false],
      ['widget/d.ts', true, false],
      ['lit', false, false],
      ['zod', false, false],
      ['widget/ui/lazy.ts', false, true],
    ],
  );
  assert.ok(server.length > 50 && widget.length > 50);
});

test('every file of the server and the widget belongs to a layer', () => {
  assert.deepEqual(
    server.filter(({ path }) => rankIn(SERVER, path) < 0).map(({ path }) => path),
    [],
  );
  assert.deepEqual(
    widget.filter(({ path }) => rankIn(WIDGET, path) < 0).map(({ path }) => path),
    [],
  );
});

test('the server’s arrows point one way: protocol ← rules ← store ← handlers ← transport ← app ← main', () => {
  const found = violations(server, ({ path }, { to, isType }) => {
    if (!to.startsWith('server/')) return true;
    // Between features the index is the door, whatever its layer; the next test holds that.
    const isDoor = featureOf(to) !== undefined && featureOf(path) !== featureOf(to);
    if (isDoor && featureOf(path) !== undefined) return true;
    // Rules may speak of rows by their types: at run time they know nothing of a store.
    if (isType && /\.rules\.ts$|^server\/features\/feature\.ts$/.test(path)) return true;
    return rankIn(SERVER, to) <= rankIn(SERVER, path);
  });
  assert.deepEqual(found, []);
});

test('the widget’s arrows point one way: core ← transport ← controllers ← ui ← features ← portal ← stub', () => {
  const found = violations(
    widget,
    ({ path }, { to }) => !to.startsWith('widget/') || rankIn(WIDGET, to) <= rankIn(WIDGET, path),
  );
  assert.deepEqual(found, []);
});

test('the portal and the console know nothing of each other', () => {
  const side = (path: string) => /^widget\/(portal|console)\//.exec(path)?.[1];
  const found = violations(
    widget,
    ({ path }, { to }) => side(path) === undefined || side(to) === undefined || side(path) === side(to),
  );
  assert.deepEqual(found, []);
});

test('a feature takes from another feature only what its index offers', () => {
  const found = violations(
    [...server, ...widget],
    ({ path }, { to }) =>
      featureOf(to) === undefined ||
      featureOf(path) === undefined ||
      featureOf(path) === featureOf(to) ||
      to.endsWith('/index.ts'),
  );
  assert.deepEqual(found, []);
});

test('the transport takes from features only what their indexes offer', () => {
  const found = violations(
    server.filter(({ path }) =>
      /^server\/(transport\/|app\.ts|(main|start|cli)\.ts|demo\/|cli\/)/.test(path),
    ),
    (_file, { to }) => featureOf(to) === undefined || to.endsWith('/index.ts'),
  );
  assert.deepEqual(found, []);
});

test('the protocol is a leaf: zod and itself', () => {
  const found = violations(
    server.filter(({ path }) => path.startsWith('server/protocol/')),
    (_file, { to }) => to === 'zod' || to.startsWith('server/protocol/'),
  );
  assert.deepEqual(found, []);
});

test('rules are pure: no store, no platform, no package but zod at run time', () => {
  const found = violations(
    server.filter(({ path }) => path.endsWith('.rules.ts')),
    (_file, { to, isType }) =>
      isType || /^server\/protocol\/|\.rules\.ts$|^server\/features\/actor\.ts$|^zod$/.test(to),
  );
  assert.deepEqual(found, []);
});

/** What both sides reckon with: the version they speak, and what becomes of a colour. */
const SHARED = new Set(['#protocol/version', '#protocol/colours', '#protocol/business-hours']);

test('the widget knows the server only by the protocol’s types, and by value only what both reckon with', () => {
  const found = violations(
    widget,
    (_file, { from, to, isType }) =>
      !to.startsWith('server/') || (from.startsWith('#protocol/') && (isType || SHARED.has(from))),
  );
  assert.deepEqual(found, []);
});

test('the server knows nothing of the widget, and neither of the tests', () => {
  const found = violations([...server, ...widget], ({ path }, { to }) =>
    path.startsWith('server/') ? !/^(widget|test)\//.test(to) : !to.startsWith('test/'),
  );
  assert.deepEqual(found, []);
});
