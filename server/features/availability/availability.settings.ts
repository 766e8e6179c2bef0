import { z } from 'zod';
import type { Setting } from '../feature.ts';

export const reminderAfter: Setting<number> = {
  key: 'availability.reminder',
  meaning:
    'Hours, also parts of one, that a technician may be Available without doing anything before they are asked whether they are still there; 0: never (G23). A day at most: what they did is looked for in what is kept for a week.',
  schema: z.number().min(0).max(24),
  fallback: 4,
  levels: ['account'],
};

export const reminderAtEnd: Setting<boolean> = {
  key: 'availability.reminderAtEnd',
  meaning:
    'Whether whoever is still Available when business hours end is asked whether they are still there (G23).',
  schema: z.boolean(),
  fallback: true,
  levels: ['account'],
};
