import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/source-files.ts';

const tokens = readFileSync(join(ROOT, 'widget/styles/tokens.ts'), 'utf8');
const sheet = readFileSync(join(ROOT, 'widget/console/console.css'), 'utf8');

/** A colour of the portal's, in its light and its dark look. */
const inPortal = (name: string): string[] => {
  const found = new RegExp(`--_${name}:[^;]*?light-dark\\(\\s*(#\\w{6}),\\s*(#\\w{6})`).exec(tokens);
  assert.ok(found, name);
  return found.slice(1);
};

test('portal and console have the same colours', () => {
  const both = ['accent', 'text', 'line', 'backdrop'].flatMap(inPortal);
  const dark = [inPortal('raised')[1]!, inPortal('surface')[1]!];
  assert.deepEqual(
    [...both, ...dark].filter((colour) => !sheet.includes(colour)),
    [],
  );
});
