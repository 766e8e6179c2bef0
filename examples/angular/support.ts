import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';

/** The portal's id is a plain attribute: it is there before the element is in the page. */
@Component({
  selector: 'app-support',
  // The tag is no Angular component: this leaves it to the browser.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button class="call" type="button" (click)="support.open()">Ask our support</button>
    <p role="status">{{ isOpen() ? 'Support is open.' : 'Support is one click away.' }}</p>
    <support-portal
      #support
      portal="01a20426-39c0-7491-97fb-1a1eff8f0d21"
      (support-opened)="isOpen.set(true)"
      (support-closed)="isOpen.set(false)"
    ></support-portal>
  `,
})
export class Support {
  readonly isOpen = signal(false);
}

/** What this example uses of the element; tells the template what `#support` is. */
interface SupportPortal extends HTMLElement {
  open(): Promise<void>;
  close(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal': SupportPortal;
  }
}
