import type { Db } from '../../platform/database/index.ts';

/** A day: yesterday's rush says nothing of now. */
const RECENT = 24 * 3_600_000;
/** The last so many waits: enough for a figure, few enough to follow the day. */
const LATEST = 20;
/** Beyond so many nobody counts the place. */
const COUNTED = 500;

/** Who waits for a technician right now, in the order they arrived. */
export const waitingRequests = (
  db: Db,
  account: string,
): Promise<{ id: string; visitorId: string; companyId: string; returnedBy: string | null }[]> =>
  db
    .selectFrom('requests')
    .innerJoin('portals', 'portals.id', 'requests.portal_id')
    .where('requests.account', '=', account)
    .where('requests.status', '=', 'new')
    .where('requests.origin', '=', 'live')
    .where('portals.status', '=', 'active')
    .select(['requests.id', 'requests.visitor_id as visitorId', 'requests.company_id as companyId'])
    .select('requests.returned_by as returnedBy')
    .orderBy('requests.number')
    .limit(COUNTED)
    .execute();

/** How long customers of the account waited lately until a technician took their request, in milliseconds. */
export const recentWaits = async (db: Db, account: string, now: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('requests')
    .where('account', '=', account)
    .where('taken_at', '>', now - RECENT)
    .where('origin', '=', 'live')
    .where('spam', '=', 0)
    .select(['taken_at', 'created_at'])
    .orderBy('taken_at', 'desc')
    .limit(LATEST)
    .execute();
  return rows.map(({ taken_at, created_at }) => Number(taken_at) - created_at);
};
