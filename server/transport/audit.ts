import type { Context } from '../features/feature.ts';
import { writeAudit } from '../platform/audit-log.ts';

const SECRET_FIELDS = new Set([
  'password',
  'current',
  'token',
  'text',
  'message',
  'code',
  'response',
  'keys',
  'endpoint',
]);

/** The log says what was done, not what was typed in confidence. */
const redact = (input: object): object =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key !== 'commandId')
      .map(([key, value]) => [key, SECRET_FIELDS.has(key) ? '[redacted]' : inside(value)]),
  );

const inside = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? redact(value) : value;

/** One row of the append-only log, in the transaction of what it tells (contract S15). */
export const audit = (
  { db, actor, address, requestId, now }: Context,
  command: string,
  input: object,
  who: { account: string | null; id: string | null },
): Promise<void> =>
  writeAudit(db, now, {
    account: who.account,
    actorKind: actor.kind,
    actorId: who.id,
    command,
    input: redact(input),
    address,
    requestId: requestId(),
  });
