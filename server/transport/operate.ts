import type { AnyFeature, Changing, Deps, DomainEvent } from '../features/feature.ts';
import { writeAudit } from '../platform/audit-log.ts';
import { newId } from '../platform/ids.ts';
import { storeEvent } from '../platform/outbox.ts';
import { createReact } from './react.ts';

/** What the operator does, for the audit log. */
export interface Operation {
  /** For example `flag:set`. */
  command: string;
  /** What it was given; no secrets. */
  input: object;
  /** Whose log it belongs to; null where it is about the whole deployment. */
  account: string | null;
}

/**
 * One change by the operator, in one transaction with its reactions and its row of the audit log (without an operation
 * the change writes that row itself). Its events wait in the outbox for a running server, or for the next one that
 * starts: whoever operates has no sockets to push to.
 */
export const operate = <T>(
  deps: Deps,
  features: readonly AnyFeature[],
  operation: Operation | null,
  change: (changing: Changing) => Promise<T>,
): Promise<T> =>
  deps.database.write(async (tx) => {
    const events: DomainEvent[] = [];
    const now = deps.clock.now();
    const changing: Changing = { db: tx, now, deps, emit: (event) => void events.push(event) };
    const result = await change(changing);
    await createReact(features)(changing, events);
    for (const event of events) await storeEvent(tx, now, event, null);
    if (operation) await recordOperation(changing, operation);
    return result;
  });

/** One row of the audit log; for changes that know only in the end whose it is. */
export const recordOperation = (
  { db, now }: Pick<Changing, 'db' | 'now'>,
  operation: Operation,
): Promise<void> =>
  writeAudit(db, now, {
    ...operation,
    actorKind: 'system',
    actorId: null,
    address: null,
    requestId: newId(),
  });
