import { z } from 'zod';
import type { RequestOrigin, RequestStatus } from '../portals/index.ts';

/** What is told of a request: that it waits, that it is this technician's now, or that its date has come. */
const about = z.enum(['waits', 'assigned', 'due']);
export type About = z.infer<typeof about>;

/**
 * Whether a request still concerns a technician. As one that waits, everybody: a live one does, one left while all were
 * Unavailable waits until somebody looks (G20). As assigned, whose it is. As due, whose it is, or while it is nobody's
 * everybody. Whom it reaches of them is a matter of access and availability (G11, G12).
 */
export const concerns = (
  about: About,
  request: { status: RequestStatus; origin: RequestOrigin; technician_id: string | null },
  technicianId: string,
): boolean => {
  const isTheirs = request.status === 'active' && request.technician_id === technicianId;
  switch (about) {
    case 'waits':
      return request.status === 'new' && request.origin === 'live';
    case 'assigned':
      return isTheirs;
    case 'due':
      return request.status === 'new' || isTheirs;
  }
};

/** What is to be told by contact methods, put down in the transaction of its cause. */
export const announcement = {
  kind: 'notification.announce',
  payload: z.object({
    account: z.string(),
    requestId: z.string(),
    about,
    /** Who gave it back, and need not be told. */
    by: z.string().nullish(),
    since: z.number(),
  }),
};
export type Announcement = z.infer<typeof announcement.payload>;

/** A request that is to be told by one contact method: what such a job says. */
export const requestNotification = {
  kind: 'notification.request',
  payload: z.object({
    account: z.string(),
    requestId: z.string(),
    methodId: z.string(),
    about: about.default('waits'),
    /** Since when it waits: one that is returned is told again. */
    since: z.number(),
  }),
};
export type RequestNotification = z.infer<typeof requestNotification.payload>;
