import { Box } from '../core/storage.ts';
import { HELLO, THEME, type Identity, type News, type Order, type Welcome } from './channel.ts';
import { exchange, introduced, refused, unconfirmed } from './introduction.ts';
import type { PageListener, PagePanel, Who } from './page-panel.ts';

/** Two sessions that are over within this time, in milliseconds, were over before they began. */
const AT_ONCE = 10_000;

/** What a contact's session is kept in: it ends with the page that said who they are. */
const nowhere = (): Box =>
  new Box(() => {
    throw new Error('kept in memory alone');
  });

/**
 * The portal's own page in a frame of a website: says hello to each website that may have it there, and serves the one
 * that answers from there. `'*'` is nobody's address.
 */
export function serveHost(listed: string, panel: PagePanel, listener: PageListener): void {
  const hosts = listed.split(' ').filter(Boolean);
  const welcomed = new AbortController();
  const hear = ({ source, origin, data, ports: [port] }: MessageEvent<Partial<Welcome> | null>): void => {
    if (source !== parent || !hosts.includes(origin) || data?.type !== 'support-portal:welcome' || !port)
      return;
    welcomed.abort();
    serve(port, data as Welcome, panel, listener);
  };
  addEventListener('message', hear, { signal: welcomed.signal });
  for (const host of hosts.includes(website()) ? [website()] : hosts) parent.postMessage(HELLO, host);
}

/** Whom this frame is in, as far as the browser says: greetings to others would all be errors in its console. */
const website = (): string => {
  const { ancestorOrigins } = location as Partial<Location>;
  if (ancestorOrigins?.[0]) return ancestorOrigins[0];
  return document.referrer && new URL(document.referrer).origin;
};

function serve(port: MessagePort, welcome: Welcome, panel: PagePanel, listener: PageListener): void {
  const tell = (news: News): void => port.postMessage(news);
  Object.assign(panel, {
    place: welcome.place,
    languages: welcome.languages,
    closable: welcome.closable,
    poppable: true,
  } satisfies Partial<PagePanel>);
  const { style } = document.documentElement;
  for (const name of THEME) if (welcome.theme[name]) style.setProperty(name, welcome.theme[name]);
  // What the stub of this page would do with it, the website's does.
  Object.assign(listener, {
    onClose: () => tell({ tell: 'close' }),
    onUnread: (count) => tell({ tell: 'unread', count }),
    onView: (kind) => tell({ tell: 'view', kind }),
    onMessage: (at) => tell({ tell: 'message', at }),
    onRefused: (code) => tell({ tell: 'refused', code }),
  } satisfies PageListener);

  const askAgain = (): void => tell({ tell: 'identify' });
  let lastOver = -Infinity;
  /** Their time is over. Where that is so as soon as it has begun, asking again and again leads nowhere. */
  const over = (): void => {
    const isNew = performance.now() - lastOver < AT_ONCE;
    lastOver = performance.now();
    if (isNew) void panel.show(unconfirmed(askAgain));
    else askAgain();
  };
  /** Each word on who it is for takes the place of the one before, also where that is still being looked at. */
  let words = 0;
  /** Whoever was here by name is signed out: they may be somebody else's colleague at the same machine. */
  const signOut = (): void => {
    words += 1;
    if (panel.session?.contact) void panel.session.end();
  };
  const identify = async (identity: Identity): Promise<boolean> => {
    signOut();
    const word = words;
    const who = await whoIs(panel.portalId, identity, askAgain, over);
    if (word !== words) {
      // Nobody will ever use it.
      if (who.known?.contact) void panel.sessionOf(who.known).end();
      return false;
    }
    return (await panel.show(who.known ?? who.refused)) && who.known !== undefined;
  };

  port.addEventListener('message', async ({ data: order }: MessageEvent<Order>) => {
    const answer = (value: boolean | string): void =>
      'number' in order ? tell({ tell: 'answer', number: order.number, value }) : undefined;
    if ('place' in order) panel.place = order.place;
    if (order.do === 'retell') panel.speak(order.languages);
    else if (order.do === 'start') panel.start();
    else if (order.do === 'rest') panel.rest();
    else if (order.do === 'focus') panel.focus();
    else if (order.do === 'wait') {
      signOut();
      await panel.wait();
    } else if (order.do === 'identify') answer(await identify(order.identity));
    else if (order.do === 'forget') {
      words += 1;
      await panel.forget();
      answer(true);
    } else {
      await panel.ready;
      answer(order.do === 'fill' ? panel.fill(order.draft) : await handOver(panel));
    }
  });
  port.start();
  void panel.wait();
}

type Found = { known: Who; refused?: undefined } | { known?: undefined; refused: Who };

const whoIs = async (
  portalId: string,
  identity: Identity,
  askAgain: () => void,
  over: () => void,
): Promise<Found> => {
  if (identity === 'guest') return { known: {} };
  if (identity === 'unknown') return { refused: unconfirmed(askAgain) };
  const result = await exchange(portalId, identity);
  if (!result.ok) return { refused: refused(result.error, askAgain) };
  return { known: introduced(portalId, result.data, nowhere(), over) };
};

const handOver = async ({ session }: PagePanel): Promise<string | false> => {
  if (!session?.contact) return false;
  const result = await session.transport.call('visitor:hand-over', {});
  return result.ok && result.data.code;
};
