import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** What this example uses of the element. */
export interface SupportPortalElement extends HTMLElement {
  open(): Promise<void>;
  close(): void;
}

type Props = DetailedHTMLProps<HTMLAttributes<SupportPortalElement>, SupportPortalElement> & {
  portal: string;
  mode?: 'launcher' | 'inline' | 'page';
  'onsupport-open'?: (event: Event) => void;
  'onsupport-close'?: (event: Event) => void;
  'onsupport-unread-change'?: (event: CustomEvent<{ unread: number }>) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'support-portal': Props;
    }
  }
}
