import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

/**
 * Every icon of the console, drawn on a grid of 16 as the `d` of one stroked path. Web Awesome would fetch its own
 * from a CDN or from `data:` URLs, both of which the console's content security policy refuses; so its two libraries
 * are replaced by this one, which draws without fetching anything.
 */
const PATHS: Record<string, string> = {
  ban: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM3.8 3.8l8.4 8.4',
  bell: 'M4 11V7.5a4 4 0 0 1 8 0V11l1.2 1.5H2.8zM6.5 14.2h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  'chevron-down': 'm3.5 6 4.5 4.5L12.5 6',
  'chevron-left': 'M10 3.5 5.5 8l4.5 4.5',
  'chevron-right': 'M6 3.5 10.5 8 6 12.5',
  'arrow-up': 'M8 13V3.5M4 7l4-4 4 4',
  'arrow-down': 'M8 3v9.5M4 9l4 4 4-4',
  arrows: 'M5.5 12.5v-9m-2.5 2 2.5-2.5 2.5 2.5M10.5 3.5v9m-2.5-2 2.5 2.5 2.5-2.5',
  copy: 'M6 5.5h7v8H6zM3.5 10.5H3v-8h7V3',
  envelope: 'M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5',
  phone: 'M4.5 1.5h7v13h-7zM7.5 12.3h1',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  'eye-slash':
    'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM2.5 13.5l11-11',
  ellipsis: 'M3.2 8h.1M8 8h.1M12.8 8h.1',
  gear: 'M10.2 8a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  globe:
    'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2z',
  inbox: 'M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5L6.5 11h3l1-1.5H14',
  indeterminate: 'M4 8h8',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  layers: 'M8 2.5 14 5.5 8 8.5 2 5.5zM2 8.2l6 3 6-3M2 10.9l6 3 6-3',
  'magnifying-glass': 'M11 7A4 4 0 1 1 3 7a4 4 0 0 1 8 0zM10 10l3.5 3.5',
  sliders:
    'M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6M10.5 7a2 2 0 1 1 0-4 2 2 0 0 1 0 4zM5.5 13a2 2 0 1 1 0-4 2 2 0 0 1 0 4z',
  palette:
    'M8 2a6 6 0 1 0 0 12c1.2 0 1.6-.8 1.2-1.6-.5-1 .2-1.9 1.3-1.9H12c1.2 0 2-1 2-2.4C14 4.6 11.3 2 8 2zM5 7h.1M7 4.8h.1M10 5h.1M4.9 9.8h.1',
  plus: 'M8 3v10M3 8h10',
  'sign-out': 'M9 3H3.5v10H9M7 8h7m-2.5-2.5L14 8l-2.5 2.5',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9',
  user: 'M10.5 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM3 13.5c.5-2.5 2.5-4 5-4s4.5 1.5 5 4',
  users:
    'M8.5 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 13.5c.3-2.5 2-4 4.5-4s4.2 1.5 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.8c1.5.6 2.3 1.9 2.5 3.7',
  building: 'M3.5 14V2.5h9V14M2 14h12M6 5.5h.1M10 5.5h.1M6 8.5h.1M10 8.5h.1M7 14v-2.5h2V14',
  'triangle-exclamation': 'M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.1',
  xmark: 'm4 4 8 8M12 4l-8 8',
  'circle-xmark': 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6 6l4 4M10 6l-4 4',
};

const SVG = 'http://www.w3.org/2000/svg';

function draw(svg: SVGElement, host?: HTMLElement & { name?: string }): void {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[host?.name ?? ''] ?? '');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('fill', 'none');
  svg.setAttribute('stroke', 'currentColor');
  svg.setAttribute('stroke-width', host?.name === 'ellipsis' ? '2.2' : '1.5');
  svg.setAttribute('stroke-linecap', 'round');
  svg.setAttribute('stroke-linejoin', 'round');
  svg.replaceChildren(path);
}

/** Before the first icon is shown. */
export function registerIcons(): void {
  for (const library of ['default', 'system']) {
    // A "sprite" whose reference stays in the document: nothing is fetched, and `draw` fills it.
    registerIconLibrary(library, { resolver: (name) => `#${name}`, spriteSheet: true, mutator: draw });
  }
}
