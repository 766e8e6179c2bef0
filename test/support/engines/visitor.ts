import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../tour/person.ts';
import type { Say } from '../tour/texts.ts';
import type { EnginePage, Place } from './engine.ts';

type Kind = 'field' | 'button' | 'link' | 'text' | 'part of a button' | 'part of a text';

const DEADLINE = 10_000;
/** Between two looks; drivers answer questions, they do not tell when something appears. */
const PAUSE = 50;

/** Asks again until the answer is yes; what is thrown in between (a frame on its way, an element replaced) is a no. */
export const until = async (what: string, answer: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + DEADLINE;
  let thrown: unknown;
  while (Date.now() < end) {
    thrown = undefined;
    if (await answer().catch((error: unknown) => ((thrown = error), false))) return;
    await pause(PAUSE);
  }
  throw new Error(`${what}: not within ${DEADLINE} ms`, { cause: thrown });
};

/** Somebody who uses the portal where it runs: in the page, or in its frame. */
export class Visitor {
  readonly page: EnginePage;
  readonly place: Place;

  constructor(page: EnginePage, place: Place) {
    this.page = page;
    this.place = place;
  }

  async type(field: string, text: string): Promise<void> {
    await this.#click('field', field);
    await this.page.type(text);
  }

  async click(button: string): Promise<void> {
    await this.#click('button', button);
  }

  /** The same visitor on a tour, where the portal or the console has the whole page. */
  onTour(say: Say): Person {
    return {
      say,
      goTo: (url) => this.page.goTo(url),
      sees: (...texts) =>
        until(`seeing "${texts.join('" or "')}"`, async () => {
          for (const text of texts) if (await this.#ask('has', 'part of a text', text)) return true;
          return false;
        }),
      misses: (text) =>
        until(`"${text}" gone`, async () => !(await this.#ask('has', 'part of a text', text))),
      click: (button) => this.#click('part of a button', button),
      follow: (text) => this.#click('part of a text', text),
      fill: (field, text) =>
        until(`filling in "${field}"`, async () => Boolean(await this.#ask('fill', field, text))),
      escape: () => this.page.escape(),
    };
  }

  async sees(kind: Kind, name: string): Promise<void> {
    await until(`seeing the ${kind} "${name}"`, async () => Boolean(await this.#ask('has', kind, name)));
  }

  async #click(kind: Kind, name: string): Promise<void> {
    await until(`clicking the ${kind} "${name}"`, async () => {
      const corner = this.place === 'frame' ? await this.page.evaluate('page', 'inPage.corner()') : [0, 0];
      const middle = corner && (await this.#ask('middle', kind, name));
      if (!middle) return false;
      const [left, top] = corner as [number, number];
      const [x, y] = middle as [number, number];
      await this.page.click(Math.round(left + x), Math.round(top + y));
      return true;
    });
  }

  #ask(question: string, ...about: string[]): Promise<unknown> {
    return this.page.evaluate(
      this.place,
      `inPage.${question}(${about.map((word) => JSON.stringify(word)).join()})`,
    );
  }

  /** What the page said, and its frame where the portal runs in one, that nobody should hear: from the first byte on. */
  async complaints(): Promise<string[]> {
    const places: Place[] = this.place === 'frame' ? ['page', 'frame'] : ['page'];
    const said: string[] = [];
    for (const place of places)
      said.push(...((await this.page.evaluate(place, 'inPage.complaints')) as string[]));
    return said;
  }
}
