/** The size of the window a link opens, in CSS pixels: a phone's, which the portal is made for. */
const FEATURES = 'popup,width=420,height=680';

/**
 * Links with `data-support-portal` open a window of their own instead of a tab. Without this script, or where
 * windows are blocked, they are the plain links they are.
 */
export function upgradeLinks(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[data-support-portal]');
    // A second copy of the script, or the page itself, may have done it.
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open(link.href, 'support-portal', FEATURES)) event.preventDefault();
  });
}
