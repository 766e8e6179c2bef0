import { upgradeLinks } from './portal/popup-links.ts';
import { SupportPortal } from './portal/support-portal.ts';

// The one file a host page loads; a second copy on the page leaves everything to the first.
if (!customElements.get('support-portal')) {
  customElements.define('support-portal', SupportPortal);
  upgradeLinks();
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal': SupportPortal;
  }
}
