import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { Line } from './clients/proxy.ts';
import { compare, FAULTS, type Findings, type Record as ClientRecord } from './compare.ts';
import { Data, type DatabaseKind } from './data.ts';
import { finish } from './finish.ts';
import { keep } from './keep.ts';
import { carryOut, note } from './kill.ts';
import type { Plan } from './plan.ts';
import { POINTS } from './server/kill-points.ts';
import { Seat } from './server/seat.ts';
import type { Kills, Stage } from './stage.ts';
import { setUp } from './world.ts';

export interface RunOptions {
  database: DatabaseKind;
  servers: number;
  plan: Plan;
  /** Where a failing run leaves what it has: the system's folder for such things by default, null for nowhere. */
  keep?: string | null | undefined;
  /** How long a view may take to show what it missed, in milliseconds. */
  patience?: number;
}

export interface Outcome extends Findings {
  database: DatabaseKind;
  servers: number;
  seed: number;
  kills: Kills;
  /** Named points that nobody came to in time. */
  missed: number;
  /** What the proxy did. */
  faults: Record<string, number>;
  seconds: number;
  verdict: 'pass' | 'FAIL';
  /** Where a failing run has left what it had. */
  kept: string | null;
}

/** A page that was asked for at once is there long before this, in milliseconds. */
const PATIENCE = 30_000;
const SECRET_KEY = 'chaos-secret-4h8s1k6t9w3e7r2y5u0q';

const noKills = (): Kills =>
  Object.fromEntries([...POINTS, 'random'].map((point) => [point, 0])) as unknown as Kills;

const openSeats = async (servers: number, data: Data): Promise<Seat[]> => {
  const ports: number[] = [];
  while (ports.length < servers) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const env = {
    ...data.env,
    SECRET_KEY,
    LOG_LEVEL: 'warn',
    // All servers are one to whoever calls them.
    PUBLIC_URL: `http://localhost:${ports[0]}`,
    // Everybody is on one address here, and comes back again and again.
    EVENTS_PER_SECOND: '1000',
    EVENTS_PER_SECOND_PER_ADDRESS: '100000',
    CONNECTIONS_PER_SECOND: '10000',
    MAX_SOCKETS_PER_ADDRESS: '1000',
  };
  return ports.map((port) => new Seat(port, env));
};

const openLines = (plan: Plan, seats: readonly Seat[]): Promise<Line[]> =>
  Promise.all(
    Array.from({ length: plan.customers + plan.technicians }, (_, line) =>
      Line.open({
        // Whoever lost one server tries another.
        upstream: (connection) => seats[(line + connection) % seats.length]!.port,
        fault: (connection) => plan.fault(line, connection),
      }),
    ),
  );

const setUpToken = (log: string): string => /\/setup#([\w-]+)\n/.exec(log)![1]!;

const recordsOf = ({ persons }: Stage): ClientRecord[] =>
  persons.map((person) => ({
    name: person.name,
    written: person.written,
    acknowledged: person.acknowledged,
    outbox: person.outbox.map(({ text }) => text),
    views: person.views,
  }));

/** The kills one after the other, then peace. */
const play = async (stage: Stage, patience: number): Promise<void> => {
  const { plan, seats } = stage;
  const [first, ...others] = seats as [Seat, ...Seat[]];
  await first.start();
  const token = setUpToken(await first.current.says(/\/setup#[\w-]+\n/));
  stage.persons = await setUp({ port: first.port, token }, plan, stage.lines);
  // Each start without an account ends the set-up link of the one before.
  for (const seat of others) await seat.start();
  for (const person of stage.persons) person.open();
  for (const [index, kill] of plan.kills.entries()) {
    await carryOut(stage, kill);
    note(stage, kill.seat);
    const started = seats[kill.seat]!.start();
    const next = plan.kills[index + 1];
    // A random moment may be one of a server's start; whoever ends by itself is noted as such.
    if (next?.point === 'random' && next.seat === kill.seat) started.catch(() => undefined);
    else await started;
  }
  await finish(stage, patience);
};

const close = async ({ persons, lines, seats }: Stage): Promise<void> => {
  for (const person of persons) person.close();
  await Promise.all([...lines.map((line) => line.close()), ...seats.map((seat) => seat.close())]);
};

const sumOfFaults = (lines: readonly Line[]): Outcome['faults'] => {
  const sum = { reset: 0, stall: 0, swallow: 0 };
  for (const { faults } of lines)
    for (const kind of ['reset', 'stall', 'swallow'] as const) sum[kind] += faults[kind];
  return sum;
};

/** As many ends as were asked for, and each point of the plan at least once. */
const isCarriedOut = (plan: Plan, kills: Kills): boolean =>
  Object.values(kills).reduce((sum, count) => sum + count, 0) >= plan.kills.length &&
  plan.kills.every(({ point }) => kills[point] > 0);

/** One run on a database of its own. On success nothing of it stays. */
export const run = async (options: RunOptions): Promise<Outcome> => {
  const { database, servers, plan, patience = PATIENCE } = options;
  const began = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-chaos-'));
  const data = await Data.in(folder, database);
  const seats = await openSeats(servers, data);
  const lines = await openLines(plan, seats);
  const stage: Stage = {
    plan,
    seats,
    lines,
    data,
    writers: plan.writers(),
    persons: [],
    kills: noKills(),
    missed: 0,
  };
  try {
    let broken: unknown;
    try {
      await play(stage, patience);
    } catch (error) {
      broken = error;
    }
    const records = recordsOf(stage);
    await close(stage);
    // Read when the servers are dead: nothing but what is in the database counts.
    const findings = compare(await data.read(), records);
    if (broken !== undefined) findings.details.push(String(broken));
    const { kills, missed } = stage;
    const isWhole = FAULTS.every((name) => findings[name] === 0);
    const isDone = broken === undefined && isCarriedOut(plan, kills);
    const outcome: Outcome = {
      database,
      servers,
      seed: plan.seed,
      kills,
      missed,
      ...findings,
      faults: sumOfFaults(lines),
      seconds: Math.round((Date.now() - began) / 1000),
      verdict: isWhole && isDone ? 'pass' : 'FAIL',
      kept: null,
    };
    if (outcome.verdict === 'FAIL' && options.keep !== null)
      outcome.kept = await keep(stage, records, outcome, options.keep);
    return outcome;
  } finally {
    await data.drop();
    await rm(folder, { recursive: true, force: true });
  }
};
