/** The languages the product is made for. A pack may be missing; then English is shown. */
export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'da', 'nl', 'he', 'pt', 'th'] as const;
export type Language = (typeof LANGUAGES)[number];

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'he' ? 'rtl' : 'ltr');

/** The first wanted language that is among the offered ones: `es-MX` finds `es`; English when none does. */
export function pickLanguage(
  wanted: readonly (string | null | undefined)[],
  offered: readonly Language[] = LANGUAGES,
): Language {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split('-')[0];
    const found = offered.find((language) => language === base);
    if (found) return found;
  }
  return 'en';
}
