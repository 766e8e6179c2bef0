import { z } from 'zod';
import type { RequestOrigin, RequestStatus } from '../portals/index.ts';

/**
 * Whether a request still announces itself. To all, as one that waits: a live one does, one left while all were
 * Unavailable waits until somebody looks (G20). To one, as assigned to them: while it is theirs. Whom it reaches is a
 * matter of access and availability (G11, G12).
 */
export const announces = (
  request: { status: RequestStatus; origin: RequestOrigin; technician_id: string | null },
  to?: string,
): boolean =>
  to === undefined
    ? request.status === 'new' && request.origin === 'live'
    : request.status === 'active' && request.technician_id === to;

/** A request that is to be told by one contact method: what such a job says. */
export const requestNotification = {
  kind: 'notification.request',
  payload: z.object({
    account: z.string(),
    requestId: z.string(),
    methodId: z.string(),
    /** Since when it waits: one that is returned is told again. */
    since: z.number(),
    /** To whom it goes has the request, without having taken it. */
    assigned: z.boolean().optional(),
  }),
};
export type RequestNotification = z.infer<typeof requestNotification.payload>;
