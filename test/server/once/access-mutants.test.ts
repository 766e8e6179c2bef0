import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMutants, runMutant } from '../../support/access/mutants.ts';

const mutants = listMutants();

test('[S3] each store function that loses its scope is found: by what an actor gets, or by its query', async (t) => {
  assert.ok(mutants.length > 25, `only ${mutants.length} conditions found`);
  const waiting = [...mutants];
  const said = new Map<string, string>();
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      said.set(mutant.name, await runMutant(mutant));
      t.diagnostic(`${mutant.name}: ${said.get(mutant.name)!.slice(0, 110).trim()}`);
    }
  };
  await Promise.all([work(), work()]);
  assert.deepEqual(
    [...said].filter(([, found]) => !found.startsWith('found by')),
    [],
  );
  // The others stand behind a first lock, such as a record that was found within the account before.
  const byActors = [...said.values()].filter((found) => found.startsWith('found by the matrix')).length;
  t.diagnostic(`${said.size} conditions: ${byActors} found by what an actor gets, the others by the query`);
  assert.ok(byActors >= 17, `only ${byActors} are found by what an actor gets`);
});

test('[S3] the matrix finds nothing in the code as it is, run the same way', async () => {
  assert.equal(await runMutant({ name: 'none', file: 'no-file.ts', line: 1 }), 'nothing found\n');
});
