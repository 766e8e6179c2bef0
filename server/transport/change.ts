import type { AnyFeature, Changing, Deps, DomainEvent } from '../features/feature.ts';
import type { Publisher } from './publisher.ts';
import { createReact } from './react.ts';

/**
 * Changes rows with nobody's command behind it: the work, reactions and outbox in one transaction → publishers, after
 * the commit. The work may run twice, as everything in `Database.write`.
 */
export type Change = (work: (context: Changing) => Promise<void>) => Promise<void>;

export const createChange = (deps: Deps, features: readonly AnyFeature[], publisher: Publisher): Change => {
  const react = createReact(features);
  return async (work) => {
    // A replay of the transaction starts with no events again.
    let events: DomainEvent[] = [];
    await deps.database.write(async (tx) => {
      events = [];
      const now = deps.clock.now();
      const context = { db: tx, now, deps, emit: (event: DomainEvent) => void events.push(event) };
      await work(context);
      await react(context, events);
      await publisher.store(tx, events, now);
    });
    await publisher.publish(events);
  };
};
