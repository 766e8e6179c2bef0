import type { Db } from './database/index.ts';
import type { Secrets } from './secrets.ts';

const DAY = 24 * 3_600_000;

/** The day a time belongs to, counted from 1970 in UTC. */
export const dayOf = (now: number): number => Math.floor(now / DAY);

/** Milliseconds until the next day. */
export const untilTomorrow = (now: number): number => (dayOf(now) + 1) * DAY - now;

/**
 * Counts a message to an address, whoever caused it; false where it has had `most` today: nobody's mailbox or phone is
 * bombed through us (contract S13). A day is one of UTC.
 */
export const countSent = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  to: { kind: string; address: string; most: number },
): Promise<boolean> => {
  // The addresses themselves are no list of ours to keep.
  const address_hash = secrets.hash(JSON.stringify(['sent', to.kind, to.address]));
  const rows = await tx
    .insertInto('sent_counts')
    .values({ address_hash, day: dayOf(now), count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['address_hash', 'day'])
        .doUpdateSet((e) => ({ count: e('sent_counts.count', '+', 1) }))
        .where('sent_counts.count', '<', to.most),
    )
    .returning('count')
    .execute();
  return rows.length > 0;
};
