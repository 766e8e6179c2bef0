import { PermanentError } from '../../platform/jobs/index.ts';
import { sendPush, sendWebhook, type Subscription } from '../../platform/messages/index.ts';
import type { Deps } from '../feature.ts';
import type { ContactMethodRow } from './contact-methods.store.ts';

/** What is told, in every length it is wanted in. */
export interface Message {
  /** The same over all tries, so that whoever gets it twice can tell. */
  id: string;
  at: number;
  /** Of a mail, and the headline of a push. */
  subject: string;
  /** Of a mail. */
  text: string;
  /** One line, for text messages and pushes. */
  line: string;
  /** For webhooks. */
  hook: { type: string; data: object };
  /** For the console's service worker. */
  push: { tag: string; url?: string; methodId?: string; code?: string };
}

type Outside = Pick<Deps, 'messages' | 'secrets' | 'urls'>;

/** What is kept sealed beside the address; unreadable under another `SECRET_KEY`. */
const opened = <T>({ secrets }: Outside, { secret }: ContactMethodRow): T => {
  try {
    return JSON.parse(secrets.open(secret ?? '')) as T;
  } catch (cause) {
    throw new PermanentError('Its keys cannot be read: SECRET_KEY is another one. Add it again.', { cause });
  }
};

/** One message to one contact method. `gone`: the browser there has ended its subscription. */
export const deliver = async (
  deps: Outside,
  method: ContactMethodRow,
  message: Message,
  signal: AbortSignal,
): Promise<'sent' | 'gone'> => {
  const { mail, text, post } = deps.messages;
  const { id, at, subject, line } = message;
  switch (method.kind) {
    case 'email':
      if (!mail) throw new Error('No mail server is set up (SMTP_URL).');
      await mail({ id, to: method.address, subject, text: message.text, at }, signal);
      return 'sent';
    case 'text':
      if (!text) throw new Error('Nobody is set up to send text messages (TWILIO_… or TEXT_WEBHOOK_…).');
      await text({ id, to: method.address, text: line, at }, signal);
      return 'sent';
    case 'webhook': {
      const { secret } = opened<{ secret: string }>(deps, method);
      await sendWebhook(post, { url: method.address, secret }, { id, at, ...message.hook }, signal);
      return 'sent';
    }
    default: {
      const subscription = opened<Subscription>(deps, method);
      const payload = { title: subject, body: line, ...message.push };
      return sendPush(post, deps.secrets, deps.urls, subscription, payload, signal);
    }
  }
};
