import { z } from 'zod';
import { hoursState, HORIZON, type BusinessHours, type HoursState } from '#protocol/business-hours';
import type { Changing, Job } from '../feature.ts';
import { cancel, schedule } from '../schedule.ts';
import { resolveByCompany, resolveSetting } from '../settings/index.ts';
import { businessHours, reachableOnly } from './portals.settings.ts';
import { changePortal, hasAvailable, portalRows } from './portals.store.ts';

/** What hours say now, asked once for each that differ: most companies have those of their account. */
const stateNow = (now: number): ((hours: 'always' | BusinessHours) => HoursState) => {
  const known = new Map<BusinessHours, HoursState>();
  return (hours) => {
    if (hours === 'always') return { open: true, changesAt: null };
    const state = known.get(hours) ?? hoursState(hours, now);
    known.set(hours, state);
    return state;
  };
};

/** What the hours of a company say now, for a portal that is about to be there. */
export const hoursNow = async (
  { db, now }: Pick<Changing, 'db' | 'now'>,
  account: string,
  companyId: string,
): Promise<HoursState> => stateNow(now)((await resolveSetting(db, businessHours, account, companyId)).value);

/**
 * Holds every portal's `live` against business hours and who is Available with access now (G19, G24). Runs in the
 * transaction of whatever may have changed it, so that status, availability and view never disagree; for what changes
 * by itself see `followHours`. Answers when hours are to be looked at next; `Infinity` where there are none.
 */
export const refreshLive = async (
  { db, now, emit }: Pick<Changing, 'db' | 'now' | 'emit'>,
  account: string,
): Promise<number> => {
  const reachable = (await resolveSetting(db, reachableOnly, account, null)).value;
  const hoursOf = await resolveByCompany(db, businessHours, account);
  const stateOf = stateNow(now);
  const opened: string[] = [];
  const closed: string[] = [];
  let next = Infinity;
  for (const row of await portalRows(db, account, null)) {
    const hours = hoursOf(row.company_id);
    const { open, changesAt } = stateOf(hours);
    // Nothing as far as can be seen: looked at again from there.
    if (hours !== 'always') next = Math.min(next, changesAt ?? now + HORIZON);
    const live = open && (await hasAvailable(db, account, row.company_id, reachable));
    if (open !== (row.open === 1)) (open ? opened : closed).push(row.company_id);
    else if (live === (row.live === 1) && changesAt === row.hours_change_at) continue;
    const change = { open: open ? 1 : 0, hours_change_at: changesAt, live: live ? 1 : 0 } as const;
    await changePortal(db, account, row.id, change, 'view');
    emit({ type: 'portal.changed', account, portalId: row.id, closing: null });
  }
  if (opened.length + closed.length > 0) emit({ type: 'portal.hours-changed', account, opened, closed });
  return next;
};

/** Business hours begin or end somewhere in the account. */
export const changeHours: Job<{ account: string }> = {
  kind: 'portal.hours',
  payload: z.object({ account: z.string() }),
  run: ({ account }, context) => followHours(context, account),
};

/** What `refreshLive` does, and one job for the account at the next time that hours begin or end. */
export const followHours = async (
  context: Pick<Changing, 'db' | 'now' | 'emit'>,
  account: string,
): Promise<void> => {
  const at = await refreshLive(context, account);
  if (at === Infinity) await cancel(context, changeHours, account);
  else await schedule(context, changeHours, { account, key: account, payload: { account }, at });
};
