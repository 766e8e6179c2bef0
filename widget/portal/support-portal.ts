import { adopt, create, isEngaged, reflect, SERVER, tell, whenSeen } from './dom.ts';
import { launcherStyles } from './launcher.styles.ts';
import type { Frame } from './frame.ts';
import type { Availability, IdentityProvider, RequestDraft, SupportContext } from './public-events.ts';

/** Properties that are attributes. */
const REFLECTED = ['portal', 'mode'] as const;

/** Failures that only the page's own developer can do something about; an id of the wrong form is an unknown one. */
const FINAL = /origin|unknown|validation|identity/;

/**
 * A support portal in a web page: one tag. It draws the launcher and loads the rest when somebody wants it.
 *
 * @attr portal - The portal's id
 * @attr mode - `launcher` (default): a round button in the corner; `inline`: in the page; `page`: fills the window
 * @attr lang - Language of the portal; default is the page's, then the browser's
 * @attr framed - The panel runs in a frame of the portal's own origin, where scripts of the page cannot read along
 * @slot launcher - An element of the page that opens and closes the panel, instead of the round button
 * @csspart launcher - The round button
 * @csspart panel - The box that holds the portal
 * @cssprop [--support-accent] - Colour of buttons and own messages
 * @cssprop [--support-on-accent] - Colour of text on the accent
 * @cssprop [--support-surface] - Background of the panel
 * @cssprop [--support-raised] - Background of what stands out from it: fields, the other side's messages
 * @cssprop [--support-text] - Colour of text
 * @cssprop [--support-muted] - Colour of text that matters less
 * @cssprop [--support-radius=14px] - Roundness of the inline panel and of what is in it
 * @cssprop [--support-spacing=20px] - Space around what is in the panel; between its parts it follows
 * @cssprop [--support-font] - Font family
 * @cssprop [--support-font-size=15px] - Size of text; other sizes follow
 * @cssprop [--support-color-scheme=light dark] - `light`, `dark`, or both: as the visitor's system is
 * @cssprop [--support-offset=20px] - Distance of launcher and panel from the window's edges
 * @cssprop [--support-z-index=2147483000] - Layer of launcher and panel
 * @fires {CustomEvent<{ availability: Availability }>} support-ready - when it first knows whether the portal is open
 * @fires {CustomEvent<null>} support-open - before the panel opens; can be prevented
 * @fires {CustomEvent<null>} support-opened - when the panel is on screen
 * @fires {CustomEvent<null>} support-close - before the panel closes; can be prevented
 * @fires {CustomEvent<null>} support-closed - when the panel was closed
 * @fires {CustomEvent<{ availability: Availability }>} support-status-change - when that has changed
 * @fires {CustomEvent<{ unread: number }>} support-unread-change - when the number of unread messages has changed
 * @fires {CustomEvent<{ at: number }>} support-message - when a technician wrote
 * @fires {CustomEvent<{ code: string }>} support-error - when nothing can be shown
 */
export class SupportPortal extends HTMLElement {
  static readonly observedAttributes = ['lang', ...REFLECTED];
  static {
    // There from the start: frameworks set as a property what they find to be one.
    this.prototype.identityProvider = undefined;
    for (const name of REFLECTED) reflect(this.prototype, name);
  }

  /** The portal's id; reflects the attribute. */
  declare portal: string;
  /** `launcher`, `inline` or `page`; reflects the attribute. */
  declare mode: string;
  /** Fetches a token that says who is signed in, `null` for nobody; asked when it is needed, and anew when it is over. */
  declare identityProvider?: IdentityProvider;

  readonly #button = create('button', 'launcher');
  readonly #badge = create('span', 'badge', { ariaHidden: 'true' });
  readonly #launcher = create('slot', '', { name: 'launcher', hidden: true });
  readonly #panel = create('div', 'panel', { hidden: true });
  /** The portal's own looks, and words; until these are there, and where nothing can be loaded, ours. */
  readonly #looks: CSSStyleSheet;
  #words = { name: 'Support', retry: 'Try again' };
  #life: AbortController | undefined;
  #frame: Frame | undefined;
  #mode: string | undefined;
  #context: SupportContext | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    adopt(root, launcherStyles);
    this.#looks = adopt(root, '');
    this.#button.append(this.#badge);
    this.#launcher.append(this.#button);
    root.append(this.#launcher, this.#panel);
    this.#launcher.addEventListener('click', () => this.toggle());
  }

  /** Messages of technicians that nobody has read yet. */
  get unread(): number {
    return +this.#badge.textContent;
  }

  /** Whether a chat is to be had, as the server said last. */
  get availability(): Availability {
    return (this.#button.dataset['view']?.replace('-form', '') ?? 'unknown') as Availability;
  }

  /** The panel is open. */
  get opened(): boolean {
    return !this.#panel.hidden;
  }

  connectedCallback(): void {
    for (const name of REFLECTED) {
      // Set before the script came: an own property that hides the accessor.
      if (!Object.hasOwn(this, name)) continue;
      const early = this[name];
      delete (this as Partial<Record<'portal' | 'mode', string>>)[name];
      this[name] = early;
    }
    // Moved within the page: what runs goes on.
    if (this.#life || (!this.portal && this.#fail('unknown_portal'))) return;
    const { signal } = (this.#life = new AbortController());
    this.mode = this.#mode = ['inline', 'page'].includes(this.mode) ? this.mode : 'launcher';
    this.#launcher.hidden = !this.#isLauncher;
    this.#name();
    const open = (): void => void (this.#look(signal), this.open());
    if (this.#isLauncher) this.#launch(signal);
    else if (this.#mode === 'page') open();
    else whenSeen(this, open);
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === 'lang') {
      if (this.#life) void this.#look(this.#life.signal);
      this.#frame?.retell(this.#languages);
    } else if (this.isConnected && ![before, this.#mode].includes(now!)) this.#restart();
  }

  /** Opens the panel; settles when it is on screen, or says that it cannot be loaded. */
  async open(): Promise<void> {
    if (!this.opened && !tell(this, 'support-open', null)) return;
    this.#show(true);
    try {
      if (await (await this.#load()).showIn(this.#panel)) tell(this, 'support-opened', null);
    } catch {
      this.#apologise();
    }
  }

  /** Closes the panel of a launcher. The connection stays only while an answer may come. */
  close(): void {
    if (!this.#isLauncher || !this.opened || !tell(this, 'support-close', null)) return;
    this.#show(false);
    this.#opener.focus();
    this.#frame?.rest();
    tell(this, 'support-closed', null);
  }

  /** Opens the panel, or closes it. */
  toggle(): Promise<void> | void {
    return this.opened ? this.close() : this.open();
  }

  /** Opens the panel with the form filled in as far as given; nothing is sent. `false`: a request is in progress. */
  async startRequest(draft: RequestDraft): Promise<boolean> {
    await this.open();
    return (await this.#load()).fill(draft);
  }

  /**
   * Says who is signed in, or is now: by a token, or by asking `identityProvider` again. `false` where the server does
   * not accept it; then nobody is let in, not even as a guest.
   */
  async identify(token?: string): Promise<boolean> {
    return (await this.#load()).identify(token);
  }

  /** What the website says beside, until it says something else: the technician reads it with the next request. */
  setContext(context: SupportContext): void {
    this.#context = context;
    this.#frame?.retell(this.#languages);
  }

  /** Forgets this visitor on this machine: who they are, their request and what they typed. */
  async signOut(): Promise<void> {
    await (await this.#load()).forget();
    this.#restart();
  }

  /** Takes the element out of the page, and at once ends what it runs. */
  destroy(): void {
    this.remove();
    this.#end();
  }

  get #isLauncher(): boolean {
    return this.#mode === 'launcher';
  }

  /** What opens the panel: the page's own element, or the round button. */
  get #opener(): HTMLElement {
    return (this.#launcher.assignedElements()[0] as HTMLElement | undefined) ?? this.#button;
  }

  get #languages(): string[] {
    return [this.lang, document.documentElement.lang, ...navigator.languages];
  }

  /** The launcher: asks once whether the portal is open, and again when somebody seems to want it. */
  #launch(signal: AbortSignal): void {
    const look = (): void => void this.#look(signal);
    const intent = (): void => {
      look();
      import('./frame.ts').then((frame) => frame.loadPanel()).catch(() => {});
    };
    look();
    for (const type of ['pointerenter', 'focus']) this.#opener.addEventListener(type, intent, { signal });
    document.addEventListener('visibilitychange', () => document.hidden || look(), { signal });
    if (isEngaged(this.portal)) this.#load().catch(() => {});
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      const url = `${SERVER}/api/portals/${this.portal}/launcher?languages=${this.#languages}`;
      const response = await fetch(url, { signal });
      const { data, error } = await response.json();
      this.#launcher.hidden = this.#fail(error?.code) || !this.#isLauncher;
      this.#words = data.words;
      this.#looks.replaceSync(data.style);
      this.#name(this.unread);
      this.#know(data.kind);
    } catch {
      // Not reached: the launcher stays, and the panel will say so if it is opened now.
    }
  }

  /** The session and, later, the panel: loaded when somebody wants them. */
  async #load(): Promise<Frame> {
    const life = this.#life;
    const { Frame } = await import('./frame.ts');
    if (!life || life.signal.aborted) throw Error();
    this.#frame ??= new Frame(SERVER, this.portal, this.#languages, {
      root: this.shadowRoot!,
      launcher: this.#isLauncher,
      context: () => this.#context,
      onUnread: (count) => this.#name(count),
      onView: (kind) => this.#know(kind),
      onMessage: (at) => tell(this, 'support-message', { at }),
      onRefused: (code) => this.#fail(code),
      onClose: () => this.close(),
    });
    this.#frame.start();
    return this.#frame;
  }

  /** Nothing can be loaded: says so, with a way to try again. */
  #apologise(): void {
    const textContent = Object.values(this.#words).join(' ⚠ ');
    this.#panel.replaceChildren(create('button', '', { textContent, onclick: () => this.open() }));
    tell(this, 'support-error', { code: 'not_loaded' });
  }

  /** What the server says, at the first look or live. */
  #know(kind: string | undefined): void {
    const { view } = this.#button.dataset;
    if (!kind || kind === view) return;
    this.#button.dataset['view'] = kind;
    tell(this, view ? 'support-status-change' : 'support-ready', { availability: this.availability });
  }

  #show(visible: boolean): void {
    this.#panel.hidden = !visible;
    this.#opener.ariaExpanded = `${visible}`;
  }

  /** Puts words on what has none: the button with its unread answers, and the dialog. */
  #name(unread = 0): void {
    const { name: label } = this.#words;
    const changed = unread !== this.unread;
    this.#badge.textContent = (unread || '') as string;
    this.#button.ariaLabel = unread ? `${label} (${unread})` : label;
    if (this.#isLauncher) Object.assign(this.#panel, { role: 'dialog', ariaLabel: label });
    if (changed) tell(this, 'support-unread-change', { unread });
  }

  /** Says to the page, and to its developer in the browser's console, why nothing is shown. */
  #fail(code: string | undefined): boolean {
    if (!FINAL.test(code!)) return false;
    // oxlint-disable-next-line no-console -- the only place where the page's own developer can see it
    console.warn(`<support-portal>: ${code}`);
    tell(this, 'support-error', { code: code! });
    return true;
  }

  #restart(): void {
    this.#end();
    this.connectedCallback();
  }

  #end(): void {
    this.#life?.abort();
    this.#frame?.stop();
    this.#life = this.#frame = undefined;
    this.#panel.replaceChildren();
    this.#show(false);
  }
}
