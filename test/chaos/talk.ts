import type { Stage } from './stage.ts';

/** Somebody writes this often, in milliseconds: several messages are under way at any moment. */
const PACE = 30;
/** Nobody writes on while this many of theirs are unsent: they would never get through them. */
const UNSENT = 6;

/** Everybody writes, in the order of the plan, until the returned function stops it. */
export const talk = ({ persons, writers }: Pick<Stage, 'persons' | 'writers'>): (() => void) => {
  const timer = setInterval(() => {
    const person = writers.pick(persons);
    const threadId = writers.pick(person.threads);
    if (person.outbox.length < UNSENT) person.write(threadId);
  }, PACE);
  return () => clearInterval(timer);
};
