import type { Language } from '../i18n/languages.ts';

export type Words = readonly [label: string, unreachable: string, retry: string];

/** What the launcher says before any text is loaded: its name, and what to do when nothing can be loaded. */
const WORDS: Record<Language, Words> = {
  en: ['Support', 'We can’t reach support right now.', 'Try again'],
  fr: ['Assistance', 'Assistance injoignable pour le moment.', 'Réessayer'],
  de: ['Support', 'Support gerade nicht erreichbar.', 'Erneut versuchen'],
  es: ['Soporte', 'Soporte no disponible por el momento.', 'Reintentar'],
  it: ['Assistenza', 'Assistenza non raggiungibile al momento.', 'Riprova'],
  da: ['Support', 'Ingen forbindelse til support lige nu.', 'Prøv igen'],
  nl: ['Support', 'Support is nu niet bereikbaar.', 'Opnieuw proberen'],
  he: ['תמיכה', 'התמיכה אינה זמינה כרגע.', 'ניסיון נוסף'],
  pt: ['Suporte', 'Suporte indisponível neste momento.', 'Tentar novamente'],
  th: ['ฝ่ายสนับสนุน', 'ติดต่อไม่ได้ในขณะนี้', 'ลองอีกครั้ง'],
};

/** In the first wanted language there is. */
export function wordsIn(wanted: readonly (string | null)[]): Words {
  const known: Partial<Record<string, Words>> = WORDS;
  return wanted.map((tag) => known[tag?.split('-')[0] ?? '']).find(Boolean) ?? WORDS.en;
}
