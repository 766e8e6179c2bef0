import type { Wanted } from '../i18n/i18n.ts';
import { frameStyles } from './frame.styles.ts';
import type * as Framed from './framed-panel.ts';
import type * as Panel from './panel.ts';
import type { MountedPanel } from './panel.ts';
import type { IdentityProvider, RequestDraft, SupportContext } from './public-events.ts';
import { PortalSession, report, type Listener } from './session.ts';

/** One for all portals of a page. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(frameStyles);

export interface FrameOptions extends Listener {
  /** What the stub drew into. */
  root: ShadowRoot;
  /** There is a launcher: the panel can be put away. */
  launcher: boolean;
  /** What the website says beside. */
  context(): SupportContext | undefined;
  onClose(): void;
}

/** The element, as far as it is looked at here. */
export type Host = Element & { identityProvider?: IdentityProvider };

/** Fetches the panel ahead of time, when somebody seems to want it. */
export const loadPanel = (): Promise<typeof Panel> => import('./panel.ts');

/** What the panel fails with, if it does. */
const failure = (): Promise<unknown> =>
  loadPanel().then(
    () => {},
    (error: unknown) => error,
  );

/** What `<support-portal>` loads first: the session, and the panel around it once it is to be seen. */
export class Frame {
  readonly #options: FrameOptions;
  readonly #session: PortalSession;
  #languages: Wanted;
  #panel: Promise<MountedPanel> | undefined;
  #mounted: MountedPanel | undefined;
  /** A frame takes the place of session and panel: the page wants it so, or does not let the panel run. */
  #isFramed: boolean;
  #framed: Promise<Framed.FramedPanel> | undefined;
  readonly #makeFramed: (module: typeof Framed) => Framed.FramedPanel;
  #shown = false;
  /** While the panel of a launcher is open. */
  #open = new AbortController();

  constructor(server: string, portalId: string, languages: Wanted, options: FrameOptions) {
    const { adoptedStyleSheets, host } = options.root;
    const { identityProvider } = host as Host;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    this.#options = options;
    this.#languages = languages;
    const session = (this.#session = new PortalSession({ server, portalId }));
    this.retell(languages);
    // Who has a name is out of reach of the page's scripts (contract S1).
    this.#isFramed = host.hasAttribute('framed') || !!identityProvider;
    this.#makeFramed = ({ FramedPanel }) => new FramedPanel(server, portalId, this.#languages, options);
    report(session, options);
  }

  start(): void {
    if (!this.#isFramed) this.#session.start();
    this.#inside((framed) => framed.start());
  }

  stop(): void {
    this.#open.abort();
    this.#session.stop();
    this.#inside((framed) => framed.stop());
  }

  /** Nobody looks: the connection stays only while an answer may come. */
  rest(): void {
    this.#shown = false;
    this.#open.abort();
    if (!this.#session.engaged) this.#session.stop();
    this.#inside((framed) => framed.send({ do: 'rest' }));
  }

  /**
   * Puts the panel into its box, and the focus into the panel of a launcher; `true` where it was not there before, and
   * was not closed meanwhile. Where the page does not let it run, the portal's own page takes its place.
   */
  async showIn(box: HTMLElement): Promise<boolean> {
    await this.#choose();
    if (this.#isFramed) await (await this.#inFrame()).showIn(box);
    else await this.#showPanel(box);
    if (box.hidden) this.rest();
    const appeared = !box.hidden && !this.#shown;
    this.#shown = !box.hidden;
    if (appeared && this.#options.launcher) void this.#fillScreen(box);
    return appeared;
  }

  /** The page says something else: in which language, and what a technician may know beside. */
  retell(languages: Wanted): void {
    this.#languages = languages;
    this.#session.place = { context: this.#options.context() };
    void this.#mounted?.speak(languages);
    this.#inside((framed) => framed.retell(languages));
  }

  /** Fills in the request's form; `false` where a request is in progress, which has none. */
  async fill(draft: RequestDraft): Promise<boolean> {
    if (this.#isFramed) return (await this.#inFrame()).ask({ do: 'fill', draft });
    const filled = this.#session.requests.fill(draft);
    this.#mounted?.element.requestUpdate();
    return filled;
  }

  /**
   * The page says who is signed in, or has its provider say it: from now on the panel is a frame. `false` where its
   * word does not count.
   */
  async identify(token?: string): Promise<boolean> {
    const { draft } = this.#session.requests;
    // What a guest has begun to write here and now is not lost by their getting a name.
    const { text } = this.#mounted ? draft.get() : { text: '' };
    this.#isFramed = true;
    this.#session.stop();
    const framed = await this.#inFrame();
    const accepted = await framed.identify(token);
    if (accepted && text && (await framed.ask({ do: 'fill', draft: { text } }))) draft.clear();
    return accepted;
  }

  /** Takes this visitor off the machine; the session is over. */
  async forget(): Promise<void> {
    await this.#session.forget();
    await this.#choose();
    if (!this.#isFramed) return;
    const framed = await this.#inFrame();
    // Whatever comes of it, the next who is let in has a frame of their own.
    this.#framed = undefined;
    await framed.forget().finally(() => framed.stop());
  }

  /** Finds out whether the page lets the panel run; it says why not. Not loaded is no answer. */
  async #choose(): Promise<void> {
    // Connected ahead for a guest's answers, and by now the page knows who is signed in.
    if (!this.#mounted && !this.#isFramed && (this.#options.root.host as Host).identityProvider) {
      this.#isFramed = true;
      this.#session.stop();
    }
    if (this.#isFramed) return;
    const why = await failure();
    const again = await failure();
    if (customElements.get('support-panel')) return;
    // What was fetched and cannot run here fails with the very same error again; in WebKit it does not fail any more
    // (https://github.com/WebKit/WebKit/pull/55156).
    if (again && again !== why) throw again;
    this.#isFramed = true;
    this.#session.stop();
    (await this.#inFrame()).because(why);
  }

  async #showPanel(box: HTMLElement): Promise<void> {
    const { element } = (this.#mounted = await (this.#panel ??= this.#make()));
    if (element.parentElement !== box) box.replaceChildren(element);
    if (this.#options.launcher && !box.hidden) element.focus();
  }

  async #fillScreen(box: HTMLElement): Promise<void> {
    this.#open = new AbortController();
    const { signal } = this.#open;
    // Not loaded, the panel is where it was.
    const module = await import('./fill-screen.ts').catch(() => null);
    if (!signal.aborted) module?.fillScreen(box, signal, () => this.#options.onClose());
  }

  async #make(): Promise<MountedPanel> {
    const { createPanel } = await loadPanel();
    const languages = this.#languages;
    // What the visitor chose comes before what page and portal say, around the panel too.
    const prefer = (scheme: string | null): void =>
      (this.#options.root.host as HTMLElement).style.setProperty('--_scheme', scheme);
    const mounted = await createPanel(this.#session, languages, prefer).catch((error: unknown) => {
      // Not loaded: the next try is a new one.
      this.#panel = undefined;
      throw error;
    });
    // Told another one meanwhile.
    if (languages !== this.#languages) await mounted.speak(this.#languages);
    mounted.element.closable = this.#options.launcher;
    if (!this.#options.root.host.matches('[mode=page]')) mounted.element.popUp = this.#session.window;
    mounted.element.addEventListener('support-close', () => this.#options.onClose());
    return mounted;
  }

  #inFrame(): Promise<Framed.FramedPanel> {
    this.#framed ??= import('./framed-panel.ts').then(this.#makeFramed);
    this.#framed.catch(() => (this.#framed = undefined));
    return this.#framed;
  }

  /** Where there is a frame, or will be. */
  #inside(act: (framed: Framed.FramedPanel) => void): void {
    this.#framed?.then(act).catch(() => {});
  }
}
