import type { PortalTexts } from '../../i18n/locales/en/portal.ts';

/** What the elements of a thread say; the portal and the console both have these. */
export type ThreadTexts = Pick<PortalTexts, 'threads' | 'errors'>;
