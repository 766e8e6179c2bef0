import type { Language } from '../i18n/languages.ts';

/** What the launcher says before any text is loaded: its name, and what to do when nothing can be loaded. */
export const WORDS: Record<Language, readonly [label: string, unreachable: string, retry: string]> = {
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
