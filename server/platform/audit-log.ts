import type { Db } from './database/index.ts';
import { newId } from './ids.ts';

/** What the append-only log keeps of one act (contract S15). */
export interface AuditEntry {
  account: string | null;
  /** `system`: the operator, or the server itself. */
  actorKind: string;
  actorId: string | null;
  command: string;
  /** Never a secret. */
  input: object;
  address: string | null;
  requestId: string;
}

/** One row of the log, in the transaction of what it tells. */
export const writeAudit = async (tx: Db, now: number, entry: AuditEntry): Promise<void> => {
  await tx
    .insertInto('audit')
    .values({
      id: newId(),
      account: entry.account,
      actor_kind: entry.actorKind,
      actor_id: entry.actorId,
      command: entry.command,
      input: JSON.stringify(entry.input),
      address: entry.address,
      request_id: entry.requestId,
      at: now,
    })
    .execute();
};
