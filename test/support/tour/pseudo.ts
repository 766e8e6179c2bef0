import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { textsOf, type Say } from './texts.ts';

// A language nobody speaks, for what nobody translated: every text of the packs is marked on its way to the browser, so
// that whatever is on the screen without a mark did not come from a pack.

/** Whose packs are marked; any but English would do. */
const VEHICLE = 'fr';
export const PSEUDO_LOCALE = 'fr-FR';

/** Marked, and half as long again, as translations can be. */
const mark = (text: string): string => `⟦${text}${' ····'.repeat(text.length / 10)}⟧`;

export const pseudo: Say = textsOf(VEHICLE, mark);

const markAll = (texts: object): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === 'string' ? mark(value) : markAll(value as object),
    ]),
  );

/** A pack as it is built: one object of objects of texts. */
const PACK = /^(?:var|const|let) \w+=\{[^;]*?:\{[^]*\};export\{\w+ as default\};\s*$/;

const DIST = join(import.meta.dirname, '..', '..', '..', 'dist');

/** Marks the packs that this browser loads from now on. */
export const speakPseudo = async (context: BrowserContext): Promise<void> => {
  for (const entry of ['page', 'console'])
    for (const file of readdirSync(join(DIST, entry, 'assets'))) {
      const code = readFileSync(join(DIST, entry, 'assets', file), 'utf8');
      if (!PACK.test(code)) continue;
      const pack = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { default: object };
      const body = `export default ${JSON.stringify(markAll(pack.default))};`;
      await context.route(`**/assets/${file}`, (route) =>
        route.fulfill({ contentType: 'text/javascript', body }),
      );
    }
};

/** Every text and every name in the document, through shadow roots, as far as it is to be seen. */
const SHOWN = `(() => {
  const words = [document.title];
  const look = (root) => {
    const foreign = root.host?.localName.startsWith('wa-');
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (foreign || element.matches('style, script, time, option, bdi, code') || !element.checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'label', 'hint'])
        words.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
    }
  };
  look(document);
  return words;
})()`;

/** What a person or the server's address can be in a text: no words of a language. */
const ADDRESSES = /\S+@\S+|https?:\/\/\S+|\S+\.localhost:\d+|#[0-9a-f]{6}/g;

const DAY = 86_400_000;

/** How the days of the week from this one on are written in the vehicle's language, by `Intl` and by no pack. */
const daysFrom = (at: number): string[] =>
  [0, 1, 2, 3, 4, 5, 6].flatMap((later) =>
    (['long', 'short'] as const).flatMap((month) =>
      new Intl.DateTimeFormat(PSEUDO_LOCALE, { weekday: 'long', month })
        .formatToParts(at + later * DAY)
        .map(({ value }) => value.trim()),
    ),
  );

/**
 * Words on the screen, or said by it, that came from no pack and that nobody in the tour has written: `written` is what
 * they have, `day` the one they do it on. Not asked for: what `Intl` writes, the languages' own names, and the words of
 * the console's library, which it translates itself.
 */
export const unmarked = async (page: Page, written: readonly string[], day: number): Promise<string[]> => {
  const shown = await page.evaluate<string[]>(SHOWN);
  const known = [...written, ...daysFrom(day)].filter(Boolean);
  const strip = (text: string): string => {
    let rest = text.replace(ADDRESSES, '');
    for (const word of known) rest = rest.replaceAll(word, '');
    // A text may be a value of another.
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
    }
    return rest.trim();
  };
  return [...new Set(shown.map(strip))].filter(
    (text) => /\p{L}/u.test(text) && !written.some((words) => words.includes(text)),
  );
};
