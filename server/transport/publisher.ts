import type { AnyFeature, Deps, DomainEvent, Push } from '../features/feature.ts';
import type { Db } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';

/**
 * Events of the thread itself are not put into the outbox: the entry is stored, and a reader who missed the push
 * finds the gap by its sequence number. Everything else would go unseen until the next reconnect.
 */
const UNSTORED = new Set<string>(['thread.appended', 'thread.marked', 'thread.typing']);

/** Domain events to rooms, after the commit and in order (contract R6: nothing is shown before its commit). */
export interface Publisher {
  /** Inside the transaction: what must be published even if the process dies right after the commit. */
  store(tx: Db, events: DomainEvent[], now: number): Promise<void>;
  /** After the commit. */
  publish(events: DomainEvent[]): void;
  /** At start: what an earlier process committed and did not publish. */
  relay(): Promise<number>;
  /** Resolves when everything published so far is out. */
  settled(): Promise<void>;
}

export const createPublisher = (deps: Deps, features: readonly AnyFeature[], push: Push): Publisher => {
  const ids = new WeakMap<DomainEvent, string>();
  let queue: Promise<void> = Promise.resolve();
  let depth = 0;

  const deliver = (event: DomainEvent): Promise<void>[] => {
    const waits: Promise<void>[] = [];
    for (const feature of features) {
      const publisher = feature.publishers?.[event.type] as
        ((event: DomainEvent, context: object) => Promise<void> | void) | undefined;
      const wait = publisher?.(event, { db: deps.database.read, deps, push });
      if (wait) waits.push(wait);
    }
    return waits;
  };

  const deliverAndForget = async (event: DomainEvent): Promise<void> => {
    try {
      await Promise.all(deliver(event));
      const id = ids.get(event);
      if (id) await deps.database.write((tx) => tx.deleteFrom('outbox').where('id', '=', id).execute());
    } catch (error) {
      deps.log.error({ err: error, type: event.type }, 'an event could not be published');
    }
  };

  const enqueue = (event: DomainEvent): void => {
    depth += 1;
    queue = queue
      .then(() => deliverAndForget(event))
      .finally(() => {
        depth -= 1;
      });
  };

  return {
    store: async (tx, events, now) => {
      for (const event of events) {
        if (UNSTORED.has(event.type)) continue;
        const id = newId();
        ids.set(event, id);
        await tx
          .insertInto('outbox')
          .values({ id, account: event.account, type: event.type, event: JSON.stringify(event), at: now })
          .execute();
      }
    },
    publish: (events) => {
      // Messages, the most frequent, go out in this turn unless something older is still on its way.
      for (const event of events) {
        if (depth === 0 && UNSTORED.has(event.type)) void deliverAndForget(event);
        else enqueue(event);
      }
    },
    relay: async () => {
      const rows = await deps.database.read.selectFrom('outbox').selectAll().orderBy('id').execute();
      for (const row of rows) {
        const event = JSON.parse(row.event) as DomainEvent;
        ids.set(event, row.id);
        enqueue(event);
      }
      await queue;
      return rows.length;
    },
    settled: () => queue,
  };
};
