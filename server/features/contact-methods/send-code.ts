import { z } from 'zod';
import { AppError } from '#protocol/errors';
import { newId } from '../../platform/ids.ts';
import { createCode } from '../../platform/one-time-codes.ts';
import { countSent, untilTomorrow } from '../../platform/sent-counts.ts';
import { phrase } from '../../platform/texts.ts';
import type { Changing, Job } from '../feature.ts';
import { schedule } from '../schedule.ts';
import { codePurpose } from './contact-methods.rules.ts';
import { findMethod, findRecipient, type ContactMethodRow } from './contact-methods.store.ts';
import { deliver } from './deliver.ts';

interface Payload {
  account: string;
  methodId: string;
  messageId: string;
  /** Sealed: rows are read by others than its owner. */
  code: string;
  expiresAt: number;
}

/** Sends a code to the contact method it is to verify. */
export const sendCodeJob: Job<Payload> = {
  kind: 'contact-method.code',
  payload: z.object({
    account: z.string(),
    methodId: z.string(),
    messageId: z.string(),
    code: z.string(),
    expiresAt: z.number(),
  }),
  outside: async ({ account, methodId, messageId, code: sealed, expiresAt }, { deps, now, signal }) => {
    const method = await findMethod(deps.database.read, account, methodId);
    const owner = method && (await findRecipient(deps.database.read, account, method.technician_id));
    // One that works no more would only confuse.
    if (!method || !owner || now >= expiresAt) return;
    const code = deps.secrets.open(sealed);
    const say = phrase([owner.language]);
    const line = say('code_text', { code, account: owner.accountName });
    const message = {
      id: messageId,
      at: now,
      subject: say('code_subject'),
      text: `${line}\n`,
      line,
      hook: { type: 'contact-method.verify', data: { code } },
      push: { tag: methodId, methodId, code },
    };
    await deliver(deps, method, message, signal);
  },
};

/** Counts a message to a method whose address has a daily limit; false where today's are used up (S13). */
export const mayBeSent = async (
  { db, deps, now }: Pick<Changing, 'db' | 'deps' | 'now'>,
  method: ContactMethodRow,
): Promise<boolean> => {
  const { mailsPerAddress, textsPerAddress } = deps.limits;
  const limits: Record<string, number> = { email: mailsPerAddress, text: textsPerAddress };
  const most = limits[method.kind];
  const to = { kind: method.kind, address: method.address_key };
  return most === undefined || countSent(db, deps.secrets, now, { ...to, most });
};

/**
 * Makes a code for a contact method and sends it; answers until when it works.
 *
 * @throws AppError `too_many_attempts` where it had its five today, or its address as many messages as it may.
 */
export const sendCode = async (context: Changing, method: ContactMethodRow): Promise<number> => {
  const { db, deps, now } = context;
  const made = await createCode(db, deps.secrets, now, codePurpose(method));
  if (!made || !(await mayBeSent(context, method)))
    throw new AppError('too_many_attempts', { params: { retryAfter: untilTomorrow(now) } });
  const { account, id: methodId } = method;
  const { code, expiresAt } = made;
  const payload = { account, methodId, messageId: newId(), code: deps.secrets.seal(code), expiresAt };
  await schedule(context, sendCodeJob, { account, key: methodId, payload, at: now });
  return expiresAt;
};
