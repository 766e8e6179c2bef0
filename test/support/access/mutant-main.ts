import { runMatrix } from './matrix.ts';
import { createWorld } from './world.ts';

/** Those who would profit from a scope that is not there; who is refused before any record tells nothing. */
const ACTORS = [
  'admin, empty account',
  'visitor',
  'admin, other account',
  'admin',
  'technician, limited',
  'technician, other account',
];

const world = await createWorld({ hashing: false });
const actors = ACTORS.map((name) => world.actors.find((actor) => actor.name === name)!);
const { leaks, foreignWrites } = await runMatrix(
  world,
  actors,
  (findings) => findings.leaks.length + findings.foreignWrites.length > 0,
);
const [first] = [...leaks, ...foreignWrites];
process.stdout.write(first === undefined ? 'nothing found\n' : `found: ${first.slice(0, 200)}\n`);
process.exit(0);
