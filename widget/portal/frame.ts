import type { Wanted } from '../i18n/i18n.ts';
import { frameStyles } from './frame.styles.ts';
import type * as Panel from './panel.ts';
import type { MountedPanel } from './panel.ts';
import type { RequestDraft } from './public-events.ts';
import { PortalSession } from './session.ts';

/** One for all portals of a page. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(frameStyles);

export interface FrameOptions {
  /** What the stub drew into. */
  root: ShadowRoot;
  /** There is a launcher: the panel can be put away. */
  launcher: boolean;
  onUnread(count: number): void;
  /** What the portal shows to everybody, live. */
  onView(kind: string): void;
  /** A technician wrote while the page was here. */
  onMessage(at: number): void;
  onRefused(code: string): void;
  onClose(): void;
}

/** Fetches the panel ahead of time, when somebody seems to want it. */
export const loadPanel = (): Promise<typeof Panel> => import('./panel.ts');

/** What `<support-portal>` loads first: the session, and the panel around it once it is to be seen. */
export class Frame {
  readonly #session: PortalSession;
  readonly #options: FrameOptions;
  /** The portal's own page, found by its id. */
  readonly #page: string;
  #languages: Wanted;
  #panel: Promise<MountedPanel> | undefined;
  #mounted: MountedPanel | undefined;
  #shown = false;

  constructor(server: string, portalId: string, languages: Wanted, options: FrameOptions) {
    const { adoptedStyleSheets } = options.root;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    this.#options = options;
    this.#page = `${server}/p/${portalId}`;
    this.#languages = languages;
    this.#session = new PortalSession({ server, portalId });
    this.#session.unread.subscribe(options.onUnread);
    this.#session.portal.subscribe((state) => {
      if (state.kind === 'failed') options.onRefused(state.code);
      if (state.kind === 'ready') options.onView(state.view.kind);
    });
    this.#session.transport.on('thread:appended', ({ entry }) => {
      if (entry.kind === 'message' && entry.author.kind === 'technician') options.onMessage(entry.at);
    });
  }

  start(): void {
    this.#session.start();
  }

  stop(): void {
    this.#session.stop();
  }

  /** Nobody looks: the connection stays only while an answer may come. */
  rest(): void {
    this.#shown = false;
    if (!this.#session.engaged) this.#session.stop();
  }

  /**
   * Puts the panel into its box, and the focus into the panel of a launcher; `true` where it was not there before, and
   * was not closed meanwhile. Where the page does not let it run, a link to the portal's own page takes its place.
   */
  async showIn(box: HTMLElement): Promise<boolean> {
    this.#panel ??= this.#make();
    try {
      this.#mounted = await this.#panel;
    } catch (error) {
      // Not loaded: the next try is a new one.
      this.#panel = undefined;
      // What was fetched and cannot run here fails with the very same error again.
      if ((await loadPanel().catch((again: unknown) => again)) !== error) throw error;
      const { sendElsewhere } = await import('./elsewhere.ts');
      sendElsewhere(box, this.#page, this.#languages, error);
      this.rest();
      return !box.hidden;
    }
    if (this.#mounted.element.parentElement !== box) box.replaceChildren(this.#mounted.element);
    if (box.hidden) this.rest();
    else if (this.#options.launcher) this.#mounted.element.focus();
    const appeared = !box.hidden && !this.#shown;
    this.#shown = !box.hidden;
    return appeared;
  }

  speak(languages: Wanted): void {
    this.#languages = languages;
    // Where a language cannot be loaded, the last one stays.
    this.#mounted?.i18n.change(languages).catch(() => {});
  }

  /** Fills in the request's form; `false` where a request is in progress, which has none. */
  fill(draft: RequestDraft): boolean {
    const filled = this.#session.requests.fill(draft);
    this.#mounted?.element.requestUpdate();
    return filled;
  }

  /** Takes this visitor off the machine; the session is over. */
  forget(): void {
    this.#session.forget();
  }

  async #make(): Promise<MountedPanel> {
    const { createPanel } = await loadPanel();
    const mounted = await createPanel(this.#session, this.#languages);
    mounted.element.closable = this.#options.launcher;
    mounted.element.addEventListener('support-close', () => this.#options.onClose());
    return mounted;
  }
}
