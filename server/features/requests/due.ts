import { z } from 'zod';
import { fieldError } from '#protocol/errors';
import type { Changing, Job } from '../feature.ts';
import type { PortalRow } from '../portals/index.ts';
import { cancel, schedule } from '../schedule.ts';
import { resolveSetting } from '../settings/index.ts';
import { isOver } from './requests.rules.ts';
import { dueAfter } from './requests.settings.ts';
import { findRequest } from './requests.store.ts';

const HOUR = 3_600_000;
/** Two years: what is further away is a slip of the keyboard. */
const FURTHEST = 2 * 366 * 24 * HOUR;

/**
 * By when a request that is left is to be worked on, as the account or company has it; null: no date. While the portal
 * is outside its business hours, counted from when they begin again.
 */
export const dueDate = async (
  { db, now }: Pick<Changing, 'db' | 'now'>,
  portal: Pick<PortalRow, 'account' | 'company_id' | 'open' | 'hours_change_at'>,
): Promise<number | null> => {
  const { value } = await resolveSetting(db, dueAfter, portal.account, portal.company_id);
  const opensAt = portal.open === 0 ? portal.hours_change_at : null;
  return value === 0 ? null : Math.max(now, opensAt ?? now) + value * HOUR;
};

/** @throws AppError `validation` for a date that is past, or out of reach. */
export const checkDue = (now: number, dueAt: number | null): void => {
  if (dueAt !== null && (dueAt <= now || dueAt > now + FURTHEST)) throw fieldError('dueAt', 'invalid');
};

/** The date has come, and the request is not over: whose it is is told, or while it is nobody's everybody. */
export const tellDue: Job<{ account: string; requestId: string }> = {
  kind: 'request.due',
  payload: z.object({ account: z.string(), requestId: z.string() }),
  run: async ({ account, requestId }, { db, now, emit }) => {
    const row = await findRequest(db, account, requestId);
    if (row && !isOver(row) && row.due_at !== null && row.due_at <= now)
      emit({ type: 'request.due', account, requestId });
  },
};

/** Whatever changes a request: one job for its date while that is to come, and none once it is over. */
export const followDue = async (
  context: Changing,
  { account, requestId }: { account: string; requestId: string },
): Promise<void> => {
  const row = await findRequest(context.db, account, requestId);
  if (!row || isOver(row) || row.due_at === null) return cancel(context, tellDue, requestId);
  // What is past has been told.
  if (row.due_at <= context.now) return;
  await schedule(context, tellDue, {
    account,
    key: requestId,
    payload: { account, requestId },
    at: row.due_at,
  });
};
