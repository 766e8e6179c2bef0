import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where something is: in the website's own page, or in the portal's frame within it. */
export type Place = 'page' | 'frame';

/** One page of a browser, which knows `inPage` (in-page.js). Expressions are JavaScript. */
export interface EnginePage {
  /** The browser's name and version. */
  readonly browser: string;
  goTo(url: string): Promise<void>;
  /** An expression's value, which is one of JSON. */
  evaluate(place: Place, expression: string): Promise<unknown>;
  /** Clicks at a point of the window, in CSS pixels: whatever is there has it, in whichever frame. */
  click(x: number, y: number): Promise<void>;
  /** Types where the focus is, key by key; a line break is the Enter key. */
  type(text: string): Promise<void>;
  escape(): Promise<void>;
  close(): Promise<void>;
}

/** A browser on this machine: as much of it as a visitor's story takes, so that one story runs in all of them. */
export interface Engine {
  /** A page of somebody who was never there: nothing of an earlier one is stored. One at a time. */
  open(url: string): Promise<EnginePage>;
  close(): Promise<void>;
}

/** What engines run in each document before its first script. */
export const IN_PAGE = readFileSync(join(import.meta.dirname, 'in-page.js'), 'utf8');
