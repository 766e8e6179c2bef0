import { serveHost } from './in-frame.ts';
import { goOn } from './in-window.ts';
import { PagePanel, type PageListener } from './page-panel.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync('#portal{position:fixed;inset:0;display:flex}#portal>*{flex:1}');

const nothing = (): void => {};

/** A page of the portal's own that a website opens: in a frame, or in a window that goes on from one. */
export function openPage(): void {
  document.adoptedStyleSheets.push(sheet);
  const box = document.querySelector<HTMLElement>('#portal')!;
  const { portal, hosts } = box.dataset;
  const listener: PageListener = {
    onUnread: nothing,
    onView: nothing,
    onMessage: nothing,
    onRefused: nothing,
    onClose: nothing,
  };
  const panel = new PagePanel(box, portal!, listener);
  if (hosts === undefined) void goOn(panel);
  else serveHost(hosts, panel, listener);
}
