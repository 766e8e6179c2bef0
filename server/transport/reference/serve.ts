import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { sendPage, type Page } from '../page.ts';
import { escape, toHtml, type Heading } from './html.ts';
import { protocolReference } from './reference.ts';

const STYLES = readFileSync(join(import.meta.dirname, 'reference.css'), 'utf8');

const link = ({ id, text }: Heading): string => `<a href="#${escape(id)}">${escape(text)}</a>`;

/** Sections, and under each what it holds; a narrow page shows the sections alone. */
const contents = (headings: Heading[]): string => {
  const sections = headings.filter(({ level }) => level === 2);
  const items = sections.map((section) => {
    const from = headings.indexOf(section) + 1;
    const next = headings.findIndex(({ level }, index) => index >= from && level < 3);
    const inner = headings.slice(from, next < 0 ? undefined : next);
    const list = inner.map((heading) => `<li>${link(heading)}</li>`).join('');
    return `<li>${link(section)}${list && `<ul>${list}</ul>`}</li>`;
  });
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
};

const referencePage = (): Page => {
  const { html, headings } = toHtml(protocolReference());
  return {
    language: 'en',
    title: 'Protocol – Support portal',
    head: '<link rel="stylesheet" href="/api/docs.css" />',
    body: `<a class="skip" href="#protocol">Skip to the text</a>
    ${contents(headings)}
    <main>
${html}
    </main>`,
  };
};

/** `/api/docs`: the reference as a page, on every host; works without script and without session. */
export const createReference = (): Router => {
  const router = express.Router();
  let page: Page | undefined;
  router.get('/api/docs', (request, response) => sendPage(request, response, (page ??= referencePage())));
  router.get('/api/docs.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').type('css').send(STYLES);
  });
  return router;
};
