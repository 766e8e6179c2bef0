import { z } from 'zod';
import type { Changing, Job } from '../feature.ts';
import { waitingOffer } from '../portals/index.ts';
import { cancel, schedule } from '../schedule.ts';
import { resolveSetting } from '../settings/index.ts';
import { changeAndTell } from './request-changes.ts';
import { isWaiting } from './requests.rules.ts';
import { findRequest, type RequestRow } from './requests.store.ts';

const MINUTE = 60_000;

const minutesFor = async ({ db }: Pick<Changing, 'db'>, row: RequestRow): Promise<number> =>
  (await resolveSetting(db, waitingOffer, row.account, row.company_id)).value;

/** A customer has waited long enough: leaving the request is offered beside waiting (G23). */
export const offerToLeave: Job<{ account: string; requestId: string }> = {
  kind: 'request.offer',
  payload: z.object({ account: z.string(), requestId: z.string() }),
  run: async ({ account, requestId }, context) => {
    const row = await findRequest(context.db, account, requestId);
    if (!row || !isWaiting(row, row.portalStatus)) return;
    // The setting may say never by now.
    if ((await minutesFor(context, row)) > 0)
      await changeAndTell(context, row, { offered_at: context.now }, null);
  },
};

/**
 * Whatever changes a request: while its customer waits there is one offer to come, counted from when they began to
 * wait; else none.
 */
export const followWaiting = async (
  context: Changing,
  { account, requestId }: { account: string; requestId: string },
): Promise<void> => {
  const row = await findRequest(context.db, account, requestId);
  const minutes =
    row && isWaiting(row, row.portalStatus) && row.offered_at === null ? await minutesFor(context, row) : 0;
  if (minutes === 0) return cancel(context, offerToLeave, requestId);
  const payload = { account, requestId };
  const at = context.now + minutes * MINUTE;
  await schedule(context, offerToLeave, { account, key: requestId, payload, at, again: 'keep' });
};
