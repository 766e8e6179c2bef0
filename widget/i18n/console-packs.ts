import type { Packs } from './i18n.ts';
import type { Language } from './languages.ts';
import type { ConsoleTexts } from './locales/en/console.ts';

/** The languages the console has texts in; a language brings Web Awesome's own words along. */
export const consolePacks: Packs<ConsoleTexts> = {
  en: () => import('./locales/en/console.ts'),
  es: async () => {
    const [texts] = await Promise.all([
      import('./locales/es/console.ts'),
      import('@awesome.me/webawesome/dist/translations/es.js'),
    ]);
    return texts;
  },
};

/** What a technician can choose from. */
export const CONSOLE_LANGUAGES = Object.keys(consolePacks) as Language[];
