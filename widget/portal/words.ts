import type { Language } from '../i18n/languages.ts';

export type Words = readonly [label: string, retry: string];

/**
 * What the launcher says before any text is loaded: its name, and what to do where nothing can be loaded. No more:
 * every page pays for it.
 */
const WORDS: Record<Language, Words> = {
  en: ['Support', 'Try again'],
  fr: ['Assistance', 'Réessayer'],
  de: ['Support', 'Erneut versuchen'],
  es: ['Soporte', 'Reintentar'],
  it: ['Assistenza', 'Riprova'],
  da: ['Support', 'Prøv igen'],
  nl: ['Support', 'Opnieuw proberen'],
  he: ['תמיכה', 'ניסיון נוסף'],
  pt: ['Suporte', 'Tentar novamente'],
  th: ['ฝ่ายสนับสนุน', 'ลองอีกครั้ง'],
};

/** In the first wanted language there is. */
export function wordsIn(wanted: readonly string[]): Words {
  const known: Partial<Record<string, Words>> = WORDS;
  return wanted.map((tag) => known[tag.split('-')[0]!]).find(Boolean) ?? WORDS.en;
}
