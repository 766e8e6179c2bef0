import type { HTMLAttributes } from 'svelte/elements';

/** What this example uses of the element. */
export interface SupportPortalElement extends HTMLElement {
  open(): Promise<void>;
  close(): void;
}

interface Props extends HTMLAttributes<SupportPortalElement> {
  portal: string;
  mode?: 'launcher' | 'inline' | 'page';
  'onsupport-open'?: (event: Event) => void;
  'onsupport-close'?: (event: Event) => void;
  'onsupport-unread-change'?: (event: CustomEvent<{ unread: number }>) => void;
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'support-portal': Props;
  }
}
