import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

// Prints what a browser downloads at each moment, in brotli bytes of the built files, and exits 1 over a budget.

const DIST = join(import.meta.dirname, '../../dist/embed');
const STUB = 'support-portal.js';

/** A moment in a visitor's life: the files that are asked for by then, with everything those import at once. */
interface Moment {
  name: string;
  entries: string[];
  /** Bytes, and the figure to reach beyond it. */
  budget: number;
  beyond: number;
}

const read = (file: string): string => readFileSync(join(DIST, file), 'utf8');

/** The hashed files of this build; those of earlier ones are in the folder too. */
const built = Object.keys((JSON.parse(read('manifest.json')) as { files: object }).files);

/** The chunk of this name: `assets/frame-<hash>.js`; with `text`, the one of several that has it in it. */
const chunk = (name: string, text = ''): string => {
  const found = built
    .filter((file) => new RegExp(`^assets/${name}-[\\w-]{8}\\.js$`).test(file))
    .find((file) => read(file).includes(text));
  if (!found) throw new Error(`No chunk "${name}" in ${DIST}: build first, or correct the names here.`);
  return found;
};

/** What a file imports statically, from the folder of the build. */
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:\bfrom|\bimport)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g)].map(([, path]) =>
    join(file, '..', path ?? ''),
  );

const withImports = (files: string[], seen = new Set<string>()): Set<string> => {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    withImports(importsOf(file), seen);
  }
  return seen;
};

const size = (file: string): number => brotliCompressSync(read(file)).length;
const weigh = (files: string[]): number => [...withImports(files)].reduce((sum, file) => sum + size(file), 0);

const frame = chunk('frame');
const chat = [STUB, frame, chunk('panel'), chunk('portal', 'How can we help?')];
const moments: Moment[] = [
  { name: 'page load, launcher, nothing clicked', entries: [STUB], budget: 2500, beyond: 1500 },
  { name: 'usable chat, English, in total', entries: chat, budget: 50_000, beyond: 42_000 },
  { name: 'inline portal in view, ready to type', entries: chat, budget: 50_000, beyond: 42_000 },
  { name: 'returning visitor, panel closed', entries: [STUB, frame], budget: 20_000, beyond: 16_000 },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`.padStart(9);

say('brotli, as served; KB = 1000 bytes\n');
say(`${'moment'.padEnd(40)}${'size'.padStart(9)}${'budget'.padStart(10)}${'beyond'.padStart(10)}`);
for (const { name, entries, budget, beyond } of moments) {
  const bytes = weigh(entries);
  const verdict = bytes > budget ? 'OVER BUDGET' : bytes > beyond ? '' : 'beyond';
  say(`${name.padEnd(40)}${kilo(bytes)} ${kilo(budget)} ${kilo(beyond)}  ${verdict}`.trimEnd());
  if (bytes > budget) process.exitCode = 1;
}
say('\nfiles');
for (const file of withImports(chat)) say(`  ${file.padEnd(38)}${kilo(size(file))}`);
