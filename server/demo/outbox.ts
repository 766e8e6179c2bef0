import type { SendMail, SendText } from '../platform/messages/index.ts';

/** What would have left the house. */
export interface Sent {
  kind: 'email' | 'text';
  id: string;
  to: string;
  subject: string | null;
  text: string;
  at: number;
}

/** Kept at most: a newcomer looks at the last few. */
const KEPT = 200;

/** Takes mails and text messages where nobody sends them, and keeps the last ones to be looked at. */
export class Outbox {
  readonly sent: Sent[] = [];

  readonly mail: SendMail = async ({ id, to, subject, text, at }) =>
    this.#keep({ kind: 'email', id, to, subject, text, at });

  readonly text: SendText = async ({ id, to, text, at }) =>
    this.#keep({ kind: 'text', id, to, subject: null, text, at });

  #keep(message: Sent): void {
    this.sent.push(message);
    if (this.sent.length > KEPT) this.sent.shift();
  }
}
