import { z } from 'zod';
import { language } from '#protocol/fields';
import type { Setting } from '../feature.ts';

/** The admin's own words for "Service unavailable", by language (G7). 500: two short paragraphs. */
export const unavailableText: Setting<Partial<Record<z.output<typeof language>, string>>> = {
  key: 'portal.unavailableText',
  schema: z.partialRecord(language, z.string().min(1).max(500)),
  fallback: {},
  levels: ['account', 'company'],
};

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
