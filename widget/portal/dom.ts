/** An element with properties; no HTML string, so every policy allows it. */
export const create = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  // Assigning a string to `part` sets its tokens.
  properties: Partial<Omit<HTMLElementTagNameMap[T], 'part'>> & { part?: string },
): HTMLElementTagNameMap[T] => Object.assign(document.createElement(tag), properties as object);

/** The speech bubble on the launcher. */
export function bubbleIcon(): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', 'M21 12a8 8 0 0 1-8 8H4l1.6-3.2A8 8 0 1 1 21 12z');
  svg.append(path);
  return svg;
}

/** Adds rules without a style element, so that every policy allows it. */
export function adopt(where: DocumentOrShadowRoot, rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  where.adoptedStyleSheets.push(sheet);
}

/**
 * A request of this visitor is in progress, as far as the last visit knew: what `Guest` keeps, read without it, for
 * the stub shares no module with the chunks and so stays one file. Reading stores nothing.
 */
export function isEngaged(portalId: string): boolean {
  try {
    return JSON.parse(localStorage.getItem(`support-portal:${portalId}`)!)?.open === true;
  } catch {
    return false;
  }
}
