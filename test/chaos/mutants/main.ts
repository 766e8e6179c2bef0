import { run } from '../run.ts';
import type { DatabaseKind } from '../data.ts';
import { mutantNamed, planFor } from './mutants.ts';

// One run of the mutant this process was loaded as; its parent reads the outcome. Arguments: the database, and
// `resets` where nothing but connections is to be lost.

/** A view that shows nothing new this long after everybody is back shows nothing new at all, in milliseconds. */
const PATIENCE = 3000;

const [database, mode] = process.argv.slice(2) as [DatabaseKind, string?];
const mutant = mutantNamed(process.env.CHAOS_MUTANT ?? '');
const plan = planFor(mutant, mode !== 'resets');
const outcome = await run({ database, servers: 1, plan, patience: PATIENCE, keep: null });
process.stdout.write(`${JSON.stringify(outcome)}\n`);
