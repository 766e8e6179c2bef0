// Made by `npm run languages` from the folders beside; see docs/languages.md.
import type { Packs } from './i18n.ts';
import type { PortalTexts } from './locales/en/portal.ts';

/** How the texts of each language are loaded: one file, when it is wanted. */
export const portalPacks: Packs<PortalTexts> = {
  en: () => import('./locales/en/portal.ts'),
  da: () => import('./locales/da/portal.ts'),
  de: () => import('./locales/de/portal.ts'),
  es: () => import('./locales/es/portal.ts'),
  fr: () => import('./locales/fr/portal.ts'),
  he: () => import('./locales/he/portal.ts'),
  it: () => import('./locales/it/portal.ts'),
  nl: () => import('./locales/nl/portal.ts'),
  pt: () => import('./locales/pt/portal.ts'),
  th: () => import('./locales/th/portal.ts'),
};
