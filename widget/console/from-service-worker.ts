import type { ContactMethodsStore } from '../features/contact-methods/index.ts';
import type { Router } from './router.ts';

/** What the console's service worker says to its pages; a page can be written to by its own origin alone. */
type Message =
  { kind: 'support-open'; url: string } | { kind: 'support-code'; methodId: string; code: string };

/** A notification was pressed, or the code came that verifies this browser as a contact method. */
export const followServiceWorker = (router: Router, methods: ContactMethodsStore): void => {
  // Absent where the page is not served securely.
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'support-code') void methods.verify({ id: data.methodId }, data.code);
    else if (data.kind === 'support-open') router.go(new URL(data.url, location.origin).pathname);
  });
  navigator.serviceWorker.startMessages();
};
