import { isDeepStrictEqual } from 'node:util';
import { note } from './kill.ts';
import type { Seat } from './server/seat.ts';
import { until, type Stage } from './stage.ts';

/** Everybody is connected within this, in milliseconds: attempts are at most 7.5 s apart. */
const BACK = 20_000;
/** What is unsent gets through within this: a try may wait 10 s for its answer, and the next one 10 s for its turn. */
const THROUGH = 45_000;

/** A push is there within this, in milliseconds. */
const SEEN = 3000;

/** Everybody is connected and has nothing left to send. */
const settle = async ({ persons }: Stage): Promise<void> => {
  await until(() => persons.every(({ isConnected }) => isConnected), BACK);
  await until(
    () => persons.every(({ outbox }) => outbox.every(({ state }) => state.kind === 'failed')),
    THROUGH,
  );
};

/** Whether everybody sees what the database has. */
const isCaughtUp = async ({ persons, data }: Stage): Promise<boolean> => {
  const truth = await data.read();
  for (const person of persons) await person.readBack();
  return persons.every(({ views }) =>
    [...views].every(([id, entries]) => isDeepStrictEqual(entries, truth.get(id))),
  );
};

/** Customers lose their connection; technicians write on, and nobody after them: only a resume shows it. */
const writeWhileAway = async (stage: Stage): Promise<void> => {
  const { plan, persons, lines } = stage;
  const technicians = persons.filter(({ side }) => side === 'technician');
  const write = async (): Promise<void> => {
    for (const person of technicians) for (const id of person.threads) person.write(id);
    await until(() => technicians.every(({ outbox }) => outbox.length === 0), THROUGH);
  };
  // Something is seen before: what is counted from it has begun.
  await write();
  await until(() => isCaughtUp(stage), SEEN);
  const away = lines.slice(0, plan.customers);
  for (const line of away) line.block(true);
  await write();
  if (plan.killsWhileAway) {
    const [seat] = stage.seats as [Seat];
    await seat.current.kill();
    note(stage, 0);
    await seat.start();
    await write();
  }
  for (const line of away) line.block(false);
};

/**
 * Nothing goes wrong any more: everybody gets the time to send what is unsent and to see what they missed, `patience`
 * milliseconds for the latter.
 */
export const finish = async (stage: Stage, patience: number): Promise<void> => {
  for (const line of stage.lines) line.calm();
  await settle(stage);
  await writeWhileAway(stage);
  await settle(stage);
  await until(() => isCaughtUp(stage), patience);
};
