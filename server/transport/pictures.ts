import type { Request, Response } from 'express';
import type { Deps } from '../features/feature.ts';
import { findPublicPortal, pictureOf } from '../features/portals/index.ts';
import { missing, sendPage } from './page.ts';

const YEAR = 31_536_000;

/**
 * `/brand/<portal>/<logo|icon>-<digest>`: a picture of a portal. Its address changes with it, so it may be kept for
 * long; widgets on every website fetch it as bytes, which asks for nothing in a website's own policy.
 */
export const sendPicture =
  ({ database }: Deps) =>
  async (request: Request, response: Response): Promise<void> => {
    const [, picture] = /^(logo|icon)-[0-9a-f]{16}$/.exec(String(request.params.picture)) ?? [];
    const wanted = String(request.params.portal);
    // Not every other text can be asked for on every database.
    const isId = /^[0-9a-f-]{36}$/.test(wanted);
    const row = picture && isId ? await findPublicPortal(database.read, wanted) : undefined;
    const found = row && (await pictureOf(database.read, row, picture as 'logo' | 'icon'));
    if (!found) return sendPage(request, response, missing(request));
    response
      .set({
        'Content-Type': found.type,
        'Cache-Control': `public, max-age=${YEAR}, immutable`,
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      })
      .send(found.bytes);
  };
