import { z } from 'zod';
import type { Database, Db } from './database/index.ts';
import { dayOf } from './sent-counts.ts';

const DAY = 24 * 3_600_000;
/** How often, in milliseconds. */
const EVERY = 3_600_000;
/** Rows in one write, so that no other waits for long. */
const BATCH = 500;

/** Answers kept for repeats: longer than any client goes on trying. */
const ANSWERS_KEPT = 7 * DAY;
/** Sessions and links after their end, and jobs that were given up, for whoever looks into an incident. */
const ENDED_KEPT = 30 * DAY;
/** What a passkey was to sign: anybody may ask for one, and it tells nothing of anybody. */
const ASKED_KEPT = DAY;
/** Sessions and guests without use: a guest's session lapses after 30 days, any other before. */
const UNUSED_KEPT = 60 * DAY;
/** Events that could not be published: everybody concerned has read the state itself since. */
const EVENTS_KEPT = DAY;

const expired = (db: Db, before: number) =>
  db.selectFrom('links').select('id').where('expires_at', '<', before);
const ended = (db: Db, before: number) =>
  db.selectFrom('sessions').select('id').where('ended_at', '<', before);
const unused = (db: Db, before: number) =>
  db.selectFrom('sessions').select('id').where('last_used_at', '<', before);
/** Guests who never asked for anything, and whose session is gone. */
const strangers = (db: Db, before: number) =>
  db
    .selectFrom('visitors')
    .select('id')
    .where('created_at', '<', before)
    .where((e) =>
      e.not(e.exists(e.selectFrom('sessions').select('id').whereRef('subject_id', '=', 'visitors.id'))),
    )
    .where((e) =>
      e.not(e.exists(e.selectFrom('requests').select('id').whereRef('visitor_id', '=', 'visitors.id'))),
    );

/** One write each; answers how many rows went. */
const STEPS: ((tx: Db, now: number) => Promise<{ numDeletedRows: bigint }>)[] = [
  async (tx, now) => {
    // No column tells one answer: up to the time of the last one of a batch.
    const until = now - ANSWERS_KEPT;
    const older = tx.selectFrom('commands').select('at').where('at', '<', until).orderBy('at');
    const last = await older.limit(1).offset(BATCH).executeTakeFirst();
    return tx
      .deleteFrom('commands')
      .where('at', '<=', last?.at ?? until - 1)
      .executeTakeFirst();
  },
  (tx, now) =>
    tx
      .deleteFrom('links')
      .where('id', 'in', expired(tx, now - ENDED_KEPT).limit(BATCH))
      .executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('links')
      .where(
        'id',
        'in',
        expired(tx, now - ASKED_KEPT)
          .where('purpose', '=', 'passkey-sign-in')
          .limit(BATCH),
      )
      .executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('sessions')
      .where('id', 'in', ended(tx, now - ENDED_KEPT).limit(BATCH))
      .executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('sessions')
      .where('id', 'in', unused(tx, now - UNUSED_KEPT).limit(BATCH))
      .executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('visitors')
      .where('id', 'in', strangers(tx, now - UNUSED_KEPT).limit(BATCH))
      .executeTakeFirst(),
  // Few at a time: they expire within minutes.
  (tx, now) => tx.deleteFrom('identity_tokens').where('expires_at', '<', now).executeTakeFirst(),
  (tx, now) => tx.deleteFrom('one_time_codes').where('expires_at', '<', now).executeTakeFirst(),
  (tx, now) => tx.deleteFrom('blocks').where('expires_at', '<', now).executeTakeFirst(),
  (tx, now) => tx.deleteFrom('sent_counts').where('day', '<', dayOf(now)).executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('outbox')
      .where('at', '<', now - EVENTS_KEPT)
      .executeTakeFirst(),
  (tx, now) =>
    tx
      .deleteFrom('jobs')
      .where('dead_at', '<', now - ENDED_KEPT)
      .executeTakeFirst(),
];

/** Takes away what is no longer needed, in small writes. Done twice it does no more than once. */
export const cleanUp = {
  kind: 'server.clean-up',
  payload: z.object({}),
  every: EVERY,
  async outside(
    _payload: object,
    { deps, now, signal }: { deps: { database: Database }; now: number; signal: AbortSignal },
  ): Promise<void> {
    for (const step of STEPS)
      while (!signal.aborted) {
        const { numDeletedRows } = await deps.database.write((tx) => step(tx, now));
        if (numDeletedRows < BATCH) break;
      }
  },
};
