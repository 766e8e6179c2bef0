import type { Request, Response } from 'express';
import { languageOf, textIn } from '../platform/texts.ts';

/** A speech bubble in the portal's colour; in the page, so that browsers ask for no icon of their own. */
const bubble = (colour: string): string => `data:image/svg+xml,${encodeURIComponent(bubbleSvg(colour))}`;

/** `tile`: on a ground of its own and away from its edges, for whoever cuts icons to a shape. */
export const bubbleSvg = (colour: string, tile = false): string => {
  const path = 'M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z';
  const [box, ground] = tile
    ? ['-12 -12 56 56', '<path fill="#fff" d="M-12-12h56v56h-56z"/>']
    : ['0 0 32 32', ''];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${ground}<path fill="${colour}" d="${path}"/></svg>`;
};

/** The product's own. */
export const COLOUR = '#4338ca';

/** The visitor's languages as their browser says them, best first. */
export const languagesOf = (request: Request): string[] => request.acceptsLanguages();

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Nothing inline, nothing from elsewhere (contract S14). `frames`: which pages may show it in a frame. */
const policy = (frames: string, installable = false): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    `frame-ancestors ${frames}`,
    "base-uri 'none'",
    "form-action 'self'",
    ...(installable ? ["manifest-src 'self'", "worker-src 'self'"] : []),
  ].join('; ');

export interface Page {
  status?: number;
  /** Of a page there is in one language alone. Default: the visitor's, where there is one. */
  language?: string;
  /** It shows nothing without scripts, and says so. */
  scripted?: boolean;
  /** Can be installed, and has a service worker. */
  installable?: boolean;
  /** What a browser shows in its tab: a path of this server, or the product's sign in this colour. */
  icon?: { path: string } | { colour: string };
  title: string;
  head?: string;
  body: string;
  /** Of a page that is under another policy than all others. */
  policy?: string;
  /** Websites that may show it in a frame; default: none. */
  frames?: readonly string[];
}

/** The one way pages are made: under the strict policy, with nothing of it inline. */
export const sendPage = (request: Request, response: Response, page: Page): void => {
  const languages = languagesOf(request);
  const frames = page.frames?.join(' ') || "'none'";
  if (frames === "'none'") response.set('X-Frame-Options', 'DENY');
  // What a page that is isolated from all others asks of whatever is in it.
  else
    response.set({
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  response
    .status(page.status ?? 200)
    .set('Content-Security-Policy', page.policy ?? policy(frames, page.installable))
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      `<!doctype html>
<html lang="${page.language ?? languageOf(languages)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(page.title)}</title>
    <link rel="icon" href="${iconOf(page.icon)}" />
    ${page.head ?? ''}
  </head>
  <body>
    ${page.body}
    ${page.scripted ? `<noscript>${escape(textIn(languages, 'scripts'))}</noscript>` : ''}
  </body>
</html>
`,
    );
};

const iconOf = (icon: Page['icon']): string =>
  icon && 'path' in icon ? escape(icon.path) : bubble(icon?.colour ?? COLOUR);

/** Where there is nothing, said in the visitor's language. */
export const missing = (request: Request): Page => {
  const languages = languagesOf(request);
  const title = escape(textIn(languages, 'missing'));
  return { status: 404, title, body: `<h1>${title}</h1><p>${escape(textIn(languages, 'missing_text'))}</p>` };
};
