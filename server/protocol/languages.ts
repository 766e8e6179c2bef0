// Made by `npm run languages` from the folders beside; see docs/languages.md.

/** The languages there are texts in; English first, which is shown where there is no other. */
export const LANGUAGES = ['en', 'da', 'de', 'es', 'fr', 'he', 'it', 'nl', 'pt', 'th'] as const;
