import { z } from 'zod';
import { isZone, overlap, type BusinessHours } from '#protocol/business-hours';
import { optionalText } from '#protocol/fields';
import type { Setting } from '../feature.ts';

export const emailRequired: Setting<boolean> = {
  key: 'portal.emailRequired',
  meaning: 'Whether the form asks for an e-mail address although a technician is Available.',
  schema: z.boolean(),
  fallback: false,
  levels: ['account', 'company'],
};

export const waitingOffer: Setting<number> = {
  key: 'portal.waitingOffer',
  meaning:
    'Minutes, also parts of one, that a live customer waits before they are offered to leave the request instead; 0: never (G23). A day at most.',
  schema: z.number().min(0).max(1440),
  fallback: 3,
  levels: ['account', 'company'],
};

export const reachableOnly: Setting<boolean> = {
  key: 'portal.reachableOnly',
  meaning:
    'Whether only those count as Available who can be reached: a console of theirs is connected, or a verified contact method is on (G23). Whom requests are listed and told to is a matter of the switch alone.',
  schema: z.boolean(),
  fallback: false,
  levels: ['account'],
};

/** Minutes since midnight. */
const minute = z.int().min(0).max(1439);
/** Six times a day are more than anybody has; they are kept in order. */
const intervals = z
  .array(z.tuple([minute, minute]))
  .max(6)
  .refine((all) => !overlap(all))
  .transform((all) => [...all].sort((one, other) => one[0] - other[0]));

export const businessHours: Setting<'always' | BusinessHours> = {
  key: 'portal.businessHours',
  meaning:
    'When a portal is open (G24). They can only close: outside them everybody counts as Unavailable, within them whoever is Available does. `zone` by its IANA name; `week` from Monday on; times in minutes since midnight, those that end where they begin, or before, on the next day. On a holiday the week does not count; no `hours`: closed. 100 holidays: a few years of them.',
  schema: z.union([
    z.literal('always'),
    z.object({
      zone: z.string().max(64).refine(isZone),
      week: z.array(intervals).length(7),
      holidays: z
        .array(z.object({ date: z.iso.date(), name: optionalText(80), hours: intervals }))
        .max(100)
        .refine((all) => new Set(all.map(({ date }) => date)).size === all.length),
    }),
  ]),
  fallback: 'always',
  levels: ['account', 'company'],
};
