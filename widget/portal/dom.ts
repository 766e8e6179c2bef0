import { guestKey } from '../features/requests/guest.ts';
import { lasting } from '../core/storage.ts';

/** An element with properties; no HTML string, so every policy allows it. */
export const create = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  { part, ...properties }: Partial<HTMLElementTagNameMap[T]> & { part?: string },
): HTMLElementTagNameMap[T] => {
  const element = Object.assign(document.createElement(tag), properties);
  if (part) element.part.add(part);
  return element;
};

/** The speech bubble on the launcher. */
export function bubbleIcon(): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', 'M21 12a8 8 0 0 1-8 8H4l1.6-3.2A8 8 0 1 1 21 12zM9 12h.01M13 12h.01M17 12h.01');
  svg.append(path);
  return svg;
}

/** The portal is the whole page: no margin around it. */
export function fillWindow(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html,body{margin:0;block-size:100%}');
  document.adoptedStyleSheets.push(sheet);
}

/** A request of this visitor is in progress, as far as the last visit knew. Reading stores nothing. */
export const isEngaged = (portalId: string): boolean =>
  lasting.readJson<{ open: boolean }>(guestKey(portalId))?.open === true;
