import type { Wanted } from '../i18n/i18n.ts';
import { HELLO, THEME, type News, type Order, type Welcome } from './channel.ts';
import type { FrameOptions } from './frame.ts';
import { sayWhy, sendElsewhere } from './elsewhere.ts';

/** How long the frame may take to say hello, in milliseconds: then the page's policy has kept it out. */
const PATIENCE = 10_000;

/**
 * The whole portal in a frame of its own origin, where no script of the page can read along (contract S1). They talk
 * through a port that is handed over once the frame has said hello, from exactly that origin.
 */
export class FramedPanel {
  readonly #server: string;
  readonly #portalId: string;
  readonly #options: FrameOptions;
  readonly #frame = document.createElement('iframe');
  readonly #life = new AbortController();
  #languages: Wanted;
  #origin: string | undefined;
  #port = Promise.withResolvers<MessagePort>();
  #refused: Promise<never> | undefined;
  #answer: ((yes: boolean) => void) | undefined;

  constructor(server: string, portalId: string, languages: Wanted, options: FrameOptions) {
    this.#server = server;
    this.#portalId = portalId;
    this.#languages = languages;
    this.#options = options;
    this.#frame.allow = 'clipboard-write';
    this.#name();
    addEventListener('message', (event) => this.#hear(event), { signal: this.#life.signal });
  }

  /** Puts it into its box; or a link, where the page's policy lets no frame in. */
  async showIn(box: HTMLElement): Promise<void> {
    try {
      await this.#load(box);
      if (!this.#options.launcher || box.hidden) return;
      this.#frame.focus();
      this.send({ do: 'focus' });
    } catch (error) {
      this.#frame.remove();
      sendElsewhere(box, `${this.#server}/p/${this.#portalId}`, this.#languages);
      sayWhy(error);
    }
  }

  /** The same, where the panel cannot run in the page itself: its developer is told. */
  insteadOf(reason: unknown, box: HTMLElement): Promise<void> {
    sayWhy(reason);
    return this.showIn(box);
  }

  stop(): void {
    this.#life.abort();
    this.#frame.remove();
  }

  speak(languages: Wanted): void {
    this.#languages = languages;
    this.#name();
    this.send({ do: 'speak', languages });
  }

  send(order: Order): void {
    void this.#port.promise.then((port) => port.postMessage(order));
  }

  /** An order that is answered. The frame has to be in the page for that, seen or not. */
  async ask(order: Order): Promise<boolean> {
    await this.#load(this.#options.root.querySelector<HTMLElement>('.panel')!);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.send(order);
    });
  }

  async #load(box: HTMLElement): Promise<void> {
    if (this.#frame.parentElement !== box) {
      const response = await fetch(`${this.#server}/api/portals/${this.#portalId}/frame`);
      const { data, error } = (await response.json()) as { data?: { url: string }; error?: { code: string } };
      if (!data) {
        this.#options.onRefused(error!.code);
        throw new Error(error!.code);
      }
      this.#origin = new URL(data.url).origin;
      this.#port = Promise.withResolvers();
      this.#refused = refusal(this.#life.signal);
      this.#frame.src = data.url;
      box.replaceChildren(this.#frame);
    }
    await Promise.race([this.#port.promise, this.#refused]);
  }

  #name(): void {
    // In the visitor's language, as the launcher is.
    this.#frame.title = this.#options.root.querySelector('.launcher')!.ariaLabel!;
  }

  /** Once for each time it is loaded: a frame that is moved in the page is loaded anew. */
  #hear({ source, origin, data }: MessageEvent): void {
    if (data !== HELLO || source !== this.#frame.contentWindow || origin !== this.#origin) return;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data: news }: MessageEvent<News>) => this.#pass(news));
    port1.start();
    const style = getComputedStyle(this.#options.root.host);
    const welcome: Welcome = {
      type: 'support-portal:welcome',
      languages: this.#languages,
      page: location.origin + location.pathname,
      theme: Object.fromEntries(THEME.map((name) => [name, style.getPropertyValue(name)])),
      closable: this.#options.launcher,
    };
    this.#frame.contentWindow!.postMessage(welcome, this.#origin, [port2]);
    this.#port.resolve(port1);
    // Whoever waits has it; what is sent from now on goes there too, also after an earlier one.
    this.#port = Promise.withResolvers();
    this.#port.resolve(port1);
  }

  #pass(news: News): void {
    const { onView, onUnread, onMessage, onRefused, onClose } = this.#options;
    if (news.tell === 'view') onView(news.kind);
    else if (news.tell === 'unread') onUnread(news.count);
    else if (news.tell === 'message') onMessage(news.at);
    else if (news.tell === 'refused') onRefused(news.code);
    else if (news.tell === 'close') onClose();
    else this.#answer?.(news.yes);
  }
}

/** Rejects where the page's policy keeps the frame out: at once where the browser says so, else when time is up. */
const refusal = (signal: AbortSignal): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const refuse = (): void => reject(new Error('no frame is allowed here'));
  document.addEventListener(
    'securitypolicyviolation',
    ({ effectiveDirective }) => effectiveDirective === 'frame-src' && refuse(),
    { signal },
  );
  const timer = setTimeout(refuse, PATIENCE);
  signal.addEventListener('abort', () => clearTimeout(timer));
  // Late, when all is well, nobody listens any more.
  promise.catch(() => {});
  return promise;
};
