import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf } from '../support/source-files.ts';

const styles = filesOf('widget/**/*.{ts,css}');

/** What browsers move without laying out the page again: sixty frames a second on a slow phone too. */
const CHEAP = /^(transform|opacity|filter|(?:[a-z-]+-)?color|none)$/;

test('[W8] what moves is cheap to move: no animation makes the page be laid out again', () => {
  const found: string[] = [];
  let seen = 0;
  for (const { path, text } of styles) {
    const keyframes = [...text.matchAll(/@keyframes [\w-]+\s*\{((?:[^{}]*\{[^{}]*\})*)/g)].flatMap(
      ([, body]) => [...body!.matchAll(/([\w-]+)\s*:/g)].map(([, property]) => property!),
    );
    const transitions = [...text.matchAll(/transition:\s*([^;}]+)/g)].flatMap(([, value]) =>
      value!.split(',').map((part) => part.trim().split(/[\s!]/)[0]!),
    );
    seen += keyframes.length + transitions.length;
    for (const property of [...keyframes, ...transitions])
      if (!CHEAP.test(property)) found.push(`${path}: ${property}`);
  }
  assert.ok(seen > 6);
  assert.deepEqual(found, []);
});
