// Made by `npm run languages` from the folders beside; see docs/languages.md.
import type { Packs } from './i18n.ts';
import type { ConsoleTexts } from './locales/en/console.ts';

/** How the texts of each language are loaded: one file, when it is wanted. */
export const consolePacks: Packs<ConsoleTexts> = {
  en: () => import('./locales/en/console.ts'),
  da: () =>
    Promise.all([
      import('./locales/da/console.ts'),
      import('@awesome.me/webawesome/dist/translations/da.js'),
    ]).then(([texts]) => texts),
  de: () =>
    Promise.all([
      import('./locales/de/console.ts'),
      import('@awesome.me/webawesome/dist/translations/de.js'),
    ]).then(([texts]) => texts),
  es: () =>
    Promise.all([
      import('./locales/es/console.ts'),
      import('@awesome.me/webawesome/dist/translations/es.js'),
    ]).then(([texts]) => texts),
  fr: () =>
    Promise.all([
      import('./locales/fr/console.ts'),
      import('@awesome.me/webawesome/dist/translations/fr.js'),
    ]).then(([texts]) => texts),
  he: () =>
    Promise.all([
      import('./locales/he/console.ts'),
      import('@awesome.me/webawesome/dist/translations/he.js'),
    ]).then(([texts]) => texts),
  it: () =>
    Promise.all([
      import('./locales/it/console.ts'),
      import('@awesome.me/webawesome/dist/translations/it.js'),
    ]).then(([texts]) => texts),
  nl: () =>
    Promise.all([
      import('./locales/nl/console.ts'),
      import('@awesome.me/webawesome/dist/translations/nl.js'),
    ]).then(([texts]) => texts),
  pt: () =>
    Promise.all([
      import('./locales/pt/console.ts'),
      import('@awesome.me/webawesome/dist/translations/pt.js'),
    ]).then(([texts]) => texts),
  th: () => import('./locales/th/console.ts'),
};
