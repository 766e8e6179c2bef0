/**
 * The console's service worker: shows what is pushed while no page of it is open, and leads to the request. It keeps
 * nothing and answers for no page; every page comes from the server. On its own in a file: it may import nothing.
 */

/** What the server sends, encrypted for this browser. */
export interface Pushed {
  title: string;
  body: string;
  tag: string;
  /** Of the request, to be opened. */
  url?: string;
  /** The contact method this browser is, and the code that verifies it. */
  methodId?: string;
  code?: string;
}

/** The part of a service worker's scope that is used here; the widget is compiled for pages. */
interface WorkerScope extends EventTarget {
  registration: {
    showNotification(
      title: string,
      options: { body: string; tag: string; data: string | null },
    ): Promise<void>;
  };
  clients: {
    matchAll(of: { type: 'window'; includeUncontrolled: true }): Promise<WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
}
interface WindowClient {
  focus(): Promise<unknown>;
  postMessage(message: object): void;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

const scope = self as unknown as WorkerScope;
const pages = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** A page of ours: there is no other origin to keep it from. */
const tell = (page: WindowClient, message: object): void =>
  // eslint-disable-next-line unicorn/require-post-message-target-origin
  page.postMessage(message);

const show = async ({ title, body, tag, url, methodId, code }: Pushed): Promise<void> => {
  // A page that is open gives the code itself; it is shown all the same, as browsers ask for.
  if (code !== undefined)
    for (const page of await pages()) tell(page, { kind: 'support-code', methodId, code });
  await scope.registration.showNotification(title, { body, tag, data: url ?? null });
};

const open = async (url: string | null): Promise<void> => {
  const [page] = await pages();
  if (!page) {
    await scope.clients.openWindow(url ?? '/');
    return;
  }
  await page.focus();
  if (url !== null) tell(page, { kind: 'support-open', url });
};

scope.addEventListener('install', (event) => (event as Lasting).waitUntil(scope.skipWaiting()));
scope.addEventListener('push', (event) => {
  const { data } = event as Lasting & { data: { json(): Pushed } | null };
  if (data) (event as Lasting).waitUntil(show(data.json()));
});
scope.addEventListener('notificationclick', (event) => {
  const { notification } = event as Lasting & { notification: { data: string | null; close(): void } };
  notification.close();
  (event as Lasting).waitUntil(open(notification.data));
});
