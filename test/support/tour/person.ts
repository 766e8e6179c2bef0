import type { Page } from 'playwright-core';
import { textsOf, type Say } from './texts.ts';

/** Somebody at a screen, as far as a tour needs them: in any browser, in any language. */
export interface Person {
  /** What they read: the product's texts in their language. */
  readonly say: Say;
  goTo(url: string): Promise<void>;
  /** Waits until one of these texts is to be seen. */
  sees(...texts: string[]): Promise<void>;
  /** Waits until a text is gone. */
  misses(text: string): Promise<void>;
  /** Presses the first button whose name has these words in it. */
  click(button: string): Promise<void>;
  /** Clicks where this text is. */
  follow(text: string): Promise<void>;
  /** Puts a text in the field with this label, instead of what was in it. */
  fill(field: string, text: string): Promise<void>;
  /** The Escape key. */
  escape(): Promise<void>;
  /** Takes the network away, or gives it back. Not every browser can be told to. */
  offline?(is: boolean): Promise<void>;
}

/** Somebody at a page of Chromium. */
export const atPage = (page: Page, say: Say = textsOf('en')): Person => ({
  say,
  goTo: async (url) => {
    await page.goto(url);
  },
  sees: (...texts) =>
    texts
      .map((text) => page.getByText(text).filter({ visible: true }))
      .reduce((some, other) => some.or(other))
      .first()
      .waitFor(),
  misses: (text) => page.getByText(text).first().waitFor({ state: 'hidden' }),
  click: (button) => page.getByRole('button', { name: button }).first().click(),
  follow: (text) => page.getByText(text).first().click(),
  fill: (field, text) => page.getByRole('textbox', { name: field }).fill(text),
  escape: () => page.keyboard.press('Escape'),
  offline: (is) => page.context().setOffline(is),
});
