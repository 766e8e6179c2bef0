import { z } from 'zod';
import type { RequestOrigin } from '../portals/index.ts';

/**
 * Whether an incoming request announces itself: a live one does, one left while all were Unavailable waits until
 * somebody looks (G20). Whom it reaches is a matter of access and availability (G11, G12).
 */
export const announces = (request: { origin: RequestOrigin }): boolean => request.origin === 'live';

/** A request that is to be told by one contact method: what such a job says. */
export const requestNotification = {
  kind: 'notification.request',
  payload: z.object({
    account: z.string(),
    requestId: z.string(),
    methodId: z.string(),
    /** Since when it waits: one that is returned is told again. */
    since: z.number(),
  }),
};
export type RequestNotification = z.infer<typeof requestNotification.payload>;
