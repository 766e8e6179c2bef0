import type { Page } from 'playwright-core';

// What a person would see at once in a state of the product, and a checker of accessibility does not say. Each answers
// what it finds, one line each.

/** Every shadow root of the document, and the document. */
const ROOTS = `const roots = function* (root = document) {
  yield root;
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) yield* roots(element.shadowRoot);
};`;

const inPage = <T>(page: Page, body: string): Promise<T> =>
  page.evaluate<T>(`(async () => { ${ROOTS} ${body} })()`);

/** What sticks out of the page sideways, which nobody at 320 px or 400 % gets to see without scrolling two ways. */
export const tooWide = (page: Page): Promise<string[]> =>
  inPage(
    page,
    `const { scrollWidth, clientWidth } = document.documentElement;
     return scrollWidth > clientWidth ? ['wider than the screen'] : [];`,
  );

/** What goes on moving for somebody who asked for less of that, as everybody in the tests has. */
export const moving = (page: Page): Promise<string[]> =>
  inPage(
    page,
    `return [...roots()].flatMap((root) => root.getAnimations())
       .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime === Infinity)
       .map(({ effect: { target } }) => 'moves: ' + target.localName + '.' + target.className);`,
  );

/** Until what fades in is there: half-way its contrast is not what people read. */
export const settled = (page: Page): Promise<void> =>
  inPage(
    page,
    `await Promise.all([...roots()].flatMap((root) => root.getAnimations())
       .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
       .map(({ finished }) => finished.catch(() => {})));`,
  );

/** Addresses that are shown in another order than they are read in, between words from right to left. */
export const reordered = (page: Page): Promise<string[]> =>
  inPage(
    page,
    `return [...roots()].flatMap((root) => [...root.querySelectorAll('*')])
       .filter((element) => !element.matches('style, script') && element.checkVisibility())
       .filter((element) => getComputedStyle(element).direction !== 'ltr')
       .map((element) => [...element.childNodes].map((node) => node.nodeType === Node.TEXT_NODE ? node.data : '').join(''))
       .filter((text) => /\\w@\\w|\\w:\\d{4}/.test(text.replace(/\\u2066[^\\u2069]*\\u2069/g, '')))
       .map((text) => 'reordered: ' + text.trim());`,
  );
