import type { Context } from '../features/feature.ts';
import { newId } from '../platform/ids.ts';

const SECRET_FIELDS = new Set(['password', 'current', 'token', 'text', 'message']);

/** The log says what was done, not what was typed in confidence. */
const redact = (input: object): object =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key !== 'commandId')
      .map(([key, value]) => [key, SECRET_FIELDS.has(key) ? '[redacted]' : (value as unknown)]),
  );

/** One row of the append-only log, in the transaction of what it tells (contract S15). */
export const audit = async (
  { db, actor, address, requestId, now }: Context,
  command: string,
  input: object,
  who: { account: string | null; id: string | null },
): Promise<void> => {
  await db
    .insertInto('audit')
    .values({
      id: newId(),
      account: who.account,
      actor_kind: actor.kind,
      actor_id: who.id,
      command,
      input: JSON.stringify(redact(input)),
      address,
      request_id: requestId,
      at: now,
    })
    .execute();
};
