import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from '../support/browser.ts';
import { compare } from '../support/pictures/compare.ts';
import { PICTURES, takePictures } from '../support/pictures/pictures.ts';
import { filesOf } from '../support/source-files.ts';

/** More of a picture than another browser's edges and another port make look different. */
const MUCH = 0.01;

test('the pictures of README and docs show the product as it is', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-pictures-'));
  const browser = await launch();
  const page = await browser.newPage();
  const taken: string[] = [];
  const changed: string[] = [];
  await takePictures(async (name, png) => {
    taken.push(`${name}.png`);
    const kept = await readFile(join(PICTURES, `${name}.png`)).catch(() => png);
    const difference = await compare(page, kept, png);
    t.diagnostic(`${name}: ${(difference.share * 100).toFixed(2)} % different`);
    if (difference.share <= MUCH) return;
    changed.push(name);
    await writeFile(join(folder, `${name}.png`), png);
    await writeFile(join(folder, `${name}.difference.png`), difference.png);
  });
  await browser.close();
  assert.deepEqual(taken.sort(), (await readdir(PICTURES)).sort(), 'run `npm run pictures`');
  assert.deepEqual(changed, [], `look at ${folder}, then run \`npm run pictures\``);
  await rm(folder, { recursive: true });
});

test('every picture is shown somewhere, and every picture that is shown is there', async () => {
  const shown = filesOf('*.md', 'docs/**/*.md').flatMap(({ text }) =>
    [...text.matchAll(/!\[[^\]]+\]\((?:docs\/)?pictures\/([\w-]+\.png)\)/g)].map((match) => match[1]!),
  );
  assert.deepEqual([...new Set(shown)].sort(), (await readdir(PICTURES)).sort());
});
