import { createHmac, randomBytes } from 'node:crypto';
import { PermanentError } from '../jobs/permanent-error.ts';
import type { Post } from './post.ts';

/** A key to sign with, as receivers know it from Standard Webhooks: `whsec_` and base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The headers that tell a receiver who sent this, and when (Standard Webhooks: id, timestamp and body are signed). */
export const signatureHeaders = (
  secret: string,
  { id, at, body }: { id: string; at: number; body: string },
): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
};

/** What a status says of trying again: what the receiver refuses is refused again, what it could not do may pass. */
export const checkAnswer = (status: number): void => {
  if (status >= 200 && status < 300) return;
  const message = `The receiver answered ${status}.`;
  const passes = status >= 500 || status === 408 || status === 425 || status === 429;
  throw passes ? new Error(message) : new PermanentError(message);
};

/** One signed webhook; `id` stays the same over all tries, so that the receiver can tell a repeat. */
export const sendWebhook = async (
  post: Post,
  to: { url: string; secret: string },
  message: { id: string; at: number; type: string; data: object },
  signal: AbortSignal,
): Promise<void> => {
  const { id, at, type, data } = message;
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
  const headers = { 'Content-Type': 'application/json', ...signatureHeaders(to.secret, { id, at, body }) };
  const { status } = await post({ url: to.url, headers, body, signal });
  checkAnswer(status);
};
