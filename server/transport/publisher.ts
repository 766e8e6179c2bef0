import type { AnyFeature, Deps, DomainEvent, Push } from '../features/feature.ts';
import type { Db } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';
import { forgetEvent, storeEvent, takeEvents } from '../platform/outbox.ts';
import { hearers } from './react.ts';

/**
 * Events of the thread itself are not put into the outbox: the entry is stored, and a reader who missed the push
 * finds the gap by its sequence number. A job is stored too. Everything else would go unseen until the next reconnect.
 */
const UNSTORED = new Set<string>(['thread.appended', 'thread.marked', 'thread.typing', 'job.scheduled']);

/** Domain events to rooms, after the commit and in order (contract R6: nothing is shown before its commit). */
export interface Publisher {
  /** Inside the transaction: what must be published even if the process dies right after the commit. */
  store(tx: Db, events: DomainEvent[], now: number): Promise<void>;
  /**
   * After the commit. Resolves when they are out, so that whoever gets an answer next finds rooms and actors up to
   * date; messages need no waiting.
   */
  publish(events: DomainEvent[]): Promise<void> | void;
  /** What another process committed and nobody publishes: it died, or has no sockets (the operator's tools). */
  relay(): Promise<number>;
  /** Resolves when everything published so far is out. */
  settled(): Promise<void>;
}

/** Who hears of events after the commit. */
type Hearing = Pick<AnyFeature, 'actors' | 'publishers'>;

export const createPublisher = (deps: Deps, features: readonly Hearing[], push: Push): Publisher => {
  /** This process, as the holder of what it has stored and not yet published. */
  const holder = newId();
  const context = { db: deps.database.read, deps, push };
  const ids = new WeakMap<DomainEvent, string>();
  let queue: Promise<void> = Promise.resolve();
  let depth = 0;
  const messages: DomainEvent[] = [];

  const actors = hearers<'actors', (event: DomainEvent) => string | null>(features, 'actors');
  const publishers = hearers<'publishers', (event: DomainEvent, context: object) => Promise<void> | void>(
    features,
    'publishers',
  );

  /** Synchronous as far as its publishers are. */
  const deliver = async (event: DomainEvent): Promise<void> => {
    try {
      for (const actor of actors(event.type)) {
        const technicianId = actor(event);
        if (technicianId !== null) await push.refresh(technicianId);
      }
      await Promise.all(publishers(event.type).map((publish) => publish(event, context)));
      forget(event);
    } catch (error) {
      deps.log.error({ err: error, type: event.type }, 'an event could not be published');
    }
  };

  const forget = (event: DomainEvent): void => {
    const id = ids.get(event);
    if (!id) return;
    deps.database
      .write((tx) => forgetEvent(tx, id))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a published event could not be forgotten'));
  };

  /** Messages, the most frequent, out of the queue: they go out once those who sent them are answered, who wait. */
  const soon = (event: DomainEvent): void => {
    messages.push(event);
    if (messages.length === 1) process.nextTick(sendMessages);
  };
  const sendMessages = (): void => {
    for (const event of messages.splice(0)) void deliver(event);
  };

  const enqueue = (event: DomainEvent): void => {
    sendMessages();
    depth += 1;
    queue = queue
      .then(() => deliver(event))
      .finally(() => {
        depth -= 1;
      });
  };

  return {
    store: async (tx, events, now) => {
      for (const event of events) {
        if (!UNSTORED.has(event.type)) ids.set(event, await storeEvent(tx, now, event, holder));
      }
    },
    publish: (events) => {
      for (const event of events) {
        if (depth === 0 && UNSTORED.has(event.type)) soon(event);
        else enqueue(event);
      }
      if (events.some((event) => !UNSTORED.has(event.type))) return queue;
    },
    relay: async () => {
      let count = 0;
      for (;;) {
        const rows = await takeEvents(deps.database, deps.clock.now(), holder);
        if (rows.length === 0) return count;
        for (const row of rows) {
          const event = JSON.parse(row.event) as DomainEvent;
          ids.set(event, row.id);
          enqueue(event);
        }
        await queue;
        count += rows.length;
      }
    },
    settled: () => {
      sendMessages();
      return queue;
    },
  };
};
