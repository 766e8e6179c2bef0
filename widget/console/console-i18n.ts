import { consolePacks } from '../i18n/console-packs.ts';
import { createI18n, type OwnI18n } from '../i18n/i18n.ts';
import type { ConsoleTexts } from '../i18n/locales/en/console.ts';

export type ConsoleLanguages = OwnI18n<ConsoleTexts>;

/** The console's texts, in the browser's language until somebody signs in who has chosen one. */
export const createConsoleI18n = (): Promise<ConsoleLanguages> =>
  createI18n<ConsoleTexts>({ language: navigator.languages, load: consolePacks });
