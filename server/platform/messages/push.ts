import { createECDH } from 'node:crypto';
import type { Secrets } from '../secrets.ts';
import type { Urls } from '../urls.ts';
import type { Post } from './post.ts';
import { checkAnswer } from './webhooks.ts';

/** How long a push service keeps what a browser that is off has not got, in seconds: a request is answered by then. */
const TTL = 3600;

/** Where and how a browser gets pushes, as it says itself. */
export interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** The deployment's key towards push services (VAPID), made from `SECRET_KEY`: with another one, browsers are added anew. */
export const pushKeys = (secrets: Secrets): { publicKey: string; privateKey: string } => {
  const privateKey = secrets.derive('push services');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
};

/** A push, encrypted for the browser alone (RFC 8291). `gone`: the browser has ended its subscription. */
export const sendPush = async (
  post: Post,
  secrets: Secrets,
  urls: Urls,
  subscription: Subscription,
  payload: object,
  signal: AbortSignal,
): Promise<'sent' | 'gone'> => {
  // Loaded with the first push.
  const { default: webPush } = await import('web-push');
  const isReachable = urls.console.startsWith('https:');
  const subject = isReachable ? urls.console : `mailto:operator@${urls.baseDomain}`;
  const made = webPush.generateRequestDetails(subscription, JSON.stringify(payload), {
    vapidDetails: { subject, ...pushKeys(secrets) },
    TTL,
    urgency: 'high',
  });
  const headers = Object.fromEntries(
    Object.entries(made.headers as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  );
  const { status } = await post({ url: made.endpoint, headers, body: made.body as Buffer, signal });
  if (status === 404 || status === 410) return 'gone';
  checkAnswer(status);
  return 'sent';
};
