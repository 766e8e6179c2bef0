import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesOf, ROOT } from '../support/source-files.ts';

const code = filesOf('{server,widget,test,examples,docs}/**/*.{ts,js,mjs,css,html,json}', '*.{ts,json}');
const texts = [...code, ...filesOf('**/*.md', '.github/**/*.yml', '{server,widget}/**/*.{svg,txt}')];

/** A file beyond this is more than one idea; of the codebases looked up to, those were the hardest to follow. */
const MOST_LINES = 300;

test('files are named in kebab case, with their role as suffix', () => {
  const odd = texts
    .map(({ path }) => path)
    .filter((path) => !/^(README|CHANGELOG|CONTRIBUTING|SECURITY|LICENSE)\.md$/.test(path))
    .filter((path) => !path.split('/').every((part) => /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)));
  assert.deepEqual(odd, []);
});

test('source files stay small', (t) => {
  const sources = filesOf('{server,widget,test}/**/*.ts');
  const sized = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
  for (const { path, lines } of sized.filter((file) => file.lines > 200)) t.diagnostic(`${lines} ${path}`);
  assert.deepEqual(
    sized.filter(({ lines }) => lines > MOST_LINES).map(({ path, lines }) => `${path}: ${lines}`),
    [],
  );
});

/** Spelled apart, so that this file is none of its own findings. */
const anyOf = (...words: string[][]): RegExp =>
  new RegExp(words.map((parts) => parts.join('')).join('|'), 'i');
const WORDS: [string, RegExp][] = [
  [
    'path of somebody’s machine',
    anyOf(['/wo', 'rk/'], ['/ro', 'ot/'], ['/ho', 'me/\\w'], ['/us', 'ers/\\w']),
  ],
  ['word on how work is organised', anyOf(['sub', 'agent'], ['co', '-authored-by'], ['\\bbri', 'ef/'])],
  ['package registry', anyOf(['regis', 'try\\.npmjs'], ['arti', 'factory'], ['verda', 'ccio'])],
];

for (const [what, words] of WORDS)
  test(`the project holds no ${what}`, () => {
    const found = texts.flatMap(({ path, text }) => {
      const hit = words.exec(text);
      return hit ? [`${path}: ${hit[0]}`] : [];
    });
    assert.deepEqual(found, []);
  });

test('the lock file pins versions and checksums, not where they were fetched', () => {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  assert.ok(lock.includes('"integrity"'));
  assert.ok(!lock.includes('"resolved"'), 'package-lock.json names where packages were fetched');
});

test('the lock file has an entry for every platform’s package, or `npm ci` refuses it', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const missing = Object.values(packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => !locked.has(name));
  assert.deepEqual(missing, []);
});

test('docs/features.md has a row for every rule', () => {
  const file = join(ROOT, 'docs', 'features.md');
  if (!existsSync(file)) assert.fail('docs/features.md is missing');
  const text = readFileSync(file, 'utf8');
  const rows = [...text.matchAll(/^\|\s*([GATKWRS]\d+)\s*\|/gm)].map(([, number]) => number!);
  const LAST = { G: 26, A: 35, T: 18, K: 12, W: 9, R: 10, S: 15 };
  const rules = Object.entries(LAST).flatMap(([letter, last]) =>
    Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
  );
  assert.deepEqual(rows.toSorted(), rules.toSorted(), 'one row for each rule, and no other');
});

test('docs/features.md names only tests there are, and none for what is not built', () => {
  const text = readFileSync(join(ROOT, 'docs', 'features.md'), 'utf8');
  for (const [row, number, state] of text.matchAll(/^\|\s*([GATKWRS]\d+)\s*\|\s*([^|]*?)\s*\|.*$/gm)) {
    assert.match(state!, /^(done|part|not yet)$/, number);
    const named = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
    for (const path of named) assert.ok(existsSync(join(ROOT, path)), `${number} names ${path}`);
    if (state === 'done') assert.ok(named.length > 0, `${number} is done and names no test`);
  }
});
