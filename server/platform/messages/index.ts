import type { SendMail } from './mail.ts';
import { networks } from './networks.ts';
import { createPost, type Post } from './post.ts';
import { createTextWebhook, createTwilio, type SendText } from './text-messages.ts';

export type { Mail, SendMail } from './mail.ts';
export type { Post } from './post.ts';
export { pushKeys, sendPush, type Subscription } from './push.ts';
export type { SendText, TextMessage } from './text-messages.ts';
export { newWebhookSecret, sendWebhook } from './webhooks.ts';

/** What the operator says of messages; see `docs/operating.md`. */
export interface MessagesConfig {
  mail: { url: string; from: string } | null;
  texts:
    | { kind: 'twilio'; url: string; sid: string; token: string; from: string }
    | { kind: 'webhook'; url: string; secret: string }
    | null;
  /** Networks of the operator's own that webhooks may reach. */
  ownNetworks: readonly string[];
}

/** The ways out: to people's mailboxes and phones, and to addresses they name. */
export interface Messages {
  /** Null: there is no mail server. */
  mail: SendMail | null;
  /** Null: there is nobody to send text messages. */
  text: SendText | null;
  /** To an address that somebody who uses the product has named. */
  post: Post;
}

const NONE: MessagesConfig = { mail: null, texts: null, ownNetworks: [] };

export const createMessages = ({ mail, texts, ownNetworks }: MessagesConfig = NONE): Messages => {
  // Where to is the operator's own word, which may lead anywhere.
  const anywhere = createPost(null);
  const text =
    texts && (texts.kind === 'twilio' ? createTwilio(anywhere, texts) : createTextWebhook(anywhere, texts));
  return {
    mail: mail && (async (one, signal) => (await import('./mail.ts')).createMailer(mail)(one, signal)),
    text,
    post: createPost(networks(ownNetworks)),
  };
};
