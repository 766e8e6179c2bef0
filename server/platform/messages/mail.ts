import { PermanentError } from '../jobs/permanent-error.ts';

/** For each step with the mail server, in milliseconds. */
const STEP = 15_000;

export interface Mail {
  /** The same over all tries: a mailbox that got it twice can tell. */
  id: string;
  to: string;
  subject: string;
  text: string;
  at: number;
}
/** Hands a mail over to the mail server; throws where it was not taken. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>;

/**
 * By SMTP. What the mail server refuses for good (5xx for this mail or its address) is a `PermanentError`; a server that
 * is away, slow, busy or does not let us in is tried again.
 */
export const createMailer =
  ({ url, from }: { url: string; from: string }): SendMail =>
  async ({ id, to, subject, text }, signal) => {
    // Loaded with the first mail.
    const { createTransport } = await import('nodemailer');
    const timeouts = { connectionTimeout: STEP, greetingTimeout: STEP, socketTimeout: STEP };
    const transport = createTransport({ url, ...timeouts });
    const stop = (): void => transport.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
      await transport.sendMail({
        from,
        // As an object: a text would be read for several addresses.
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        // Out-of-office replies to us help nobody (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      const { responseCode = 0, command } = error as { responseCode?: number; command?: string };
      const refused = responseCode >= 500 && /^(MAIL|RCPT|DATA)/.test(command ?? '');
      throw refused ? new PermanentError((error as Error).message, { cause: error }) : error;
    } finally {
      signal.removeEventListener('abort', stop);
      transport.close();
    }
  };
