import { HELLO, THEME, type News, type Order, type Welcome } from './channel.ts';
import type { Frame, FrameOptions } from './frame.ts';
import type { PortalSession } from './session.ts';

/**
 * The portal's own page in a frame of a website: says hello to each website that may have it there, and serves the one
 * that answers from there. `'*'` is nobody's address.
 */
export function serveHost(listed: string, frame: Frame, session: PortalSession, options: FrameOptions): void {
  const hosts = listed.split(' ');
  const welcomed = new AbortController();
  const hear = ({ source, origin, data, ports: [port] }: MessageEvent<Partial<Welcome> | null>): void => {
    if (source !== parent || !hosts.includes(origin) || data?.type !== 'support-portal:welcome' || !port)
      return;
    welcomed.abort();
    serve(port, data as Welcome, frame, session, options);
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

function serve(
  port: MessagePort,
  welcome: Welcome,
  frame: Frame,
  session: PortalSession,
  options: FrameOptions,
): void {
  const tell = (news: News): void => port.postMessage(news);
  session.page = welcome.page;
  frame.speak(welcome.languages);
  const { style } = options.root.host as HTMLElement;
  for (const name of THEME) if (welcome.theme[name]) style.setProperty(name, welcome.theme[name]);
  // What the stub of this page would do with it, the website's does.
  Object.assign(options, {
    launcher: welcome.closable,
    onClose: () => tell({ tell: 'close' }),
    onUnread: (count) => tell({ tell: 'unread', count }),
    onView: (kind) => tell({ tell: 'view', kind }),
    onMessage: (at) => tell({ tell: 'message', at }),
    onRefused: (code) => tell({ tell: 'refused', code }),
  } satisfies Partial<FrameOptions>);
  frame.retell();

  port.addEventListener('message', async ({ data: order }: MessageEvent<Order>) => {
    if (order.do === 'speak') frame.speak(order.languages);
    else if (order.do === 'fill')
      tell({ tell: 'answer', number: order.number!, yes: await frame.fill(order.draft) });
    else if (order.do === 'focus') frame.focus();
    else if (order.do === 'start') {
      session.page = order.page;
      frame.start();
    } else if (order.do === 'rest') frame.rest();
    else if (order.do === 'forget') {
      await frame.forget();
      tell({ tell: 'answer', number: order.number!, yes: true });
    }
  });
  port.start();
}
