import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import sirv from 'sirv';
import type { Deps } from '../features/feature.ts';
import { findCompany } from '../features/companies/index.ts';
import { currentName, findHost } from '../features/hosts/index.ts';
import { findPublicPortal } from '../features/portals/index.ts';
import { ROTATE_EVERY, rotateSession } from '../platform/sessions.ts';
import { cookieToken, type Authenticator } from './auth.ts';
import { setSessionCookie } from './http.ts';

/** Languages there are pages in; the widget itself goes by the browser. */
const LANGUAGES = ['en', 'es'];
const YEAR = 31_536_000;

/** A speech bubble; in the page, so that browsers ask for no icon of their own. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#4338ca" d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z"/></svg>',
)}`;

const escape = (text: string): string =>
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
}

/** The one way pages are made: under the strict policy, with nothing of it inline. */
export const sendPage = (request: Request, response: Response, page: Page): void => {
  response
    .status(page.status ?? 200)
    .set('Content-Security-Policy', policy("'none'"))
    .set('X-Frame-Options', 'DENY')
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

const MISSING: Page = {
  status: 404,
  title: 'Not found',
  body: '<h1>Not found</h1><p>There is no support portal at this address. Please check it for typing errors.</p>',
};

/** Built files, compressed at build time. Hashed names never change; the stub is asked for again after a while. */
const assets = (directory: string, crossOrigin: boolean): Router => {
  const router = express.Router();
  if (!existsSync(directory)) return router;
  router.use(
    sirv(directory, {
      brotli: true,
      etag: true,
      setHeaders: (response, pathname) => {
        const isHashed = /-[\w-]{8,}\.\w+$/.test(pathname);
        response.setHeader(
          'Cache-Control',
          isHashed
            ? `public, max-age=${YEAR}, immutable`
            : 'public, max-age=300, stale-while-revalidate=86400',
        );
        if (crossOrigin) {
          response.setHeader('Access-Control-Allow-Origin', '*');
          response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
        }
      },
    }),
  );
  return router;
};

export interface PageParts {
  deps: Deps;
  authenticator: Authenticator;
  /** The folder of the built widget. */
  dist: string;
}

/** The console's page, for every path of it. A token older than an hour is replaced on the way (contract S7). */
const consolePage =
  ({ deps, authenticator }: PageParts) =>
  async (request: Request, response: Response) => {
    const session = await authenticator.sessionOf('technician', cookieToken(request.headers));
    const now = deps.clock.now();
    if (session && now - session.rotatedAt > ROTATE_EVERY)
      setSessionCookie(
        response,
        await deps.database.write((tx) => rotateSession(tx, deps.secrets, now, session.id)),
      );
    sendPage(request, response, {
      title: 'Support console',
      head: `<link rel="stylesheet" href="/assets/console.css" />
    <script type="module" src="/assets/console.js"></script>`,
      body: '<support-console></support-console><noscript>The console needs JavaScript.</noscript>',
    });
  };

/** A portal's own page; an earlier name redirects to the one of today (G5). */
const portalPage =
  ({ deps }: PageParts, name: string) =>
  async (request: Request, response: Response): Promise<void> => {
    const db = deps.database.read;
    const host = await findHost(db, name);
    const portal = host && (await findPublicPortal(db, host.portalId));
    if (!host || !portal) return sendPage(request, response, MISSING);
    if (!host.current) {
      const current = await currentName(db, portal.id);
      return response.redirect(308, `${deps.urls.portal(current ?? name)}/`);
    }
    const company = await findCompany(db, portal.account, portal.company_id);
    sendPage(request, response, {
      title: company?.name ?? name,
      head: '<script type="module" src="/support-portal.js"></script>',
      body: `<support-portal portal="${portal.id}" mode="page"></support-portal>
    <noscript>This support portal needs JavaScript.</noscript>`,
    });
  };

/** `/p/<name or id>` on the embed host: to the portal's own address, so that pasted links survive a rename. */
const portalLink =
  ({ deps }: PageParts) =>
  async (request: Request, response: Response): Promise<void> => {
    const db = deps.database.read;
    const wanted = String(request.params.portal).toLowerCase();
    // A name or an id; not every other text can be asked for on every database.
    if (!/^[a-z0-9-]{1,63}$/.test(wanted)) return sendPage(request, response, MISSING);
    const portalId = (await findHost(db, wanted))?.portalId ?? (await findPublicPortal(db, wanted))?.id;
    const name = portalId && (await currentName(db, portalId));
    if (!name) return sendPage(request, response, MISSING);
    response.redirect(302, `${deps.urls.portal(name)}/`);
  };

/** Pages and built files, by host. */
export const createPages = (parts: PageParts): Router => {
  const pages = express.Router();
  const consoleAssets = assets(join(parts.dist, 'console'), false);
  const embedAssets = assets(join(parts.dist, 'embed'), true);
  const showConsole = consolePage(parts);
  const showLink = portalLink(parts);
  pages.use((request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else next('router');
  });
  pages.use((request, response, next) => {
    const { kind } = parts.deps.urls.classify(request.headers.host);
    return (kind === 'console' ? consoleAssets : embedAssets)(request, response, next);
  });
  pages.get('/p/:portal', (request, response, next) => {
    if (parts.deps.urls.classify(request.headers.host).kind === 'console') return next();
    return showLink(request, response);
  });
  pages.use((request, response, next) => {
    const host = parts.deps.urls.classify(request.headers.host);
    if (request.path.startsWith('/assets/')) return next();
    if (host.kind === 'console') return showConsole(request, response);
    if (host.kind === 'portal' && request.path === '/')
      return portalPage(parts, host.name)(request, response);
    next();
  });
  return pages;
};

/** What no route answered. */
export const notFound = (request: Request, response: Response): void => sendPage(request, response, MISSING);
