import type { Wanted } from '../i18n/i18n.ts';
import { frameStyles } from './frame.styles.ts';
import type { FramedPanel } from './framed-panel.ts';
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
  readonly #server: string;
  readonly #portalId: string;
  readonly #options: FrameOptions;
  readonly #session: PortalSession;
  #languages: Wanted;
  #panel: Promise<MountedPanel> | undefined;
  #mounted: MountedPanel | undefined;
  /** Takes the place of session and panel where the page wants it so, or does not let the panel run. */
  #framed: Promise<FramedPanel> | undefined;
  #shown = false;

  constructor(server: string, portalId: string, languages: Wanted, options: FrameOptions) {
    const { adoptedStyleSheets, host } = options.root;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    this.#server = server;
    this.#portalId = portalId;
    this.#options = options;
    this.#languages = languages;
    const session = (this.#session = new PortalSession({ server, portalId }));
    if (host.hasAttribute('framed')) this.#makeFramed();
    const hosts = host.getAttribute('data-hosts');
    if (hosts && parent !== window)
      void import('./in-frame.ts').then(({ serveHost }) =>
        serveHost(hosts.split(' '), this, session, options),
      );
    session.unread.subscribe((count) => options.onUnread(count));
    session.portal.subscribe(() => this.retell());
    session.transport.on('thread:appended', ({ entry }) => {
      if (entry.kind === 'message' && entry.author.kind === 'technician') options.onMessage(entry.at);
    });
  }

  start(): void {
    if (!this.#framed) this.#session.start();
    void this.#framed?.then((framed) => framed.send({ do: 'start' }));
  }

  stop(): void {
    this.#session.stop();
    void this.#framed?.then((framed) => framed.stop());
  }

  /** Nobody looks: the connection stays only while an answer may come. */
  rest(): void {
    this.#shown = false;
    if (!this.#session.engaged) this.#session.stop();
    void this.#framed?.then((framed) => framed.send({ do: 'rest' }));
  }

  /** Tells the owner what the portal is like now. */
  retell(): void {
    const state = this.#session.portal.get();
    if (state.kind === 'failed') this.#options.onRefused(state.code);
    if (state.kind === 'ready') this.#options.onView(state.view.kind);
    if (this.#mounted) this.#mounted.element.closable = this.#options.launcher;
  }

  /** Moves the focus into the panel. */
  focus(): void {
    this.#mounted?.element.focus();
  }

  /**
   * Puts the panel into its box, and the focus into the panel of a launcher; `true` where it was not there before, and
   * was not closed meanwhile. Where the page does not let it run, the portal's own page takes its place.
   */
  async showIn(box: HTMLElement): Promise<boolean> {
    if (this.#framed) await (await this.#framed).showIn(box);
    else
      try {
        await this.#showPanel(box);
      } catch (error) {
        // Not loaded: the next try is a new one.
        this.#panel = undefined;
        // What was fetched and cannot run here fails with the very same error again.
        if ((await loadPanel().catch((again: unknown) => again)) !== error) throw error;
        this.#session.stop();
        await (await this.#makeFramed()).insteadOf(error, box);
      }
    if (box.hidden) this.rest();
    const appeared = !box.hidden && !this.#shown;
    this.#shown = !box.hidden;
    return appeared;
  }

  speak(languages: Wanted): void {
    this.#languages = languages;
    // Where a language cannot be loaded, the last one stays.
    this.#mounted?.i18n.change(languages).catch(() => {});
    void this.#framed?.then((framed) => framed.speak(languages));
  }

  /** Fills in the request's form; `false` where a request is in progress, which has none. */
  fill(draft: RequestDraft): boolean | Promise<boolean> {
    if (this.#framed) return this.#framed.then((framed) => framed.ask({ do: 'fill', draft }));
    const filled = this.#session.requests.fill(draft);
    this.#mounted?.element.requestUpdate();
    return filled;
  }

  /** Takes this visitor off the machine; the session is over. */
  forget(): unknown {
    this.#session.forget();
    return this.#framed?.then((framed) => framed.ask({ do: 'forget' }));
  }

  async #showPanel(box: HTMLElement): Promise<void> {
    const { element } = (this.#mounted = await (this.#panel ??= this.#make()));
    if (element.parentElement !== box) box.replaceChildren(element);
    if (this.#options.launcher && !box.hidden) element.focus();
  }

  async #make(): Promise<MountedPanel> {
    const { createPanel } = await loadPanel();
    const mounted = await createPanel(this.#session, this.#languages);
    mounted.element.closable = this.#options.launcher;
    mounted.element.addEventListener('support-close', () => this.#options.onClose());
    return mounted;
  }

  #makeFramed(): Promise<FramedPanel> {
    return (this.#framed = import('./framed-panel.ts').then(
      ({ FramedPanel }) => new FramedPanel(this.#server, this.#portalId, this.#languages, this.#options),
    ));
  }
}
