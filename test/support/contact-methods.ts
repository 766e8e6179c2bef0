import type { CommandInput } from '#protocol/index';
import type { ContactMethodRow } from '../../server/features/contact-methods/index.ts';
import {
  requestNotification,
  type RequestNotification,
} from '../../server/features/notifications/notifications.rules.ts';
import { scheduleJob } from '../../server/platform/jobs/index.ts';
import type { ConsoleUser, TestServer } from './test-server.ts';

type Address = CommandInput<'contact-method:add'>['address'];

/** The six digits in a text. */
export const codeIn = (text: string | undefined): string => {
  const code = /\b\d{6}\b/.exec(text ?? '')?.[0];
  if (code === undefined) throw new Error(`there is no code in ${text ?? 'nothing'}`);
  return code;
};

/** The last code that was sent to an address. */
export const lastCode = async (server: TestServer, to: string): Promise<string> => {
  await server.app.worker.settled();
  return codeIn(server.outbox.sent.findLast((one) => one.to === to && /\d{6}/.test(one.text))?.text);
};

/** A contact method whose code was given. */
export const addVerified = async (
  server: TestServer,
  user: ConsoleUser,
  address: Address,
): Promise<string> => {
  const { method } = await user.must('contact-method:add', { address });
  const code = await lastCode(server, method.address);
  await user.must('contact-method:verify', { methodId: method.id, code });
  return method.id;
};

/** A verified contact method as a row. */
export const methodRow = (
  own: Pick<ContactMethodRow, 'id' | 'account' | 'technician_id'>,
): ContactMethodRow => ({
  ...own,
  kind: 'email',
  address: `${own.id}@msp.example`,
  address_key: `${own.id}@msp.example`,
  secret: null,
  chosen: 1,
  verified_at: 0,
  created_at: 0,
});

/** A notification that was given up. */
export const putFailed = async (
  server: TestServer,
  { id, ...about }: Omit<RequestNotification, 'since' | 'about'> & { id: string },
): Promise<void> => {
  const now = server.clock.now();
  const payload = { ...about, about: 'waits', since: now } as const;
  const { account } = payload;
  await server.app.deps.database.write(async (tx) => {
    await scheduleJob(tx, now, requestNotification, { account, key: id, payload, at: now });
    const dead = { id, dead_at: now, attempts: 10, last_error: 'No such mailbox here' };
    await tx
      .updateTable('jobs')
      .set(dead)
      .where('kind', '=', requestNotification.kind)
      .where('key', '=', id)
      .execute();
  });
};
