import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { identityToken, type WebsiteKey } from './identity.ts';
import type { Outbox } from './outbox.ts';
import { outboxPage } from './outbox-page.ts';
import { policyOf } from './policies.ts';

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
  /** For tokens of whoever is signed in; a website without one knows nobody. */
  key?: WebsiteKey;
  /** Where mails and text messages end that nobody sends. */
  outbox?: Outbox;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Serves the example pages as a client's website would: from an origin of its own, under a strict content security
 * policy, so that origin checks, CORS and CSP are real. `{{policy}}` in a page shows the headers it came with.
 */
export const createWebsite = (directory: string, values: Values, now: () => number): Server =>
  createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://website');
    if (path === '/support-token') return void answerToken(response, values, searchParams.get('user'), now());
    if (path === '/outbox' && values.outbox) return void answerOutbox(response, values, values.outbox);
    const name = normalize(path === '/' ? '/index.html' : path);
    const type = TYPES[extname(name)];
    // New for every answer: a nonce that can be guessed or read from another visitor's page protects nothing.
    const nonce = randomBytes(16).toString('base64');
    const headers = policyOf(name.slice(1), {
      embed: values.embed,
      portal: new URL(values.url).origin,
      nonce,
    });
    const policy = Object.entries(headers)
      .map(([header, value]) => `${header}: ${value.replaceAll('; ', ';\n  ')}`)
      .join('\n');
    const { embed, portal, second, url } = values;
    const places = { embed, portal, second, url, nonce, policy: escape(policy.replaceAll(nonce, '…')) };
    try {
      if (!type) throw new Error('not a page');
      const text = readFileSync(join(directory, name), 'utf8').replace(
        /\{\{(embed|portal|second|url|nonce|policy)\}\}/g,
        (_match, key: keyof typeof places) => places[key],
      );
      response.writeHead(200, { 'Content-Type': type, ...headers, 'Cache-Control': 'no-store' });
      response.end(text);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    }
  });

const answerOutbox = (response: ServerResponse, { embed, url }: Values, { sent }: Outbox): void => {
  const headers = policyOf('outbox', { embed, portal: new URL(url).origin, nonce: '' });
  response.writeHead(200, { 'Content-Type': TYPES['.html'], ...headers, 'Cache-Control': 'no-store' });
  response.end(outboxPage(sent));
};

const answerToken = async (
  response: ServerResponse,
  { key, portal }: Values,
  user: string | null,
  now: number,
): Promise<void> => {
  const token = key ? await identityToken(key, portal, user, now) : null;
  response.writeHead(token ? 200 : 404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' });
  response.end(token ?? 'Nobody\n');
};
