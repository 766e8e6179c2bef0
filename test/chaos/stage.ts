import { setTimeout as sleep } from 'node:timers/promises';
import type { Seeded } from '../support/hostile/seeded.ts';
import type { Person } from './clients/person.ts';
import type { Line } from './clients/proxy.ts';
import type { Data } from './data.ts';
import type { Kill, Plan } from './plan.ts';
import type { Seat } from './server/seat.ts';

export type Kills = Record<Kill['point'], number>;

/** What is going on in one run. */
export interface Stage {
  plan: Plan;
  /** The plan's, so far as it has been followed. */
  writers: Seeded;
  seats: Seat[];
  lines: Line[];
  persons: Person[];
  data: Data;
  /** Ends of server processes that really happened. */
  kills: Kills;
  /** Ends that were planned at a named point nobody came to, so that they were brought about from outside. */
  missed: number;
}

/** Waits until something holds; false where it does not within the limit, in milliseconds. */
export const until = async (holds: () => boolean | Promise<boolean>, limit: number): Promise<boolean> => {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(50)) if (await holds()) return true;
  return holds();
};
