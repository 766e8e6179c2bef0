import { browserName } from '../sign-in/index.ts';
import type { Address } from './console-contact-methods.store.ts';

/** Whether this browser can be pushed to; some can only where the console was installed. */
export const knowsPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** This browser as a contact method; `null` where the person or the browser does not allow it. */
export const subscribe = async (pushKey: string): Promise<Address | null> => {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return null;
    await navigator.serviceWorker.register('/service-worker.js');
    const { pushManager } = await navigator.serviceWorker.ready;
    // One made with another key would get nothing any more.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey });
    const { endpoint, keys } = made.toJSON();
    if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) return null;
    return {
      kind: 'push',
      browser: browserName(navigator.userAgent) ?? location.host,
      endpoint,
      keys: { p256dh: keys.p256dh, auth: keys.auth },
    };
  } catch {
    return null;
  }
};
