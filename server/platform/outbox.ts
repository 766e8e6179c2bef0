import type { Database, Db } from './database/index.ts';
import { newId } from './ids.ts';

/** How long an event is its holder's alone, in milliseconds; then whoever is there publishes it (contract R10). */
const LEASE = 30_000;
/** Taken at once: enough to get ahead, few enough to be written in a moment. */
const BATCH = 200;

/** An event that waits to be published. */
export interface Waiting {
  id: string;
  event: string;
}

/**
 * Stores an event in the transaction of its cause. `holder`: who publishes it after the commit; null where nobody
 * here can (the operator's tools): then the first server that sees it does.
 */
export const storeEvent = async (
  tx: Db,
  now: number,
  event: { type: string; account: string },
  holder: string | null,
): Promise<string> => {
  const id = newId();
  const lease = { lease: holder, lease_until: holder === null ? null : now + LEASE };
  await tx
    .insertInto('outbox')
    .values({ id, account: event.account, type: event.type, event: JSON.stringify(event), at: now, ...lease })
    .execute();
  return id;
};

const free = (db: Db, now: number) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .orderBy('id')
    .limit(BATCH);

/** Takes events nobody is publishing, oldest first. */
export const takeEvents = async (database: Database, now: number, holder: string): Promise<Waiting[]> => {
  // Asked every second and nearly always empty: not worth a write.
  if (!(await free(database.read, now).executeTakeFirst())) return [];
  const rows = await database.write((tx) =>
    tx
      .updateTable('outbox')
      .set({ lease: holder, lease_until: now + LEASE })
      .where('id', 'in', free(tx, now))
      .returning(['id', 'event'])
      .execute(),
  );
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/** What a process that is no more held is anybody's; only where no other can be holding it. */
export const freeEvents = async (tx: Db): Promise<void> => {
  await tx
    .updateTable('outbox')
    .set({ lease: null, lease_until: null })
    .where('lease', 'is not', null)
    .execute();
};

/** It is published. */
export const forgetEvent = async (tx: Db, id: string): Promise<void> => {
  await tx.deleteFrom('outbox').where('id', '=', id).execute();
};

/** How many wait, and for how long the oldest has, in milliseconds. */
export const outboxBacklog = async (db: Db, now: number): Promise<{ waiting: number; age: number }> => {
  const row = await db
    .selectFrom('outbox')
    .select((e) => [e.fn.countAll<number>().as('waiting'), e.fn.min('at').as('oldest')])
    .executeTakeFirstOrThrow();
  return {
    waiting: Number(row.waiting),
    age: row.oldest === null ? 0 : Math.max(0, now - Number(row.oldest)),
  };
};
