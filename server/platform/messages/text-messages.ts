import type { Post } from './post.ts';
import { checkAnswer, sendWebhook } from './webhooks.ts';

export interface TextMessage {
  /** The same over all tries. */
  id: string;
  /** E.164, for example `+4930123456`. */
  to: string;
  text: string;
  at: number;
}
/** Hands a text message over to whoever sends it; throws where it was not taken. */
export type SendText = (message: TextMessage, signal: AbortSignal) => Promise<void>;

/** Twilio's API, or another provider's that speaks it. */
export const createTwilio =
  (post: Post, account: { url: string; sid: string; token: string; from: string }): SendText =>
  async ({ to, text }, signal) => {
    const { url, sid, token, from } = account;
    const { status } = await post({
      url: `${url.replace(/\/$/, '')}/2010-04-01/Accounts/${encodeURIComponent(sid)}/Messages.json`,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`,
      },
      body: new URLSearchParams({ To: to, From: from, Body: text }).toString(),
      signal,
    });
    checkAnswer(status);
  };

/** Any other provider: a signed webhook `text-message.send`, which a few lines of somebody's own pass on. */
export const createTextWebhook =
  (post: Post, receiver: { url: string; secret: string }): SendText =>
  ({ id, to, text, at }, signal) =>
    sendWebhook(post, receiver, { id, at, type: 'text-message.send', data: { to, text } }, signal);
