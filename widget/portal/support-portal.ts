import { adopt, bubbleIcon, create, isEngaged } from './dom.ts';
import { launcherStyles } from './launcher.styles.ts';
import type { Frame } from './frame.ts';
import { wordsIn, type Words } from './words.ts';

/** Where this script came from: the API, the connection and the chunks are there too. */
const SERVER = new URL(import.meta.url).origin;

/** Failures that only the page's own developer can do something about. */
const UNKNOWN = 'unknown portal id';
const FOR_DEVELOPERS: Record<string, string> = {
  origin_refused: 'this website is not allowed',
  unknown_portal: UNKNOWN,
  validation: UNKNOWN,
};

/**
 * A support portal in a web page: one tag. It draws the launcher and loads the rest when somebody wants it.
 *
 * @attr portal - The portal's id
 * @attr mode - `launcher` (default): a round button in the corner; `inline`: in the page; `page`: fills the window
 * @attr lang - Language of the portal; default is the page's, then the browser's
 * @csspart launcher - The round button
 * @csspart panel - The box that holds the portal
 * @cssprop [--support-accent] - Colour of buttons and own messages
 * @cssprop [--support-on-accent] - Colour of text on the accent
 * @fires support-open {Event} when the panel was opened
 * @fires support-close {Event} when the panel was closed
 */
export class SupportPortal extends HTMLElement {
  static readonly observedAttributes = ['portal', 'lang'];

  readonly #button = create('button', {
    className: 'launcher',
    type: 'button',
    part: 'launcher',
    hidden: true,
  });
  readonly #badge = create('span', { className: 'badge', ariaHidden: 'true' });
  readonly #panel = create('div', { className: 'panel', part: 'panel', hidden: true });
  #life: AbortController | undefined;
  #frame: Frame | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    adopt(root, launcherStyles);
    this.#button.append(bubbleIcon(), this.#badge);
    root.append(this.#button, this.#panel);
    this.#button.addEventListener('click', () => (this.#panel.hidden ? this.open() : this.close()));
  }

  connectedCallback(): void {
    // Moved within the page: what runs goes on.
    if (this.#life || (!this.#portalId && warn('unknown_portal'))) return;
    const { signal } = (this.#life = new AbortController());
    const mode = this.getAttribute('mode') ?? 'launcher';
    if (mode === 'launcher') this.setAttribute('mode', mode);
    this.#button.hidden = mode !== 'launcher';
    this.#name();
    if (mode === 'launcher') this.#launch(signal);
    else if (mode === 'inline') this.#openWhenSeen(signal);
    else void this.open();
    if (mode === 'page') adopt(document, 'body{margin:0}');
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(name: string): void {
    if (name === 'lang') {
      this.#name();
      this.#frame?.speak(this.#languages);
    } else if (this.isConnected) {
      this.#end();
      this.connectedCallback();
    }
  }

  /** Opens the panel; settles when it is on screen, or says that it cannot be loaded. */
  async open(): Promise<void> {
    this.#show(true);
    try {
      const frame = await this.#load();
      if (await frame.showIn(this.#panel)) this.#tell('support-open');
    } catch {
      this.#apologise();
    }
  }

  /** Closes the panel of a launcher. The connection stays only while an answer may come. */
  close(): void {
    if (!this.#isLauncher || this.#panel.hidden) return;
    this.#show(false);
    this.#button.focus();
    this.#frame?.rest();
    this.#tell('support-close');
  }

  get #portalId(): string {
    return this.getAttribute('portal') ?? '';
  }

  get #isLauncher(): boolean {
    return this.getAttribute('mode') === 'launcher';
  }

  get #languages(): (string | null)[] {
    return [this.getAttribute('lang'), document.documentElement.lang, ...navigator.languages];
  }

  get #words(): Words {
    return wordsIn(this.#languages);
  }

  /** The launcher: asks once whether the portal is open, and again when somebody seems to want it. */
  #launch(signal: AbortSignal): void {
    const look = (): void => void this.#look(signal);
    const intent = (): void => {
      look();
      import('./frame.ts').then((frame) => frame.loadPanel()).catch(() => {});
    };
    if (document.readyState === 'complete') look();
    else addEventListener('load', look, { signal });
    for (const type of ['pointerenter', 'focus']) this.#button.addEventListener(type, intent, { signal });
    document.addEventListener('visibilitychange', () => document.hidden || look(), { signal });
    if (isEngaged(this.#portalId)) this.#load().catch(() => {});
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      const response = await fetch(`${SERVER}/api/portals/${this.#portalId}/view`, { signal });
      const { data, error } = await response.json();
      this.#button.dataset['view'] = data?.kind;
      this.#button.hidden = warn(error?.code);
    } catch {
      // Not reached: the launcher stays, and the panel will say so if it is opened now.
    }
  }

  #openWhenSeen(signal: AbortSignal): void {
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry!.isIntersecting) return;
      seen.disconnect();
      void this.open();
    });
    seen.observe(this);
    signal.addEventListener('abort', () => seen.disconnect());
  }

  /** The session and, later, the panel: loaded when somebody wants them. */
  async #load(): Promise<Frame> {
    const life = this.#life;
    const { Frame } = await import('./frame.ts');
    if (!life || life.signal.aborted) throw Error('removed');
    this.#frame ??= new Frame(SERVER, this.#portalId, this.#languages, {
      root: this.shadowRoot!,
      launcher: this.#isLauncher,
      onUnread: (count) => this.#name(count),
      onRefused: (code) => void warn(code),
      onClose: () => this.close(),
    });
    this.#frame.start();
    return this.#frame;
  }

  /** Nothing can be loaded: says so, with a way to try again. */
  #apologise(): void {
    const [, textContent, retry] = this.#words;
    const again = create('button', { textContent: retry, onclick: () => this.open() });
    this.#panel.replaceChildren(create('p', { role: 'alert', textContent }), again);
  }

  #tell(type: string): void {
    this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  #show(visible: boolean): void {
    this.#panel.hidden = !visible;
    this.#button.ariaExpanded = String(visible);
  }

  /** Puts words on what has none: the button with its unread answers, and the dialog. */
  #name(unread = 0): void {
    const [label] = this.#words;
    this.#badge.textContent = unread ? String(unread) : '';
    this.#button.ariaLabel = unread ? `${label} (${unread})` : label;
    if (this.#isLauncher) Object.assign(this.#panel, { role: 'dialog', ariaLabel: label });
  }

  #end(): void {
    this.#life?.abort();
    this.#life = undefined;
    this.#frame?.stop();
    this.#frame = undefined;
    this.#panel.replaceChildren();
    this.#show(false);
  }
}

/** Says to the page's developer, once a visit, why nothing is shown. */
function warn(code: string | undefined): boolean {
  const reason = FOR_DEVELOPERS[code ?? ''];
  // oxlint-disable-next-line no-console -- the only place where the page's own developer can see it
  if (reason) console.warn(`<support-portal>: ${reason}.`);
  return reason !== undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal': SupportPortal;
  }
  interface HTMLElementEventMap {
    'support-open': Event;
    'support-close': Event;
  }
}
