// Made by `npm run docs` from widget/portal: change it there.

import type { HTMLAttributes } from 'svelte/elements';
import type { IdentityProvider, SupportPortal, SupportPortalEventMap } from './support-portal';

interface SupportPortalProps extends Omit<HTMLAttributes<SupportPortal>, 'lang'> {
  lang?: string;
  portal?: string;
  mode?: 'launcher' | 'inline' | 'page';
  framed?: string;
  identityProvider?: IdentityProvider | undefined;
  'onsupport-ready'?: (event: SupportPortalEventMap['support-ready']) => void;
  'onsupport-open'?: (event: SupportPortalEventMap['support-open']) => void;
  'onsupport-opened'?: (event: SupportPortalEventMap['support-opened']) => void;
  'onsupport-close'?: (event: SupportPortalEventMap['support-close']) => void;
  'onsupport-closed'?: (event: SupportPortalEventMap['support-closed']) => void;
  'onsupport-status-change'?: (event: SupportPortalEventMap['support-status-change']) => void;
  'onsupport-unread-change'?: (event: SupportPortalEventMap['support-unread-change']) => void;
  'onsupport-message'?: (event: SupportPortalEventMap['support-message']) => void;
  'onsupport-error'?: (event: SupportPortalEventMap['support-error']) => void;
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'support-portal': SupportPortalProps;
  }
}
