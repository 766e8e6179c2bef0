import { consolePacks } from '../i18n/console-packs.ts';
import { createI18n, type OwnI18n } from '../i18n/i18n.ts';
import type { ConsoleTexts } from '../i18n/locales/en/console.ts';

export type ConsoleLanguages = OwnI18n<ConsoleTexts>;

/** The console's texts, as chosen at this browser or as it is, until somebody signs in who has chosen a language. */
export const createConsoleI18n = (chosen: string | null): Promise<ConsoleLanguages> =>
  createI18n<ConsoleTexts>({ language: [chosen, ...navigator.languages], load: consolePacks });
