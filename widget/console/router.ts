import { Store, type Readable } from '../core/store.ts';
import { NavigateEvent } from '../ui/console-navigate.ts';

/** Follows the address bar: links inside the page change it without a new page load. */
export class Router implements Readable<string> {
  readonly #path = new Store(location.pathname);

  get(): string {
    return this.#path.get();
  }

  subscribe(listener: (path: string) => void): () => void {
    return this.#path.subscribe(listener);
  }

  /** Listens to links and to the back button, until the signal ends it. */
  start(signal: AbortSignal): void {
    addEventListener('popstate', () => this.#path.set(location.pathname), { signal });
    document.addEventListener('click', (event) => this.#click(event), { signal });
    document.addEventListener(NavigateEvent.type, (event) => this.go((event as NavigateEvent).path), {
      signal,
    });
  }

  go(path: string, { replace = false } = {}): void {
    if (path === location.pathname) return;
    if (replace) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    this.#path.set(path);
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    this.go(link.pathname);
  }
}

/** The token of a one-time link. It travels in the fragment, which no server log sees, and leaves the address bar at once. */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}
