import { z } from 'zod';
import type { Setting } from '../feature.ts';

/** Whether the form asks for an e-mail address although a technician is Available. */
export const emailRequired: Setting<boolean> = {
  key: 'portal.emailRequired',
  schema: z.boolean(),
  fallback: false,
  levels: ['account', 'company'],
};

/**
 * Minutes, also parts of one, that a live customer waits before they are offered to leave the request instead;
 * 0: never (G23). A day at most.
 */
export const waitingOffer: Setting<number> = {
  key: 'portal.waitingOffer',
  schema: z.number().min(0).max(1440),
  fallback: 3,
  levels: ['account', 'company'],
};

/**
 * Whether only those count as Available who can be reached: a console of theirs is connected, or a verified contact
 * method is on (G23). Whom requests are listed and told to is a matter of the switch alone.
 */
export const reachableOnly: Setting<boolean> = {
  key: 'portal.reachableOnly',
  schema: z.boolean(),
  fallback: false,
  levels: ['account'],
};
