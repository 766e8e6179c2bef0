import type { Packs } from './i18n.ts';
import type english from './locales/en/portal.ts';

export type PortalTexts = typeof english;

/** The portal's texts, one chunk a language. The compiler refuses a pack that lacks a text of the English one. */
export const portalPacks: Packs<PortalTexts> = {
  en: () => import('./locales/en/portal.ts'),
  es: () => import('./locales/es/portal.ts'),
};
