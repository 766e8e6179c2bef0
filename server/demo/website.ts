import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Where the placeholders of the example pages point. */
export interface Values {
  /** Origin of the embed host. */
  embed: string;
  portal: string;
  /** Another company's portal. */
  second: string;
  /** The standalone URL. */
  url: string;
}

/**
 * Serves the example pages as a client's website would: from an origin of its own, under a strict content security
 * policy, so that origin checks, CORS and CSP are real.
 */
export const createWebsite = (directory: string, values: Values): Server =>
  createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://website').pathname;
    const name = normalize(path === '/' ? '/index.html' : path);
    const type = TYPES[extname(name)];
    try {
      if (!type) throw new Error('not a page');
      const text = readFileSync(join(directory, name), 'utf8').replace(
        /\{\{(embed|portal|second|url)\}\}/g,
        (_match, key: keyof Values) => values[key],
      );
      const { embed } = values;
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Security-Policy': `default-src 'self'; script-src 'self' ${embed}; style-src 'self'; connect-src ${embed} ${embed.replace(/^http/, 'ws')}; img-src 'self' data:`,
        'Cache-Control': 'no-store',
      });
      response.end(text);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    }
  });
