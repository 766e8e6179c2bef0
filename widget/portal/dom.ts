import type { SupportPortalEventMap } from './public-events.ts';

/** Where this script came from: the API, the connection and the chunks are there too. */
export const SERVER = new URL(import.meta.url).origin;

/** An element with properties, named for rules and for the page's; no HTML string, so every policy allows it. */
export const create = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  name: string,
  properties?: Partial<HTMLElementTagNameMap[T]>,
): HTMLElementTagNameMap[T] =>
  Object.assign(document.createElement(tag), { className: name, part: name } as object, properties);

/** `false` where a listener prevented it; that means something before opening and closing alone. */
export const tell = <T extends keyof SupportPortalEventMap>(
  from: Element,
  type: T,
  detail: SupportPortalEventMap[T]['detail'],
): boolean =>
  from.dispatchEvent(new CustomEvent(type, { detail, cancelable: true, bubbles: true, composed: true }));

/** Adds rules without a style element, so that every policy allows it. */
export function adopt(where: DocumentOrShadowRoot, rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  where.adoptedStyleSheets.push(sheet);
  return sheet;
}

/**
 * A request of this visitor is in progress, as far as the last visit knew: what `Guest` keeps, read without it, for
 * the stub shares no module with the chunks and so stays one file. Reading stores nothing.
 */
export function isEngaged(portalId: string): boolean {
  try {
    return localStorage.getItem(`support-portal:${portalId}`)!.includes('"open":true');
  } catch {
    return false;
  }
}

/** Calls back once it scrolls into view. */
export function whenSeen(element: Element, call: () => void): void {
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry!.isIntersecting) return;
    seen.disconnect();
    call();
  });
  seen.observe(element);
}

/** Makes an attribute a property too. */
export function reflect(prototype: HTMLElement, name: string): void {
  Object.defineProperty(prototype, name, {
    get(this: HTMLElement) {
      return this.getAttribute(name) ?? '';
    },
    set(this: HTMLElement, value: string) {
      this.setAttribute(name, value);
    },
  });
}
