// Made by `npm run docs` from widget/portal: change it there.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { IdentityProvider, SupportPortal, SupportPortalEventMap } from './support-portal';

/** React 19 hears an element's own events by their name after `on`. */
interface SupportPortalProps extends Omit<
  DetailedHTMLProps<HTMLAttributes<SupportPortal>, SupportPortal>,
  'lang'
> {
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

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'support-portal': SupportPortalProps;
    }
  }
}
