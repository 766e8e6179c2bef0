import type { HTMLAttributes } from 'vue';

/** What this example uses of the element. */
export interface SupportPortalElement extends HTMLElement {
  open(): Promise<void>;
  close(): void;
}

interface Props extends HTMLAttributes {
  portal: string;
  mode?: 'launcher' | 'inline' | 'page';
  onSupportOpen?: (event: Event) => void;
  onSupportClose?: (event: Event) => void;
  onSupportUnreadChange?: (event: CustomEvent<{ unread: number }>) => void;
}

declare module 'vue' {
  interface GlobalComponents {
    'support-portal': new () => { $props: Props };
  }
}
