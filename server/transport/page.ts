import type { Request, Response } from 'express';

/** Languages there are pages in; the widget itself goes by the browser. */
export const LANGUAGES = ['en', 'es'];

/** A speech bubble; in the page, so that browsers ask for no icon of their own. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#4338ca" d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z"/></svg>',
)}`;

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Nothing inline, nothing from elsewhere (contract S14). `frames`: which pages may show it in a frame. */
const policy = (frames: string): string =>
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
  ].join('; ');

export interface Page {
  status?: number;
  /** Of a page there is in one language alone. Default: the visitor's, where there is one. */
  language?: string;
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
    .set('Content-Security-Policy', page.policy ?? policy(frames))
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      `<!doctype html>
<html lang="${page.language ?? (request.acceptsLanguages(LANGUAGES) || 'en')}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(page.title)}</title>
    <link rel="icon" href="${ICON}" />
    ${page.head ?? ''}
  </head>
  <body>
    ${page.body}
  </body>
</html>
`,
    );
};

export const MISSING: Page = {
  status: 404,
  title: 'Not found',
  body: '<h1>Not found</h1><p>There is no support portal at this address. Please check it for typing errors.</p>',
};
