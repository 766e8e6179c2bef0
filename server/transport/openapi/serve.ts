import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Urls } from '../../platform/urls.ts';
import { openApiDocument } from './document.ts';

/** Five minutes, in seconds: it changes with an upgrade alone, and asking again costs a 304. */
const MAX_AGE = 300;

/** `GET /api/openapi.json`: the same for everybody on every host, and readable from any website. */
export const serveOpenApi = (urls: Urls): RequestHandler => {
  let made: { body: string; etag: string } | undefined;
  return (_request, response) => {
    if (!made) {
      const body = JSON.stringify(openApiDocument(urls));
      made = { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
    }
    response
      .set('Cache-Control', `public, max-age=${MAX_AGE}`)
      .set('ETag', made.etag)
      .set('Access-Control-Allow-Origin', '*')
      .set('Cross-Origin-Resource-Policy', 'cross-origin')
      .type('json')
      .send(made.body);
  };
};
