import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import sirv from 'sirv';
import type { Deps } from '../features/feature.ts';
import { findCompany } from '../features/companies/index.ts';
import { currentName, findHost } from '../features/hosts/index.ts';
import { allowedOrigins, findPublicPortal, pageBrand } from '../features/portals/index.ts';
import type { Authenticator } from './auth.ts';
import { consolePages } from './console-pages.ts';
import { escape, missing, sendPage, type Page } from './page.ts';
import { sendPicture } from './pictures.ts';
import { preview, PREVIEW_STYLES, type Shown } from './preview.ts';

const YEAR = 31_536_000;

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

/** A page of a portal's own; an earlier name redirects to the one of today (G5). */
const portalPage =
  ({ deps }: PageParts, name: string, show: (portal: Shown) => Page) =>
  async (request: Request, response: Response): Promise<void> => {
    const db = deps.database.read;
    const host = await findHost(db, name);
    const portal = host && (await findPublicPortal(db, host.portalId));
    if (!host || !portal) return sendPage(request, response, missing(request));
    if (!host.current) {
      const current = await currentName(db, portal.id);
      return response.redirect(308, `${deps.urls.portal(current ?? name)}${request.path}`);
    }
    const company = await findCompany(db, portal.account, portal.company_id);
    const brand = await pageBrand(db, portal);
    sendPage(
      request,
      response,
      show({
        id: portal.id,
        subdomain: name,
        company: company?.name ?? name,
        origins: allowedOrigins(portal),
        title: brand.name ?? company?.name ?? name,
        icon: brand.icon ? { path: brand.icon } : brand.colour ? { colour: brand.colour } : undefined,
      }),
    );
  };

const standalone = ({ id, title, icon }: Shown): Page => ({
  title,
  ...(icon && { icon }),
  head: '<script type="module" src="/support-portal.js"></script>',
  body: `<support-portal portal="${id}" mode="page"></support-portal>`,
  scripted: true,
});

/** A page that a website opens; what is in it nobody there can read (contract S1). */
const opened = ({ id, title, icon }: Shown, attributes = ''): Page => ({
  title,
  ...(icon && { icon }),
  head: '<script type="module" src="/support-page.js"></script>',
  body: `<div id="portal" data-portal="${id}"${attributes}></div>`,
  scripted: true,
});

/** In a frame, for the websites that may embed it: with them it talks, and with no other. */
const framed = (portal: Shown): Page => ({
  ...opened(portal, ` data-hosts="${escape(portal.origins.join(' '))}"`),
  frames: portal.origins,
});

/** `/p/<name or id>` on the embed host: to a page at the portal's own address, so that links survive a rename. */
const portalLink =
  ({ deps }: PageParts, page: '' | 'window') =>
  async (request: Request, response: Response): Promise<void> => {
    const db = deps.database.read;
    const wanted = String(request.params.portal).toLowerCase();
    // A name or an id; not every other text can be asked for on every database.
    if (!/^[a-z0-9-]{1,63}$/.test(wanted)) return sendPage(request, response, missing(request));
    const portalId = (await findHost(db, wanted))?.portalId ?? (await findPublicPortal(db, wanted))?.id;
    const name = portalId && (await currentName(db, portalId));
    if (!name) return sendPage(request, response, missing(request));
    response.redirect(302, `${deps.urls.portal(name)}/${page}`);
  };

/** Pages and built files, by host. */
export const createPages = (parts: PageParts): Router => {
  const pages = express.Router();
  const consoleAssets = assets(join(parts.dist, 'console'), false);
  const embedAssets = assets(join(parts.dist, 'embed'), true);
  const pageAssets = assets(join(parts.dist, 'page'), false);
  const showConsole = consolePages(parts);
  pages.use((request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else next('router');
  });
  pages.use((request, response, next) => {
    const { kind } = parts.deps.urls.classify(request.headers.host);
    return (kind === 'console' ? consoleAssets : embedAssets)(request, response, next);
  });
  pages.use((request, response, next) => {
    const { kind } = parts.deps.urls.classify(request.headers.host);
    return kind === 'portal' ? pageAssets(request, response, next) : next();
  });
  for (const [path, page] of [
    ['/p/:portal', ''],
    ['/p/:portal/window', 'window'],
  ] as const)
    pages.get(path, (request, response, next) => {
      if (parts.deps.urls.classify(request.headers.host).kind === 'console') return next();
      return portalLink(parts, page)(request, response);
    });
  pages.get('/brand/:portal/:picture', (request, response, next) => {
    if (parts.deps.urls.classify(request.headers.host).kind === 'console') return next();
    return sendPicture(parts.deps)(request, response);
  });
  pages.use((request, response, next) => {
    const host = parts.deps.urls.classify(request.headers.host);
    if (request.path.startsWith('/assets/')) return next();
    if (host.kind === 'console') return showConsole(request, response);
    if (host.kind === 'portal' && request.path === '/')
      return portalPage(parts, host.name, standalone)(request, response);
    if (host.kind === 'portal' && request.path === '/frame')
      return portalPage(parts, host.name, framed)(request, response);
    if (host.kind === 'portal' && request.path === '/window')
      return portalPage(parts, host.name, (portal) => opened(portal))(request, response);
    if (host.kind === 'portal' && request.path === '/preview.css')
      return void response.set('Cache-Control', 'public, max-age=300').type('css').send(PREVIEW_STYLES);
    if (host.kind === 'portal' && request.path.startsWith('/preview/'))
      return portalPage(parts, host.name, preview(parts.deps, request))(request, response);
    next();
  });
  return pages;
};

/** What no route answered. */
export const notFound = (request: Request, response: Response): void =>
  sendPage(request, response, missing(request));
