// Made by `npm run docs` from widget/portal: change it there.

import type { HTMLAttributes } from 'vue';
import type { IdentityProvider, SupportPortalEventMap } from './support-portal';

interface SupportPortalProps extends Omit<HTMLAttributes, 'lang'> {
  lang?: string;
  portal?: string;
  mode?: 'launcher' | 'inline' | 'page';
  framed?: string;
  identityProvider?: IdentityProvider | undefined;
  onSupportReady?: (event: SupportPortalEventMap['support-ready']) => void;
  onSupportOpen?: (event: SupportPortalEventMap['support-open']) => void;
  onSupportOpened?: (event: SupportPortalEventMap['support-opened']) => void;
  onSupportClose?: (event: SupportPortalEventMap['support-close']) => void;
  onSupportClosed?: (event: SupportPortalEventMap['support-closed']) => void;
  onSupportStatusChange?: (event: SupportPortalEventMap['support-status-change']) => void;
  onSupportUnreadChange?: (event: SupportPortalEventMap['support-unread-change']) => void;
  onSupportMessage?: (event: SupportPortalEventMap['support-message']) => void;
  onSupportError?: (event: SupportPortalEventMap['support-error']) => void;
}

declare module 'vue' {
  interface GlobalComponents {
    'support-portal': new () => { $props: SupportPortalProps };
  }
}
