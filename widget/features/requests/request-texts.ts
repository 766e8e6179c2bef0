import type { PortalTexts } from '../../i18n/locales/en/portal.ts';

/** What the views of an own request say, with the conversation in them. */
export type RequestTexts = Pick<PortalTexts, 'requests' | 'portals' | 'threads' | 'errors'>;
