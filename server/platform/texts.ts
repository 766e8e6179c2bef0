import { TEXTS } from './locales/index.ts';

/** The first of these languages there are texts in, else English: `fr-CA` finds `fr`. */
export const languageOf = (languages: readonly string[]): string =>
  languages.map((tag) => tag.toLowerCase().split('-')[0]!).find((tag) => Object.hasOwn(TEXTS, tag)) ?? 'en';

/** A text of the server's own, in the first of these languages there is. */
export const textIn = (languages: readonly string[], key: keyof typeof TEXTS.en): string =>
  TEXTS[languageOf(languages)]?.[key] ?? TEXTS.en[key];
