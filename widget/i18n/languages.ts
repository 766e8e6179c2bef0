import type { LANGUAGES } from '#protocol/languages';

export type Language = (typeof LANGUAGES)[number];

/** Those written from right to left; all there are today, so that adding one of them needs nothing said. */
const FROM_RIGHT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

export const directionOf = (language: string): 'ltr' | 'rtl' => (FROM_RIGHT.test(language) ? 'rtl' : 'ltr');

/** The first wanted language that is among the offered ones: `es-MX` finds `es`; English when none does. */
export function pickLanguage<L extends string>(
  wanted: readonly (string | null | undefined)[],
  offered: readonly L[],
): L | 'en' {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split('-')[0];
    const found = offered.find((language) => language === base);
    if (found) return found;
  }
  return 'en';
}

/** A language's name in itself, with a capital as it stands in a list. */
export const ownName = (language: string): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

/** In the order of their own names, as a list to choose from has them. */
export const byOwnName = (languages: readonly string[]): string[] =>
  [...languages].sort((a, b) => ownName(a).localeCompare(ownName(b), 'en'));
