import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Deps } from '../features/feature.ts';
import { embedPolicy, portalCode, WAYS } from '../features/portals/index.ts';
import { textIn } from '../platform/texts.ts';
import { escape, languagesOf, missing, type Page } from './page.ts';

/** What is shown of a portal at its own address. */
export interface Shown {
  id: string;
  subdomain: string;
  company: string;
  origins: readonly string[];
  /** What it is called, or its company is. */
  title: string;
  icon: NonNullable<Page['icon']> | undefined;
}

export const PREVIEW_STYLES = readFileSync(join(import.meta.dirname, 'preview.css'), 'utf8');

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
    if (!way || !code) return missing(request);
    const languages = languagesOf(request);
    return {
      title: `${textIn(languages, 'preview')}: ${company}`,
      head: '<meta name="robots" content="noindex" /><link rel="stylesheet" href="/preview.css" />',
      body: `<h1>${escape(company)}</h1>\n<p>${escape(textIn(languages, 'preview_text'))}</p>\n${code}`,
      // Styles and pictures: for what the page has around the code, and its icon.
      policy: `default-src 'none'; ${embedPolicy(urls, way)}; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    };
  };
