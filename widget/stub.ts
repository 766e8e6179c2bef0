import { upgradeLinks } from './portal/popup-links.ts';
import { SupportPortal } from './portal/support-portal.ts';
import { define } from './ui/define.ts';

// The one file a host page loads.
define('support-portal', SupportPortal);
upgradeLinks();
