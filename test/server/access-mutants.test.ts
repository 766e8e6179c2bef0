import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMutants, runMutant } from '../support/access/mutants.ts';

/**
 * Conditions that stand behind another one: without them no actor reaches anything foreign, because the record was
 * found within the account before, or the id is the caller's own. They stay as a second lock, and what finds them
 * gone is the watch on queries.
 */
const GUARDED: Record<string, string> = {
  'accounts.store setDisabled': 'the operator’s command alone, which no actor has',
  'availability.store availabilityView': 'the id is the signed-in technician’s own',
  'companies.store renameCompany': 'findCompany',
  'hosts.store assignName': 'findPortal',
  'plans.store storeFlag': 'the operator’s alone',
  'plans.store settleAsks': 'the operator’s alone',
  'portals.store presentPortal': 'the row was found within the account',
  'portals.store presentPortal#2': 'the row was found within the account',
  'portals.store changePortal': 'findPortal',
  'requests.store changeRequest': 'findRequest',
  'requests.store listVersion': 'the id is the signed-in technician’s own',
  'portals.store touchPortals': 'the operator’s command alone, which no actor has',
  'technicians.store changeTechnician': 'findTechnician',
  'technicians.store findActive': 'the id comes from the session',
  'technicians.store makeUnavailable': 'the operator’s command alone, which no actor has',
  'threads.store threadById': 'the record’s policy, by findRequest',
  'threads.store findSent': 'the author is the caller',
  'threads.store takeNumber': 'findThread',
  'threads.store entriesAfter': 'findThread',
  'threads.store marksOf': 'findThread',
  'visitors.store loadVisitor': 'the id comes from the session',
};

const mutants = listMutants();

test('[S3] every condition on the account is either needed or known as a second lock', () => {
  const names = mutants.map((mutant) => mutant.name);
  assert.ok(names.length > 25, `only ${names.length} conditions found`);
  for (const name of Object.keys(GUARDED)) assert.ok(names.includes(name), `${name} is no more`);
});

test('[S3] each store function that loses its scope is found: by what an actor gets, or by its query', async (t) => {
  const waiting = [...mutants];
  const missed: string[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const said = await runMutant(mutant);
      t.diagnostic(`${mutant.name}: ${said.slice(0, 110).trim()}`);
      const isFound = Object.hasOwn(GUARDED, mutant.name)
        ? said.startsWith('found by')
        : said.startsWith('found by the matrix');
      if (!isFound) missed.push(`${mutant.name}: ${said}`);
    }
  };
  await Promise.all([work(), work()]);
  assert.deepEqual(missed, []);
});

test('[S3] the matrix finds nothing in the code as it is, run the same way', async () => {
  assert.equal(await runMutant({ name: 'none', file: 'no-file.ts', line: 1 }), 'nothing found\n');
});
