import type { Language } from '../i18n/languages.ts';

export type Words = readonly [label: string, unreachable: string, retry: string];

/** What the launcher says before any text is loaded: its name, and what to do when nothing can be loaded. */
const WORDS: Record<Language, Words> = {
  en: ['Support', 'We can’t reach support right now.', 'Try again'],
  fr: ['Assistance', 'Le service d’assistance est injoignable pour le moment.', 'Réessayer'],
  de: ['Support', 'Der Support ist gerade nicht erreichbar.', 'Erneut versuchen'],
  es: ['Soporte', 'No podemos contactar con el servicio de soporte en este momento.', 'Intentar de nuevo'],
  it: ['Assistenza', 'Al momento l’assistenza non è raggiungibile.', 'Riprova'],
  da: ['Support', 'Vi kan ikke få forbindelse til support lige nu.', 'Prøv igen'],
  nl: ['Support', 'De support is op dit moment niet bereikbaar.', 'Opnieuw proberen'],
  he: ['תמיכה', 'לא ניתן להתחבר לתמיכה כרגע.', 'ניסיון נוסף'],
  pt: ['Suporte', 'Não é possível contactar o suporte neste momento.', 'Tentar novamente'],
  th: ['ฝ่ายสนับสนุน', 'ไม่สามารถติดต่อฝ่ายสนับสนุนได้ในขณะนี้', 'ลองอีกครั้ง'],
};

/** In the first wanted language there is. */
export function wordsIn(wanted: readonly (string | null)[]): Words {
  const known: Partial<Record<string, Words>> = WORDS;
  return wanted.map((tag) => known[tag?.split('-')[0] ?? '']).find(Boolean) ?? WORDS.en;
}
