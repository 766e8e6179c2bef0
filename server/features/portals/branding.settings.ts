import { z } from 'zod';
import { COLOUR } from '#protocol/colours';
import { language } from '#protocol/fields';
import type { Setting } from '../feature.ts';

const LEVELS = ['account', 'company'] as const;

type ByLanguage = Partial<Record<z.output<typeof language>, string>>;

/** Texts by language; 500: two short paragraphs. */
const textIn = (key: string, meaning: string): Setting<ByLanguage> => ({
  key,
  meaning,
  schema: z.partialRecord(language, z.string().trim().min(1).max(500)),
  fallback: {},
  levels: LEVELS,
});

/** How a picture begins that is one of these; what it says of itself is no proof. */
const BEGINNINGS: Record<string, RegExp> = {
  'image/png': /^iVBORw0KGgo/,
  'image/webp': /^UklGR.{6}XRUJQ/,
  'image/jpeg': /^\/9j\//,
};

/** 40,000: 30 KB, plenty for 512 × 128 pixels. No SVG: it can hold scripts, and the console turns it into pixels. */
const picture = z
  .string()
  .max(40_000)
  .regex(/^data:image\/(png|webp|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/)
  .refine((value) => {
    const [, type, bytes] = /^data:(.*?);base64,(.*)$/s.exec(value) ?? [];
    return BEGINNINGS[type!]?.test(bytes!.slice(0, 40)) ?? false;
  });

export const brandName: Setting<string | null> = {
  key: 'portal.name',
  meaning:
    'What the portal is called; without one, "Support" in the visitor’s language. 60: a line on a phone.',
  schema: z.string().trim().min(1).max(60).nullable(),
  fallback: null,
  levels: LEVELS,
};

export const brandLogo: Setting<string | null> = {
  key: 'portal.logo',
  meaning: 'The logo in the portal’s header, as a data URL of at most 40,000 characters.',
  schema: picture.nullable(),
  fallback: null,
  levels: LEVELS,
};

export const brandIcon: Setting<string | null> = {
  key: 'portal.icon',
  meaning: 'The square picture in the browser’s tab, as a data URL.',
  schema: picture.nullable(),
  fallback: null,
  levels: LEVELS,
};

export const brandColour: Setting<string | null> = {
  key: 'portal.colour',
  meaning: 'The one colour that all others follow from, so that whatever is chosen can be read.',
  schema: z.string().regex(COLOUR).nullable(),
  fallback: null,
  levels: LEVELS,
};

export const brandScheme: Setting<'auto' | 'light' | 'dark'> = {
  key: 'portal.scheme',
  meaning: 'Light, dark, or as the visitor’s system is.',
  schema: z.enum(['auto', 'light', 'dark']),
  fallback: 'auto',
  levels: LEVELS,
};

export const brandLauncher: Setting<{ shape: 'round' | 'square'; side: 'start' | 'end' }> = {
  key: 'portal.launcher',
  meaning:
    'The button in the corner. `end` is the right, or the left where the page is written from right to left.',
  schema: z.object({ shape: z.enum(['round', 'square']), side: z.enum(['start', 'end']) }),
  fallback: { shape: 'round', side: 'end' },
  levels: LEVELS,
};

export const welcomeText = textIn(
  'portal.welcomeText',
  'Under the heading while a technician is Available, instead of the built-in words; by language.',
);
export const awayText = textIn(
  'portal.awayText',
  'Under the heading while all are Unavailable, instead of the built-in words; by language.',
);
export const unavailableText = textIn(
  'portal.unavailableText',
  'Instead of "Service unavailable" while the portal is Inactive (G7); by language.',
);

export const brandingSettings = [
  brandName,
  brandLogo,
  brandIcon,
  brandColour,
  brandScheme,
  brandLauncher,
  welcomeText,
  awayText,
  unavailableText,
] as const;
