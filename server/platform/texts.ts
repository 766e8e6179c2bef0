import { TEXTS } from './locales/index.ts';

/** The first of these languages there are texts in, else English: `fr-CA` finds `fr`. */
export const languageOf = (languages: readonly string[]): string =>
  languages.map((tag) => tag.toLowerCase().split('-')[0]!).find((tag) => Object.hasOwn(TEXTS, tag)) ?? 'en';

/** Texts with values in them, in the first of these languages there is. */
export const phrase =
  (languages: readonly string[]) =>
  (key: keyof typeof TEXTS.en, values: Record<string, string | number> = {}): string =>
    textIn(languages, key).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));

/** A text of the server's own, in the first of these languages there is. */
export const textIn = (languages: readonly string[], key: keyof typeof TEXTS.en): string =>
  TEXTS[languageOf(languages)]?.[key] ?? TEXTS.en[key];
