import type { Place } from '../features/requests/place.ts';
import type { Wanted } from '../i18n/i18n.ts';
import type { RequestDraft } from './public-events.ts';
import { awaited } from './introduction.ts';
import { createPanel, type MountedPanel } from './panel.ts';
import { PortalSession, report, type Listener, type SessionOptions } from './session.ts';

/** Whom it is for: this machine's guest unless told otherwise. */
export type Who = Pick<SessionOptions, 'guest' | 'contact' | 'transport' | 'look'>;

export interface PageListener extends Listener {
  onClose(): void;
}

/** The visitor's own choice of light or dark, for the whole page. */
const prefer = (scheme: string | null): void =>
  document.documentElement.style.setProperty('--_scheme', scheme);

/** The panel on a page of the portal's own, in a frame or a window; for one person, and then for the next. */
export class PagePanel {
  readonly portalId: string;
  /** There is a way to bring it back. */
  closable = false;
  /** It can go on in a window of its own. */
  poppable = false;
  languages: Wanted = navigator.languages;
  readonly #box: HTMLElement;
  #place: Partial<Place> = {};
  readonly #listener: PageListener;
  #session: PortalSession | undefined;
  #mounted: MountedPanel | undefined;
  #isFocusing = false;
  #shown = Promise.withResolvers<void>();

  constructor(box: HTMLElement, portalId: string, listener: PageListener) {
    this.#box = box;
    this.portalId = portalId;
    this.#listener = listener;
  }

  /** Where it is a frame in. */
  set place(place: Place) {
    this.#place = place;
    if (this.#session) this.#session.place = place;
  }

  get session(): PortalSession | undefined {
    return this.#session;
  }

  /** Somebody is in front of it, or it says why not. */
  get ready(): Promise<void> {
    return this.#shown.promise;
  }

  /** Whoever was there is shown no more; who comes is still to be said. */
  async wait(): Promise<void> {
    const { resolve } = this.#shown;
    this.#shown = Promise.withResolvers();
    // Whoever waits for the one before waits for this one.
    resolve(this.#shown.promise);
    await this.#put(awaited());
  }

  /** Shows the portal to somebody; whoever was there before is gone. */
  async show(who: Who): Promise<boolean> {
    const isShown = await this.#put(who);
    if (isShown) this.#shown.resolve();
    return isShown;
  }

  /** What this machine keeps of whoever is there is taken off it, and their session ends. */
  async forget(): Promise<void> {
    await (this.#session ?? this.sessionOf({})).forget();
  }

  sessionOf(who: Who): PortalSession {
    return new PortalSession({ server: location.origin, portalId: this.portalId, ...who });
  }

  /** `false` where somebody else came meanwhile, or it could not be loaded. */
  async #put(who: Who): Promise<boolean> {
    this.#session?.stop();
    const session = this.sessionOf(who);
    this.#session = session;
    session.place = this.#place;
    report(session, this.#listener);
    session.start();
    const made = await createPanel(session, this.languages, prefer).catch(() => undefined);
    if (session !== this.#session) return false;
    if (!made) return this.#apologise();
    const { element } = (this.#mounted = made);
    element.closable = this.closable;
    if (this.poppable) element.popUp = session.window;
    element.addEventListener('support-close', () => this.#listener.onClose());
    this.#box.replaceChildren(element);
    // The person may be at something else in the website by now.
    if (this.#isFocusing && document.hasFocus()) element.focus();
    return true;
  }

  /** Nothing can be loaded, no words either: a sign to press, for another try. */
  #apologise(): false {
    const button = document.createElement('button');
    Object.assign(button, { textContent: '⚠ ↻', onclick: () => location.reload() });
    this.#box.replaceChildren(button);
    return false;
  }

  start(): void {
    this.#session?.start();
  }

  /** Nobody looks: the connection stays only while an answer may come. */
  rest(): void {
    this.#isFocusing = false;
    if (!this.#session?.engaged) this.#session?.stop();
  }

  speak(languages: Wanted): void {
    this.languages = languages;
    void this.#mounted?.speak(languages);
  }

  focus(): void {
    this.#isFocusing = true;
    this.#box.querySelector('support-panel')?.focus();
  }

  /** Fills in the request's form; `false` where a request is in progress, which has none. */
  fill(draft: RequestDraft): boolean {
    const filled = this.#session!.requests.fill(draft);
    this.#box.querySelector('support-panel')?.requestUpdate();
    return filled;
  }
}
