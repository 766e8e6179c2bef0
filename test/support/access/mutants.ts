import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const HERE = import.meta.dirname;
const SCOPE = /\.where\('(\w+\.)?account', '='|\.where\('id', '=', account\)/;

/** A store function with one condition on the account, to be run without it. */
export interface Mutant {
  /** For example `portals.store findPortal`; the second of one function has `#2` behind it. */
  name: string;
  file: string;
  line: number;
}

/** Every condition on the account in every store. */
export const listMutants = (): Mutant[] => {
  const mutants: Mutant[] = [];
  for (const file of globSync('server/features/**/*.store.ts', { cwd: ROOT }).sort()) {
    let enclosing = '';
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .forEach((text, index) => {
        enclosing = /^(?:export )?const (\w+) =/.exec(text)?.[1] ?? enclosing;
        if (!SCOPE.test(text)) return;
        const name = `${file.replace(/^.*\/|\.ts$/g, '')} ${enclosing}`;
        const count = mutants.filter((mutant) => mutant.name.startsWith(name)).length;
        mutants.push({ name: count > 0 ? `${name}#${count + 1}` : name, file, line: index + 1 });
      });
  }
  return mutants;
};

/** Runs the access matrix over a mutant in a process of its own; answers what it said. */
export const runMutant = ({ file, line }: Mutant): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['-C', 'source', '--import', join(HERE, 'mutant-hook.ts'), join(HERE, 'mutant-main.ts')],
      { cwd: ROOT, env: { ...process.env, MUTANT: `/${file}:${line}`, NODE_TEST_CONTEXT: '' } },
      (_error, stdout, stderr) => resolve(stdout || stderr),
    );
  });
