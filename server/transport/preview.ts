import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Deps } from '../features/feature.ts';
import { embedPolicy, portalCode, WAYS } from '../features/portals/index.ts';
import { escape, LANGUAGES, MISSING, type Page } from './page.ts';

/** What is shown of a portal at its own address. */
export type Shown = { id: string; subdomain: string; company: string; origins: readonly string[] };

export const PREVIEW_STYLES = readFileSync(join(import.meta.dirname, 'preview.css'), 'utf8');

const TEXTS = {
  en: [
    'Preview',
    'A preview: this page has the code in it as a website would. What is sent here is a real request.',
  ],
  es: [
    'Vista previa',
    'Una vista previa: esta página contiene el código como lo haría un sitio web. Lo que se envía aquí es una solicitud real.',
  ],
} as const;

/**
 * A page with the code an admin is shown, as it is and under the policy they are shown with it (G17). On the portal's
 * own host, because that may always embed it: so nothing is allowed for a preview that websites are not.
 */
export const preview =
  ({ urls, pinned }: Deps, request: Request) =>
  ({ id, subdomain, company }: Shown): Page => {
    const way = WAYS.find((one) => request.path === `/preview/${one}`);
    const codes = portalCode(urls, { id, subdomain }, pinned);
    const code = way && (request.query.pinned === undefined ? codes : codes.pinned)?.[way];
    if (!way || !code) return MISSING;
    const [title, explained] = TEXTS[request.acceptsLanguages(LANGUAGES) === 'es' ? 'es' : 'en'];
    return {
      title: `${title}: ${company}`,
      head: '<meta name="robots" content="noindex" /><link rel="stylesheet" href="/preview.css" />',
      body: `<h1>${escape(company)}</h1>\n<p>${explained}</p>\n${code}`,
      // Styles and pictures: for what the page has around the code, and its icon.
      policy: `default-src 'none'; ${embedPolicy(urls, way)}; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    };
  };
