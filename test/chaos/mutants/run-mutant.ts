import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { DatabaseKind } from '../data.ts';
import type { Outcome } from '../run.ts';
import { check, type Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * One run of a mutant, its clients and its servers in processes of their own. `resets`: nobody is killed, only
 * connections are.
 *
 * @throws Error where the mutant no longer applies, or its run gave no outcome.
 */
export const runMutant = (mutant: Mutant, database: DatabaseKind, resets = false): Promise<Outcome> => {
  check(mutant);
  const args = ['-C', 'source', '--import', join(import.meta.dirname, 'hook.ts')];
  const main = [join(import.meta.dirname, 'main.ts'), database, ...(resets ? ['resets'] : [])];
  const env = { ...process.env, CHAOS_MUTANT: mutant.name, NODE_TEST_CONTEXT: '' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args, ...main], { cwd: ROOT, env }, (error, stdout, stderr) => {
      if (error) return reject(new Error(`${mutant.name} gave no outcome:\n${stderr}`, { cause: error }));
      resolve(JSON.parse(stdout) as Outcome);
    });
  });
};

/** Whether the run has seen what is wrong with it, and carried out what it was to be seen by. */
export const isFound = ({ expects, points }: Mutant, outcome: Outcome): boolean =>
  outcome.verdict === 'FAIL' && outcome[expects] > 0 && points.every((point) => outcome.kills[point] > 0);
