import assert from 'node:assert/strict';
import type { CDPSession, Page } from 'playwright-core';
import { atPage, type Person } from './person.ts';
import { textsOf, type Say } from './texts.ts';

/** Longer ways than this nobody goes with the Tab key. */
const STEPS = 80;

/** Where the focus is, through shadow roots. */
const FOCUSED = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
})()`;

/**
 * What is wrong with where the focus is, for somebody who sees it: not there at all, not marked, or behind something
 * (WCAG 2.4.7, 2.4.11).
 */
const FAULTS = `(() => {
  const element = ${FOCUSED};
  if (!element || element === document.body) return ['no focus'];
  const { x, y, width, height } = element.getBoundingClientRect();
  const faults = [];
  let host = element;
  let marked = false;
  // A component may draw the mark around itself, or around a part that the field stands in.
  for (let step = 0; host && step < 6; step += 1) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(host);
    if ((outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none') marked = true;
    host = host.parentElement ?? host.getRootNode().host;
  }
  if (!marked) faults.push('focus not marked');
  if (width > 1 && height > 1) {
    const at = (left, top) => {
      let hit = document.elementFromPoint(left, top);
      for (;;) {
        const inner = hit?.shadowRoot?.elementFromPoint(left, top);
        if (!inner || inner === hit) return hit;
        hit = inner;
      }
    };
    const includes = (outer, inner) => {
      for (let node = inner; node; node = node.parentNode ?? node.host) if (node === outer) return true;
      return false;
    };
    // Any part of it will do; a component's field may lie under what the component draws for it.
    const outer = element.getRootNode().host?.localName.startsWith('wa-') ? element.getRootNode().host : element;
    const parts = [0, 1, 2, 3, 4, 5, 6];
    const between = (start, length, part) => start + 2 + (Math.max(length - 4, 0) * part) / 6;
    const seen = parts.some((row) => parts.some((column) => {
      const hit = at(between(x, width, column), between(y, height, row));
      return hit && (includes(outer, hit) || includes(hit, outer));
    }));
    if (!seen) faults.push('focus out of sight');
  }
  return faults;
})()`;

/** Somebody at a page who has no pointer: everything is reached by Tab and done by a key. */
export class AtKeyboard implements Person {
  readonly say: Say;
  readonly sees: Person['sees'];
  readonly misses: Person['misses'];
  readonly goTo: Person['goTo'];
  readonly offline: Person['offline'];
  /** What was wrong with the focus on the way, each once. */
  readonly faults = new Set<string>();
  readonly #page: Page;
  readonly #browser: CDPSession;

  private constructor(page: Page, browser: CDPSession, say: Say) {
    this.#page = page;
    this.#browser = browser;
    this.say = say;
    const { sees, misses, goTo, offline } = atPage(page, say);
    this.sees = sees;
    this.misses = misses;
    this.goTo = goTo;
    this.offline = offline;
  }

  static async at(page: Page, say: Say = textsOf('en')): Promise<AtKeyboard> {
    const browser = await page.context().newCDPSession(page);
    await browser.send('Accessibility.enable');
    return new AtKeyboard(page, browser, say);
  }

  /** Role and name of what has the focus, as the browser tells assistive technology. */
  async focused(): Promise<{ role: string; name: string }> {
    const { result } = await this.#browser.send('Runtime.evaluate', { expression: FOCUSED });
    const { objectId } = result;
    if (!objectId) return { role: '', name: '' };
    const { nodes } = await this.#browser.send('Accessibility.getPartialAXTree', {
      objectId,
      fetchRelatives: false,
    });
    const [node] = nodes;
    return { role: String(node?.role?.value ?? ''), name: String(node?.name?.value ?? '') };
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  async click(button: string): Promise<void> {
    await this.#reach(['button', 'switch', 'menuitem'], button);
    await this.press('Enter');
  }

  async follow(link: string): Promise<void> {
    await this.#reach(['link'], link);
    await this.press('Enter');
  }

  async fill(field: string, text: string): Promise<void> {
    await this.#reach(['textbox'], field);
    await this.press('ControlOrMeta+a');
    if (text === '') await this.press('Delete');
    else await this.#page.keyboard.insertText(text);
  }

  async choose(radio: string): Promise<void> {
    await this.#reach(['radio'], radio, 'ArrowDown');
  }

  escape(): Promise<void> {
    return this.press('Escape');
  }

  /** Notes where what had the focus went away and nothing else has it: the next Tab would begin at the page's start. */
  async keepsFocus(state: string): Promise<void> {
    const isLost = `document.activeElement === null || document.activeElement === document.body`;
    if (await this.#page.evaluate(isLost)) this.faults.add(`focus lost: ${state}`);
  }

  /** Goes on until it is there; `key` is what leads from one to the next within a group. */
  async #reach(roles: readonly string[], name: string, key = 'Tab'): Promise<void> {
    const way: string[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const focused = await this.focused();
      const isGroup = key !== 'Tab' && focused.role === roles[0];
      if (roles.includes(focused.role) && focused.name.includes(name)) return;
      way.push(`${focused.role} "${focused.name}"`);
      await this.press(isGroup ? key : 'Tab');
      await this.#look();
    }
    assert.fail(`No ${roles.join(' or ')} "${name}" on the way of the Tab key: ${way.join(', ')}`);
  }

  async #look(): Promise<void> {
    // What is on its way to its place has half a second to get there.
    const faults = await this.#page.evaluate<string[]>(`(async () => {
      const end = performance.now() + 500;
      for (;;) {
        const faults = ${FAULTS};
        if (faults.length === 0 || performance.now() > end) return faults;
        await new Promise(requestAnimationFrame);
      }
    })()`);
    if (faults.length === 0) return;
    const { role, name } = await this.focused();
    // Between the end of the page and its beginning the browser's own controls have the focus.
    if (role !== '' && role !== 'none')
      for (const fault of faults) this.faults.add(`${fault}: ${role} "${name}"`);
  }
}
