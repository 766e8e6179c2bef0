import { lasting, tab } from '../core/storage.ts';
import { Store, type Readable } from '../core/store.ts';
import { PortalStore } from '../features/portals/portal.store.ts';
import { Guest, type KnownAs } from '../features/visitors/index.ts';
import type { Place } from '../features/requests/place.ts';
import { RequestStore } from '../features/requests/request.store.ts';
import { Draft } from '../features/threads/draft.ts';
import { ThreadStore } from '../features/threads/thread.store.ts';
import { unreadOf } from '../features/threads/unread.ts';
import { Rest } from '../transport/rest.ts';
import { SocketTransport } from '../transport/socket.ts';
import type { Transport } from '../transport/transport.ts';

export interface SessionOptions {
  /** Origin of the server. */
  server: string;
  portalId: string;
  /** Who it is, where that is not this machine's guest. */
  guest?: Guest;
  /** Their website has said who they are. */
  contact?: KnownAs | null;
  /** Tests talk over scripted ones. */
  transport?: (guest: Guest) => Transport;
  look?: Pick<Transport, 'call'>;
}

/** The own request's conversation, once there is one. */
export interface Talk {
  readonly thread: ThreadStore | null;
}

/**
 * One visitor in one portal: the connection and the stores on it, no screen. Without a panel it is what counts
 * unread answers for the launcher's badge, so nothing here may import an element.
 */
export class PortalSession {
  readonly transport: Transport;
  readonly portal: PortalStore;
  readonly requests: RequestStore;
  readonly contact: KnownAs | null | undefined;
  readonly #guest: Guest;
  readonly #server: string;
  readonly #portalId: string;
  readonly #talk = new Store<Talk>({ thread: null });
  readonly #unread = new Store(0);
  readonly talk: Readable<Talk> = this.#talk;
  readonly unread: Readable<number> = this.#unread;
  /** Where this page is a frame in; and what the website there says beside. */
  place: Partial<Place> = {};
  #stops: (() => void)[] = [];
  #stopCounting: (() => void) | undefined;

  constructor({ server, portalId, contact, transport, look, ...options }: SessionOptions) {
    const guest = options.guest ?? new Guest(portalId, lasting);
    this.#guest = guest;
    this.contact = contact;
    this.#server = server;
    this.#portalId = portalId;
    this.transport =
      transport?.(guest) ?? new SocketTransport({ url: server, portal: portalId, token: () => guest.token });
    this.portal = new PortalStore(this.transport, portalId, look ?? new Rest({ origin: server }));
    this.requests = new RequestStore({
      transport: this.transport,
      portalId,
      guest,
      tab,
      place: () => ({ page: location.origin + location.pathname, ...this.place }),
      handOver: (threadId, text) => (new Draft(tab, threadId).text = text),
    });
  }

  /** Where it goes on in a window of its own. */
  get window(): string {
    return `${this.#server}/p/${this.#portalId}/window`;
  }

  /** The portal's logo, drawn; `null` where it cannot be had, which keeps nobody from asking for help. */
  logo(path: string): Promise<HTMLCanvasElement | null> {
    return import('./logo.ts').then(({ drawLogo }) => drawLogo(this.#server + path)).catch(() => null);
  }

  start(): void {
    if (this.#stops.length > 0) return;
    const page = new AbortController();
    const { signal } = page;
    // An open connection would keep the whole page out of the browser's back/forward cache.
    addEventListener('pagehide', () => this.transport.close(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.transport.connect(), { signal });
    this.#stops = [
      () => page.abort(),
      this.requests.subscribe(() => this.#follow()),
      // Where the portal is not to be had at all, no connection needs to be tried for again and again.
      this.portal.subscribe((state) => {
        if (state.kind === 'failed' && !state.retry) this.transport.close();
      }),
    ];
    this.transport.connect();
    this.portal.start();
    this.requests.start();
    // Put away and opened again: the conversation is still there, and goes on.
    this.#talk.get().thread?.start();
    this.#follow();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.portal.stop();
    this.requests.stop();
    this.#talk.get().thread?.stop();
    this.transport.close();
  }

  /**
   * Ends the session with the server too, or all of this person; where that cannot be reached, they end by themselves
   * when they lapse.
   */
  async end(everywhere = false): Promise<void> {
    this.stop();
    const { token } = this.#guest;
    const rest = new Rest({ origin: this.#server, token: () => token });
    if (token) await rest.call('visitor:end', { everywhere }, { patience: 0 });
  }

  /**
   * Takes what this machine keeps of this visitor off it, in every tab of the site, and ends their sessions: a window
   * may have gone on from an earlier page. Who is still signed in elsewhere is known there again at once.
   */
  async forget(): Promise<void> {
    const ended = this.end(true);
    const ours = [this.#portalId, this.#talk.get().thread?.threadId].filter((id) => id !== undefined);
    for (const box of [lasting, tab])
      for (const key of box.keys('support-portal:')) if (ours.some((id) => key.includes(id))) box.remove(key);
    await ended;
  }

  /** After a failure: everything once more. */
  retry(): void {
    this.transport.close();
    this.transport.connect();
    void this.portal.refresh();
  }

  /** A request is in progress: somebody may answer while nobody looks. */
  get engaged(): boolean {
    return this.#guest.open;
  }

  /** Keeps to the thread of the own request, whichever that is. */
  #follow(): void {
    const { current } = this.requests.get();
    const { thread } = this.#talk.get();
    const threadId = current.kind === 'some' ? current.request.threadId : undefined;
    if (threadId === thread?.threadId) return;
    this.#stopCounting?.();
    this.#unread.set(0);
    thread?.stop();
    this.#talk.set({ thread: threadId ? this.#openThread(threadId) : null });
  }

  #openThread(threadId: string): ThreadStore {
    const { transport } = this;
    const thread = new ThreadStore({ transport, threadId, side: 'customer', storage: { lasting, tab } });
    this.#stopCounting = thread.subscribe((state) => this.#unread.set(unreadOf(state, 'customer')));
    thread.start();
    return thread;
  }
}

/** Who is told what a portal is like: nothing of what is said in it. */
export interface Listener {
  onUnread(count: number): void;
  /** What the portal shows to everybody, live. */
  onView(kind: string): void;
  /** A technician wrote while the page was here. */
  onMessage(at: number): void;
  onRefused(code: string): void;
}

/** Tells of a session from now on. */
export function report(session: PortalSession, listener: Listener): void {
  const { portal, unread, transport } = session;
  const tell = (): void => {
    const state = portal.get();
    if (state.kind === 'failed') listener.onRefused(state.code);
    if (state.kind === 'ready') listener.onView(state.view.kind);
    listener.onUnread(unread.get());
  };
  for (const store of [unread, portal]) store.subscribe(tell);
  transport.on('thread:appended', ({ entry }) => {
    if (entry.kind === 'message' && entry.author.kind === 'technician') listener.onMessage(entry.at);
  });
}
