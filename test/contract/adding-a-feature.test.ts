import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../support/source-files.ts';

const run = promisify(execFile);

interface Block {
  kind: 'new' | 'change';
  path: string;
  text: string;
}
interface Hunk {
  before: string;
  after: string;
}

/** The files and rows of the recipe: ```ts new <path>``` and ```diff <path>```. */
const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(/^```(?:\w+ (new)|diff) (\S+)\n([\s\S]*?)^```$/gm)].map(([, kind, path, text]) => ({
    kind: kind ? 'new' : 'change',
    path: path!,
    text: text!,
  }));

const hunksOf = (diff: string): Hunk[] =>
  diff.split(/^@@\n/m).map((hunk) => {
    const lines = hunk.split('\n').slice(0, -1);
    const without = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    return { before: without('+'), after: without('-') };
  });

/** Puts one text in the place of another, which must be there exactly once. */
const replace = (text: string, from: string, to: string, where: string): string => {
  const parts = text.split(from);
  assert.equal(parts.length, 2, `${where}: ${JSON.stringify(from)} is there ${parts.length - 1} times`);
  return parts.join(to);
};

let copy: string;
let blocks: Block[];
let original: Map<string, string>;

const edit = async (path: string, change: (text: string) => string): Promise<void> =>
  writeFile(join(copy, path), change(await readFile(join(copy, path), 'utf8')));

const add = async (): Promise<void> => {
  for (const { kind, path, text } of blocks) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    if (kind === 'new') await writeFile(join(copy, path), text, { flag: 'wx' });
    else
      for (const hunk of hunksOf(text))
        await edit(path, (file) => replace(file, hunk.before, hunk.after, path));
  }
};

const remove = async (): Promise<void> => {
  for (const { kind, path, text } of blocks.toReversed()) {
    if (kind === 'new') await rm(join(copy, path));
    else
      for (const hunk of hunksOf(text).toReversed())
        await edit(path, (file) => replace(file, hunk.after, hunk.before, path));
  }
};

const tracked = async (): Promise<string[]> => {
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT });
  return stdout.trimEnd().split('\n');
};
const contents = async (): Promise<Map<string, string>> => {
  const paths = [...original.keys()];
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, string]> => [
        path,
        await readFile(join(copy, path), 'latin1'),
      ]),
    ),
  );
};

const inCopy = async (command: string, ...args: string[]): Promise<void> => {
  try {
    // Own variables of the runner that runs this would make the inner one silent.
    await run(command, args, { cwd: copy, env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    assert.fail(`${[command, ...args].join(' ')}:\n${stdout}${stderr}`.slice(0, 4000));
  }
};

before(async () => {
  copy = await mkdtemp(join(tmpdir(), 'support-portal-recipe-'));
  original = new Map((await tracked()).map((path) => [path, '']));
  for (const path of original.keys()) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await cp(join(ROOT, path), join(copy, path));
  }
  original = await contents();
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  blocks = blocksOf(await readFile(join(ROOT, 'docs', 'adding-a-feature.md'), 'utf8'));
});
after(() => rm(copy, { recursive: true, force: true }));

test('the recipe adds a feature by new files and rows alone, and takes it out again without a trace', async () => {
  const changed = blocks.filter(({ kind }) => kind === 'change');
  assert.ok(blocks.length - changed.length > 10 && changed.length > 5);
  for (const { path, text } of changed)
    assert.doesNotMatch(text, /^-/m, `${path}: a row is added, nothing is changed`);

  await add();
  const files = blocks.filter(({ kind }) => kind === 'new').map(({ path }) => path);
  await inCopy('tsc', '-p', 'server');
  await inCopy('tsc', '-p', 'widget');
  await inCopy('oxlint', ...files.filter((path) => path.endsWith('.ts')));
  await inCopy('prettier', '--check', ...blocks.map(({ path }) => path));
  await inCopy(
    process.execPath,
    '-C',
    'source',
    '--test',
    'test/server/notices.test.ts',
    'test/architecture/arrows.test.ts',
  );

  await remove();
  assert.deepEqual(await contents(), original);
  const left = await Promise.all(
    files.map((path) =>
      readFile(join(copy, path)).then(
        () => path,
        () => null,
      ),
    ),
  );
  assert.deepEqual(
    left.filter((path) => path !== null),
    [],
  );
});
