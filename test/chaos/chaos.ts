import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabaseKind } from './data.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { isFound, runMutant } from './mutants/run-mutant.ts';
import { makePlan } from './plan.ts';
import { explain, header, row } from './report.ts';
import { run } from './run.ts';

// Chats through a faulty network while servers are killed, and then compares what everybody has; docs/chaos.md tells
// what is counted. Exits 1 where anything is not as promised.
//   --kills N          ends of server processes (200)
//   --seed N           repeats the plan of another run
//   --database which   sqlite (the default), postgres (with two servers the default) or both
//   --servers N        1 (the default), or 2 on one PostgreSQL
//   --customers N, --technicians N   who chats (6 and 2)
//   --mutants          instead: each promise taken out in turn must be found
//   --json             also each row as a line of JSON
//   --keep folder      where a failing run leaves what it has

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    database: { type: 'string' },
    servers: { type: 'string', default: '1' },
    customers: { type: 'string', default: '6' },
    technicians: { type: 'string', default: '2' },
    mutants: { type: 'boolean' },
    json: { type: 'boolean' },
    keep: { type: 'string' },
  },
});

const say = (...lines: string[]): void =>
  void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

const whole = (name: 'kills' | 'servers' | 'customers' | 'technicians', most = Infinity): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`--${name} is a whole number from 1${most < Infinity ? ` to ${most}` : ''}`);
};

const DATABASES: Record<string, DatabaseKind[]> = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
};
const servers = whole('servers', 2);
const databases = DATABASES[values.database ?? (servers > 1 ? 'postgres' : 'sqlite')];
if (!databases) throw new Error(`--database is one of ${Object.keys(DATABASES).join(', ')}`);
if (servers > 1 && databases.includes('sqlite'))
  throw new Error('--servers 2 is for PostgreSQL: a SQLite file belongs to one process');

const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');

const chaos = async (): Promise<boolean> => {
  const size = { customers: whole('customers'), technicians: whole('technicians') };
  const plan = makePlan({ seed, kills: whole('kills'), servers, ...size });
  say(`seed ${seed}`, header());
  let isGood = true;
  for (const database of databases) {
    const outcome = await run({ database, servers, plan, keep: values.keep });
    say(row(outcome, outcome.verdict), ...explain(outcome));
    if (values.json) say(JSON.stringify(outcome));
    isGood &&= outcome.verdict === 'pass';
  }
  return isGood;
};

const mutants = async (): Promise<boolean> => {
  const width = Math.max(...MUTANTS.map(({ name }) => name.length));
  say(header('mutant'.padEnd(width)));
  let isGood = true;
  for (const database of databases)
    for (const mutant of MUTANTS) {
      const outcome = await runMutant(mutant, database);
      const found = isFound(mutant, outcome);
      say(row(outcome, found ? 'found' : 'NOT FOUND', mutant.name.padEnd(width)));
      if (values.json) say(JSON.stringify({ mutant: mutant.name, found, ...outcome }));
      isGood &&= found;
    }
  return isGood;
};

/** The same again, with a PostgreSQL of its own. */
const withPostgres = async (): Promise<boolean> => {
  const wrapper = join(import.meta.dirname, '..', 'support', 'with-postgres.ts');
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(process.execPath, [...process.execArgv, wrapper, ...again], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
};

const needsPostgres = databases.includes('postgres') && process.env.TEST_POSTGRES === undefined;
const isGood = await (needsPostgres ? withPostgres : values.mutants ? mutants : chaos)();
process.exitCode = isGood ? 0 : 1;
