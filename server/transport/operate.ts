import { ANONYMOUS } from '../features/actor.ts';
import type { AnyFeature, Context, Deps, DomainEvent } from '../features/feature.ts';
import { newId } from '../platform/ids.ts';
import { react } from './react.ts';

/** What the operator does, for the audit log. */
export interface Operation {
  /** For example `account disable`. */
  command: string;
  /** What it was given; no secrets. */
  input: object;
  /** Whose log it belongs to; null where it is about the whole deployment. */
  account: string | null;
}

/**
 * One change by the operator, in one transaction with its reactions and its row of the audit log. Its events wait in
 * the outbox for a running server, or for the next one that starts: whoever operates has no sockets to push to.
 */
export const operate = <T>(
  deps: Deps,
  features: readonly AnyFeature[],
  { command, input, account }: Operation,
  change: (context: Context) => Promise<T>,
): Promise<T> =>
  deps.database.write(async (tx) => {
    const events: DomainEvent[] = [];
    const now = deps.clock.now();
    const requestId = newId();
    const context: Context = {
      actor: ANONYMOUS,
      db: tx,
      now,
      requestId,
      address: '',
      origin: undefined,
      connection: undefined,
      deps,
      emit: (event) => void events.push(event),
      actedAs: () => undefined,
      session: { start: () => undefined, end: () => undefined },
    };
    const result = await change(context);
    await react(features, context, events);
    for (const event of events)
      await tx
        .insertInto('outbox')
        .values({
          id: newId(),
          account: event.account,
          type: event.type,
          event: JSON.stringify(event),
          at: now,
          lease: null,
          lease_until: null,
        })
        .execute();
    await tx
      .insertInto('audit')
      .values({
        id: newId(),
        account,
        actor_kind: 'operator',
        actor_id: null,
        command,
        input: JSON.stringify(input),
        address: null,
        request_id: requestId,
        at: now,
      })
      .execute();
    return result;
  });
