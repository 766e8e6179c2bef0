import { seeded, type Seeded } from '../support/hostile/seeded.ts';
import type { Fault } from './clients/proxy.ts';
import { POINTS, type Point } from './server/kill-points.ts';

/** One end of a server process, and what goes on until then. */
export interface Kill {
  /** At a named point, or by a signal from outside at any moment. */
  point: Point | 'random';
  /** The how-manieth passing of the point it is; for a random one the milliseconds from its start on. */
  after: number;
  /** Which server's; counted from 0. */
  seat: number;
  /** Whoever closes their page and opens it again meanwhile. */
  reloads: number | null;
}

/** Everything that is decided before a run starts. */
export interface Plan {
  seed: number;
  customers: number;
  technicians: number;
  kills: Kill[];
  /** Who writes next, without end; each is a number below the one given. */
  writers(): Seeded;
  /** What happens to the n-th connection of a line. */
  fault(line: number, connection: number): Fault | null;
  /** Whether the server dies too while customers are away at the end. */
  killsWhileAway: boolean;
}

export interface PlanOptions {
  seed: number;
  kills: number;
  servers: number;
  customers: number;
  technicians: number;
}

/** Numbers of their own for each purpose, so that more of one does not change another. */
const stream = (seed: number, ...purpose: (string | number)[]): Seeded => {
  let hash = 0x811c9dc5;
  for (const letter of [seed, ...purpose].join(' '))
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return seeded(hash);
};

/** Passings of a point before the one it ends at, and the latest random moment, in milliseconds from the start. */
const MOST_PASSINGS = 4;
const LATEST = 2500;
/** A connection is told who is there within its first 1,500 bytes; a message and its answer are about 600. */
const [FIRST_BYTES, BYTES] = [200, 5000];
/** How long a fault lasts, in milliseconds. */
const [SHORTEST, LONGEST] = [100, 1500];
/** One connection in so many has a fault, one kill in so many sees a page reloaded. */
const [FAULTY, RELOADED] = [2, 3];

const killsOf = ({ seed, kills, servers, customers, technicians }: PlanOptions): Kill[] => {
  const random = stream(seed, 'kills');
  // Each named point comes up in turn, so that a short run has them all; every sixth is a random moment.
  const order: Kill['point'][] = [...POINTS, 'random'];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  let last = 0;
  return Array.from({ length: kills }, (_, index) => {
    const point = order[index % order.length]!;
    // Whoever lost one server is at another: there messages come to the point.
    const other = (last + 1) % servers;
    last = point === 'random' ? random.below(servers) : other;
    return {
      point,
      after: point === 'random' ? random.below(LATEST) : 1 + random.below(MOST_PASSINGS),
      seat: last,
      reloads: random.below(RELOADED) === 0 ? random.below(customers + technicians) : null,
    };
  });
};

const faultOf = (seed: number, line: number, connection: number): Fault | null => {
  const random = stream(seed, 'fault', line, connection);
  if (random.below(FAULTY) > 0) return null;
  const after = FIRST_BYTES + random.below(BYTES);
  const ms = SHORTEST + random.below(LONGEST - SHORTEST);
  const kind = random.pick(['reset', 'stall', 'swallow'] as const);
  if (kind === 'reset') return { kind, after };
  if (kind === 'stall') return { kind, after, ms };
  return { kind, after, ms, side: random.pick(['client', 'server'] as const) };
};

export const makePlan = (options: PlanOptions): Plan => {
  const { seed, customers, technicians } = options;
  return {
    seed,
    customers,
    technicians,
    kills: killsOf(options),
    writers: () => stream(seed, 'writers'),
    fault: (line, connection) => faultOf(seed, line, connection),
    killsWhileAway: true,
  };
};

/** A plan with nothing in it but these ends: what goes wrong then has no other cause. */
export const directed = (points: readonly Point[], killsWhileAway: boolean): Plan => ({
  ...makePlan({ seed: 1, kills: 0, servers: 1, customers: 2, technicians: 1 }),
  kills: points.map((point, index) => ({ point, after: 1 + (index % 2), seat: 0, reloads: null })),
  fault: () => null,
  killsWhileAway,
});
