import { once } from 'node:events';
import type { Kill } from './plan.ts';
import type { Server } from './server/seat.ts';
import { until, type Stage } from './stage.ts';
import { talk } from './talk.ts';

/** A named point that no message comes to within this is given up, in milliseconds. */
const PATIENCE = 15_000;

/** One in so many is connected before a server is told to die: nothing is under way where nobody is there. */
const COMPANY = 3;
/** How long that may take, in milliseconds; attempts are at most 7.5 s apart. */
const GATHERING = 8000;

/** Waits, but not longer than the server lives. */
const pause = async (server: Server, ms: number): Promise<void> => {
  await Promise.race([server.dead, once(AbortSignal.timeout(ms), 'abort')]);
};

/** Notes how the seat's server ended. */
export const note = (stage: Stage, seat: number): void => {
  const { died, log } = stage.seats[seat]!.current;
  if (died === null) throw new Error(`a server ended by itself:\n${log}`);
  stage.kills[died] += 1;
};

/** Brings a server down as planned, while everybody writes. */
export const carryOut = async (stage: Stage, kill: Kill): Promise<void> => {
  const server = stage.seats[kill.seat]!.current;
  const needed = stage.persons.length / COMPANY;
  const stop = talk(stage);
  try {
    if (kill.reloads !== null) stage.persons[kill.reloads]!.reload();
    if (kill.point !== 'random') {
      await until(() => stage.persons.filter(({ isConnected }) => isConnected).length >= needed, GATHERING);
      server.arm(kill.point, kill.after);
    }
    await pause(server, kill.point === 'random' ? kill.after : PATIENCE);
    if (server.isAlive) {
      if (kill.point !== 'random') stage.missed += 1;
      await server.kill();
    }
  } finally {
    stop();
  }
};
