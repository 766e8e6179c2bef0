import { z } from 'zod';
import type { Setting } from '../feature.ts';

/**
 * Seconds after which the live chats of a technician whose last console is gone are returned to the queue; 0: at once.
 * Null: they keep them, whoever is there or not. An hour at most: by then a customer has gone too.
 */
export const returnAfter: Setting<number | null> = {
  key: 'request.returnAfter',
  schema: z.number().min(0).max(3600).nullable(),
  fallback: null,
  levels: ['account'],
};
