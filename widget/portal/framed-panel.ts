import type { Wanted } from '../i18n/i18n.ts';
import type { Place } from '../features/requests/place.ts';
import { HELLO, THEME, type News, type Order, type Question, type Welcome } from './channel.ts';
import { sayWhy, sendElsewhere } from './elsewhere.ts';
import type { FrameOptions, Host } from './frame.ts';
import { identityOf, leave, type Sharer, type Source } from './identity.ts';

/** How long the frame may take to say hello, in milliseconds: then the page's policy has kept it out. */
const PATIENCE = 10_000;

/**
 * The whole portal in a frame of its own origin, where no script of the page can read along (contract S1). They talk
 * through a port that is handed over once the frame has said hello, from exactly that origin.
 */
export class FramedPanel implements Sharer {
  readonly portalId: string;
  readonly #server: string;
  readonly #options: FrameOptions;
  readonly #frame = document.createElement('iframe');
  readonly #life = new AbortController();
  readonly #asked = new Map<number, (value: boolean | string) => void>();
  /** A token the page gave: for one exchange, and from then on only a sign of who it was. */
  #given: string | undefined;
  #isSpent = true;
  /** The page's word that has not been answered yet. */
  #news: { token: string | undefined } | undefined;
  /** Words on who it is for, counted: each takes the place of the one before, also where that is still being fetched. */
  #words = 0;
  /** Whether the last of them was accepted. */
  #introduced: Promise<boolean> = Promise.resolve(false);
  readonly #gone = Promise.withResolvers<false>();
  #isGreeted = false;
  #languages: Wanted;
  #origin: string | undefined;
  #loading: Promise<void> | undefined;
  #port = Promise.withResolvers<MessagePort>();
  #questions = 0;

  constructor(server: string, portalId: string, languages: Wanted, options: FrameOptions) {
    this.#server = server;
    this.portalId = portalId;
    this.#languages = languages;
    this.#options = options;
    this.#frame.allow = 'clipboard-write';
    this.#name();
    addEventListener('message', (event) => this.#hear(event), { signal: this.#life.signal });
  }

  /** Puts it into its box; or a link, where the page's policy lets no frame in. */
  async showIn(box: HTMLElement): Promise<void> {
    if (!(await this.#isIn(box)) || !this.#options.launcher || box.hidden) return;
    this.#frame.focus();
    this.send({ do: 'focus' });
  }

  /** Why it is a frame, where the page has not wanted one: its developer is told. */
  because(reason: unknown): void {
    sayWhy(reason);
  }

  start(): void {
    this.send({ do: 'start', place: this.#place });
  }

  stop(): void {
    this.#forsake();
    this.#life.abort();
    this.#frame.remove();
    this.#giveUp();
  }

  retell(languages: Wanted): void {
    this.#languages = languages;
    this.#name();
    this.send({ do: 'retell', languages, place: this.#place });
  }

  send(order: Order): void {
    void this.#port.promise.then((port) => port.postMessage(order));
  }

  /** The frame has to be in the page for an answer, seen or not; `false` where it may not be. */
  async ask(question: Question): Promise<boolean> {
    return (await this.#isIn(this.#box)) && Boolean(await this.#question(question));
  }

  get source(): Source | undefined {
    const { identityProvider } = this.#options.root.host as Host;
    return (this.#isSpent ? undefined : this.#given) ?? identityProvider ?? this.#given;
  }

  async handOver(): Promise<string | false> {
    if (!(await this.#introduced)) return false;
    const code = await this.#question({ do: 'hand-over' });
    return typeof code === 'string' && code;
  }

  /** It is for somebody from now on, as the page says by a token, or its provider does. */
  async identify(token?: string): Promise<boolean> {
    // Said twice, as some frameworks do, it is one word: a token works once.
    if (token === undefined || token !== this.#news?.token) {
      leave(this);
      this.#given = token;
      this.#isSpent = token === undefined;
      this.#news = { token };
      if (this.#isGreeted) this.#introduce();
    }
    return (await this.#isIn(this.#box)) && this.#introduced;
  }

  /** Nobody is there any more, and nobody is asked for. */
  async forget(): Promise<boolean> {
    this.#forsake();
    return this.ask({ do: 'forget' });
  }

  get #place(): Place {
    const context = this.#options.context();
    // What cannot be sent to a frame, a function or an element, is no fact either.
    const facts = context && Object.entries(context).map(([name, value]) => [name, String(value)]);
    return { page: location.origin + location.pathname, context: facts && Object.fromEntries(facts) };
  }

  get #box(): HTMLElement {
    return this.#options.root.querySelector<HTMLElement>('.panel')!;
  }

  #introduce(): void {
    this.#words += 1;
    this.#introduced = Promise.race([this.#gone.promise, this.#tellWho(this.#words, this.#news)]);
  }

  async #tellWho(word: number, news: { token: string | undefined } | undefined): Promise<boolean> {
    if (news) this.send({ do: 'wait' });
    const identity = await identityOf(this, news !== undefined);
    if (word !== this.#words) return this.#introduced;
    this.#isSpent = true;
    const accepted = await this.#question({ do: 'identify', identity });
    if (word !== this.#words) return this.#introduced;
    this.#news = undefined;
    // What does not count is nobody's to share.
    if (!accepted) leave(this);
    return accepted === true;
  }

  /** Whoever waits to hear who it is for hears that it is for nobody. */
  #forsake(): void {
    leave(this);
    this.#words = NaN;
    this.#gone.resolve(false);
  }

  /** What was asked gets no answer any more. */
  #giveUp(): void {
    for (const answer of this.#asked.values()) answer(false);
    this.#asked.clear();
  }

  #question(question: Question): Promise<boolean | string> {
    if (this.#life.signal.aborted) return Promise.resolve(false);
    const number = (this.#questions += 1);
    const { promise, resolve } = Promise.withResolvers<boolean | string>();
    this.#asked.set(number, resolve);
    this.send({ ...question, number });
    return promise;
  }

  /** @throws where it could not be loaded, or was stopped. */
  async #isIn(box: HTMLElement): Promise<boolean> {
    this.#loading ??= this.#load(box);
    try {
      await this.#loading;
      return true;
    } catch (error) {
      this.#loading = undefined;
      this.#frame.remove();
      if (!(error instanceof Refused) || this.#life.signal.aborted) throw error;
      await sendElsewhere(box, `${this.#server}/p/${this.portalId}`, this.#languages);
      sayWhy(error);
      return false;
    }
  }

  async #load(box: HTMLElement): Promise<void> {
    const { signal } = this.#life;
    const response = await fetch(`${this.#server}/api/portals/${this.portalId}/frame`, { signal });
    const { data, error } = (await response.json()) as { data?: { url: string }; error?: { code: string } };
    if (error) {
      this.#options.onRefused(error.code);
      throw new Error(error.code);
    }
    this.#origin = new URL(data!.url).origin;
    signal.throwIfAborted();
    const refused = refusal(this.#origin, signal);
    this.#frame.src = data!.url;
    box.replaceChildren(this.#frame);
    await Promise.race([this.#port.promise, refused]);
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
      place: this.#place,
      theme: Object.fromEntries(THEME.map((name) => [name, style.getPropertyValue(name)])),
      closable: this.#options.launcher,
    };
    this.#frame.contentWindow!.postMessage(welcome, this.#origin, [port2]);
    if (this.#isGreeted) this.#giveUp();
    this.#isGreeted = true;
    this.#port.resolve(port1);
    // Whoever waits has it; what is sent from now on goes there too, also after an earlier one.
    this.#port = Promise.withResolvers();
    this.#port.resolve(port1);
    // Not where it is only to forget.
    if (!Number.isNaN(this.#words)) this.#introduce();
  }

  #pass(news: News): void {
    const { onView, onUnread, onMessage, onRefused, onClose } = this.#options;
    if (news.tell === 'view') onView(news.kind);
    else if (news.tell === 'unread') onUnread(news.count);
    else if (news.tell === 'message') onMessage(news.at);
    else if (news.tell === 'refused') onRefused(news.code);
    else if (news.tell === 'close') onClose();
    else if (news.tell === 'identify') this.#introduce();
    else {
      this.#asked.get(news.number)?.(news.value);
      this.#asked.delete(news.number);
    }
  }
}

class Refused extends Error {
  constructor() {
    super('no frame is allowed here');
  }
}

/** Rejects where the page's policy keeps the frame out: at once where the browser says so, else when time is up. */
const refusal = (origin: string, signal: AbortSignal): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const refuse = (): void => reject(new Refused());
  // A policy that only reports keeps nothing out, and the page may have other frames.
  const hear = ({ effectiveDirective, disposition, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective === 'frame-src' && disposition === 'enforce' && blockedURI.startsWith(origin))
      refuse();
  };
  document.addEventListener('securitypolicyviolation', hear, { signal });
  const timer = setTimeout(refuse, PATIENCE);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  });
  // Late, when all is well, nobody listens any more.
  promise.catch(() => {});
  return promise;
};
