/** Where the panel takes the whole screen: phones, upright or not. As in `frame.styles.ts`. */
const SMALL = '(max-width:480px),(max-height:480px)';

/**
 * On a phone the panel is the screen. It stays above the on-screen keyboard, which leaves the page's own size as it is
 * on iOS; and the system's way back (Android's gesture or button, Escape) closes it, without touching the page's
 * history, where the browser offers that. Until `signal` says so.
 */
export function fillScreen(box: HTMLElement, signal: AbortSignal, onBack: () => void): void {
  if (!matchMedia(SMALL).matches) return;
  const { visualViewport: view } = window;
  const fit = (): void => {
    // Zoomed in, somebody looks at a part of it: it stays where it is.
    const covered = view && view.scale === 1 && view.height < innerHeight - 1;
    box.style.blockSize = covered ? `${view.height}px` : '';
    box.style.insetBlock = covered ? `${view.offsetTop}px auto` : '';
  };
  for (const type of ['resize', 'scroll']) view?.addEventListener(type, fit, { signal });
  fit();
  const { CloseWatcher } = window as { CloseWatcher?: new () => EventTarget & { destroy(): void } };
  const watcher = CloseWatcher && new CloseWatcher();
  watcher?.addEventListener('close', onBack);
  signal.addEventListener('abort', () => {
    watcher?.destroy();
    box.style.blockSize = box.style.insetBlock = '';
  });
}
