import { runMatrix } from './matrix.ts';
import { watchScope } from './query-scope.ts';
import { createWorld } from './world.ts';

/** Those who would profit from a scope that is not there; who is refused before any record tells nothing. */
// Technicians before the admins, who end their sessions.
const ACTORS = [
  'admin, empty account',
  'visitor',
  'technician, limited',
  'technician, other account',
  'admin, other account',
  'admin',
];

const scope = watchScope();
const world = await createWorld({ hashing: false });
const actors = ACTORS.map((name) => world.actors.find((actor) => actor.name === name)!);
const { leaks, foreignWrites } = await runMatrix(
  world,
  actors,
  (findings) => findings.leaks.length + findings.foreignWrites.length > 0,
);
const [first] = [...leaks, ...foreignWrites];
if (first !== undefined) {
  process.stdout.write(`found by the matrix: ${first.slice(0, 200)}\n`);
  process.exit(0);
}
const { unscoped } = await scope.findings(world);
process.stdout.write(
  unscoped.length > 0 ? `found by its query: ${unscoped.join(', ')}\n` : 'nothing found\n',
);
process.exit(0);
