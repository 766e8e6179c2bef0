import { parseArgs } from 'node:util';
import { holds, QUICK, THOROUGH, type Figure, type Outcome } from './figure.ts';
import { abuse } from './figures/abuse.ts';
import { flip } from './figures/flip.ts';
import { latency } from './figures/latency.ts';
import { memory } from './figures/memory.ts';
import { start } from './figures/start.ts';
import { threadOpening } from './figures/thread-opening.ts';
import { throughput, throughputPostgres } from './figures/throughput.ts';
import { twoServers } from './figures/two-servers.ts';
import { onPostgres } from '../support/test-database.ts';
import { canPin, pinClients } from './support/pinned-process.ts';

// Prints each figure with its reference, measured in the same run, and exits 1 over a budget.
//   --json   one JSON line for each figure instead of a table
//   --quick  a moment for each: shows that the bench works, not how fast anything is
//   names    only these

const FIGURES: readonly Figure[] = [
  throughput,
  // Needs a cluster, which `with-postgres.ts` starts; without one the rest is measured all the same.
  ...(onPostgres ? [throughputPostgres, twoServers] : []),
  latency,
  memory,
  flip,
  abuse,
  threadOpening,
  start,
];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' } },
  allowPositionals: true,
});

/** Columns of the longest name. */
const NAME = 56;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const round = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const SIGN: Record<Outcome['good'], string> = { 'at least': '≥', 'at most': '≤', below: '<' };
const bound = ({ good, unit }: Outcome, value: number): string =>
  `${SIGN[good]} ${value}${unit && ` ${unit}`}`.padEnd(10);

const verdict = ({ value, good, budget, beyond }: Outcome): string =>
  holds(value, good, beyond) ? 'beyond' : holds(value, good, budget) ? 'within' : 'OVER BUDGET';

const row = (outcome: Outcome): string => {
  const { name, value, unit, reference, budget, beyond } = outcome;
  const bounds = `${bound(outcome, budget)}${bound(outcome, beyond)}`;
  return `${name.padEnd(NAME)}${`${round(value)}${unit && ` ${unit}`}`.padEnd(10)}${bounds}${verdict(outcome).padEnd(13)}${reference}`;
};

const wanted = FIGURES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (wanted.length === 0) throw new Error(`There are: ${FIGURES.map(({ name }) => name).join(', ')}`);

pinClients();
if (!values.json) {
  say(canPin ? 'servers on one core, clients on another\n' : 'no taskset: the system places processes\n');
  say(
    `${'figure'.padEnd(NAME)}${'value'.padEnd(10)}${'budget'.padEnd(10)}${'beyond'.padEnd(10)}${''.padEnd(13)}reference`,
  );
}
for (const figure of wanted)
  for (const outcome of await figure.measure(values.quick ? QUICK : THOROUGH)) {
    say(
      values.json
        ? JSON.stringify({ figure: figure.name, ...outcome, verdict: verdict(outcome) })
        : row(outcome),
    );
    if (!holds(outcome.value, outcome.good, outcome.budget)) process.exitCode = 1;
  }
