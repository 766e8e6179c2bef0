import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far from its end a list still counts as being there, in CSS pixels: one line of text. */
const NEAR = 24;

/**
 * Keeps a scrolling list at its end while its reader is there, and leaves it alone when they have scrolled up.
 * `onEnd` is called whenever the reader sees the end: with the page in front and the list on screen.
 */
export class EndController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #list: () => HTMLElement | null;
  readonly #onEnd: () => void;
  readonly #resized = new ResizeObserver(() => this.#stick());
  #listening: AbortController | undefined;
  /** How far the list could be scrolled when it was looked at last. */
  #room = 0;
  /** Whether the reader is at the end. */
  atEnd = true;

  constructor(host: ReactiveControllerHost & HTMLElement, list: () => HTMLElement | null, onEnd: () => void) {
    this.#host = host;
    this.#list = list;
    this.#onEnd = onEnd;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const look = (): void => this.#look();
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('focus', look, { signal });
    this.#resized.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#resized.disconnect();
  }

  hostUpdated(): void {
    this.#stick();
  }

  /** To be called when the list is scrolled. */
  scrolled(): void {
    const list = this.#list();
    if (!list) return;
    const room = list.scrollHeight - list.clientHeight;
    const near = room - list.scrollTop < NEAR;
    // A list that shrank, or grew, under its reader was not left, wherever that put it; it goes to its end again.
    const atEnd = near || (this.atEnd && room !== this.#room);
    this.#room = room;
    if (atEnd !== this.atEnd) this.#host.requestUpdate();
    this.atEnd = atEnd;
    this.#look();
  }

  toEnd(): void {
    this.atEnd = true;
    this.#stick();
    this.#host.requestUpdate();
  }

  #stick(): void {
    const list = this.#list();
    if (!list || !this.atEnd) return;
    list.scrollTop = list.scrollHeight;
    this.#room = list.scrollHeight - list.clientHeight;
    this.#look();
  }

  #look(): void {
    if (this.atEnd && document.hasFocus() && this.#host.checkVisibility()) this.#onEnd();
  }
}
