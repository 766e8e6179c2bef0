import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/callout/callout.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { expect } from '@open-wc/testing';
import { registerIcons } from '../../../widget/console/icons.ts';
import { settle } from '../support/fake-clock.ts';

registerIcons();

const STILL = '--wa-transition-fast: 0ms; --wa-transition-normal: 0ms; --wa-transition-slow: 0ms;';

/**
 * The console's styles, as its page has them: to wait for before anything is measured. The build resolves the import
 * in its own file; here it is named.
 */
export const dressed = (async () => {
  const theme = document.createElement('link');
  theme.rel = 'stylesheet';
  theme.href = '/node_modules/@awesome.me/webawesome/dist/styles/themes/default.css';
  const loaded = new Promise((resolve, reject) => {
    theme.addEventListener('load', resolve);
    theme.addEventListener('error', reject);
  });
  document.head.append(theme);
  const own = new CSSStyleSheet();
  const text = await (await fetch('/widget/console/console.css')).text();
  // No colour on its way from one theme to the other is measured.
  own.replaceSync(`${text.replace(/@import [^;]+;/, '')} :root { ${STILL} }`);
  await loaded;
  document.adoptedStyleSheets.push(own);
})();

/** Passes the accessibility audit, with the contrast of the light and of the dark theme. */
export const expectAccessible = async (element: Element): Promise<void> => {
  await dressed;
  const root = document.documentElement.classList;
  for (const theme of ['light', 'dark']) {
    root.toggle('wa-dark', theme === 'dark');
    await expect(element, theme).to.be.accessible();
  }
  root.remove('wa-dark');
};

/** What `find` finds, once it is there. */
export const until = async <T>(find: () => T | null | undefined | false): Promise<T> => {
  for (;;) {
    const found = find();
    if (found) return found;
    await settle();
  }
};

/** The words of an element, as one reads them. */
export const words = (element: Element | null | undefined): string =>
  element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

interface Field extends HTMLElement {
  value: string;
  updateComplete: Promise<unknown>;
}

/** Types into a field of a form that was built with `FormController`, and sends the form. */
export const fillAndSend = async (root: ParentNode, values: Record<string, string>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) {
    const field = await until(() => root.querySelector<Field>(`[name="${name}"]`));
    field.value = value;
    await field.updateComplete;
  }
  root.querySelector('form')!.requestSubmit();
};
