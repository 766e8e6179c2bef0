import { AppError, ERRORS, type Envelope, type ErrorCode, type Failure } from '#protocol/errors';
import type { CommandSpec, RoomKind } from '#protocol/define';
import { COMMANDS, type CommandName } from '#protocol/index';
import { may } from '../features/actor.ts';
import type { Actor, Context, Deps, DomainEvent, Handler, AnyFeature } from '../features/feature.ts';
import { enterSection } from '../features/plans/index.ts';
import type { Db } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';
import { Limiter } from '../platform/limiter.ts';
import { networkOf } from '../platform/network.ts';
import { answerKey, earlierAnswer, keepAnswer } from './answers.ts';
import { audit } from './audit.ts';
import { isTooDeep } from './depth.ts';
import { toIssues } from './issues.ts';
import type { Publisher } from './publisher.ts';
import { createReact } from './react.ts';

/** One call, whichever way it came in. */
export interface Call {
  name: string;
  input: unknown;
  transport: 'rest' | 'socket';
  actor: Actor;
  address: string;
  origin: string | undefined;
  /** What the client calls itself. */
  agent?: string | undefined;
  /** The socket's id, so that it need not hear its own echo. */
  connection?: string;
  session: Context['session'];
  /** Puts a socket into the room of what it has read; false where it is in it already. */
  join?: (room: RoomKind, id: string) => boolean;
}

export interface Pipeline {
  run(call: Call): Promise<Envelope<unknown>>;
  /** The server stops: refuses new calls, waits for those under way, at most `timeout` milliseconds. */
  drain(timeout: number): Promise<void>;
}

type AnyHandler = Handler<CommandName>;

/** A call that passed limit, permission and schema. */
interface Accepted {
  call: Call;
  row: CommandSpec;
  handler: AnyHandler;
  input: Record<string, unknown>;
  requestId: () => string;
}

// The table's rows and the handlers belong together by name; beyond this line only their common shape counts.
const ROWS = COMMANDS as Record<string, CommandSpec>;

/** authenticate (by the transport) → limit → parse → authorise → handle → present → audit → one envelope. */
export const createPipeline = (
  deps: Deps,
  features: readonly AnyFeature[],
  publisher: Publisher,
  rows: Record<string, CommandSpec> = ROWS,
): Pipeline => {
  const limiter = new Limiter(deps.clock);
  const react = createReact(features);
  const handlers = new Map<string, AnyHandler>(
    features.flatMap((feature) => Object.entries(feature.handlers as Record<string, AnyHandler>)),
  );
  /** Calls under way, and who waits for the last of them. */
  let running = 0;
  let onIdle: (() => void) | null = null;
  let stopping = false;

  /**
   * Counts commands, not tries: somebody whose server is too busy to answer in time says the same again, and is not to
   * be kept away for that. Slow work is counted each time, and so is what comes from nobody in particular.
   */
  const limit = (call: Call, row: CommandSpec, { prepare }: AnyHandler): void => {
    if (!row.limit) return;
    const known = row.limit.by === 'actor' && call.actor.id !== null;
    const who = known ? call.actor.id : networkOf(call.address);
    const repeats = known && row.changes === 'once' && !prepare && !isTooDeep(call.input);
    const use = repeats ? deps.secrets.hash(JSON.stringify(call.input ?? {})) : undefined;
    const retryAfter = limiter.take(`${call.name} ${who}`, row.limit.burst, row.limit.seconds, use);
    if (retryAfter > 0) throw new AppError('rate_limited', { params: { retryAfter } });
  };

  const authorise = (call: Call, row: CommandSpec): void => {
    if (may(call.actor, row.permission)) return;
    throw new AppError(call.actor.kind === 'anonymous' ? 'unauthenticated' : 'forbidden');
  };

  const parse = (call: Call, row: CommandSpec): Record<string, unknown> => {
    if (isTooDeep(call.input)) throw new AppError('malformed');
    const parsed = row.input.safeParse(call.input ?? {});
    if (!parsed.success) throw new AppError('validation', { issues: toIssues(parsed.error) });
    return parsed.data;
  };

  const contextFor = (
    call: Call,
    requestId: () => string,
    db: Db,
    events: DomainEvent[],
    actedAs: Context['actedAs'] = () => undefined,
  ): Context => ({
    actor: call.actor,
    db,
    now: deps.clock.now(),
    requestId,
    address: call.address,
    origin: call.origin,
    agent: call.agent,
    connection: call.connection,
    deps,
    session: call.session,
    emit: (event) => void events.push(event),
    actedAs,
  });

  /** What changes something, or the answer an earlier try got. */
  const change = async (accepted: Accepted): Promise<unknown> => {
    const { call, row, handler, input, requestId } = accepted;
    try {
      return await changeNow(accepted);
    } catch (error) {
      // A repeat may fail at what it did itself, or at what has changed since.
      const context = contextFor(call, requestId, deps.database.read, []);
      const earlier = await handler.earlier?.(input as never, context);
      if (!earlier) throw error;
      return row.output.parse(earlier);
    }
  };

  const changeNow = async ({ call, row, handler, input, requestId }: Accepted): Promise<unknown> => {
    const { database, secrets } = deps;
    const keeps = row.changes === 'once' && !handler.earlier;
    const key = keeps ? answerKey(secrets, call.actor, call.name, input) : null;
    let prepared: unknown;
    if (handler.prepare) {
      // A repeat must not do the slow work again, nor fail at it (a link that the first try used up).
      const given = key && (await earlierAnswer(database.read, secrets, row, key));
      if (given) return given.result;
      prepared = await handler.prepare(input as never, contextFor(call, requestId, database.read, []));
    }
    // What somebody does answers whether they are still there; nobody else's command is one step longer for it.
    const asked = call.actor.kind === 'technician' && call.actor.reminded ? call.actor : null;
    // A replay of the transaction starts with no events again.
    let events: DomainEvent[] = [];
    const answer = await database.write(
      async (tx) => {
        events = [];
        const repeated = key && (await earlierAnswer(tx, secrets, row, key));
        if (repeated) return repeated.result;
        let who: { account: string | null; id: string | null } = call.actor;
        const context = contextFor(call, requestId, tx, events, (found) => (who = found));
        const result = row.output.parse(await handler.handle(input as never, context, prepared));
        if (asked && row.changes === 'once')
          context.emit({ type: 'technician.acted', account: asked.account, technicianId: asked.id });
        await react(context, events);
        await publisher.store(tx, events, context.now);
        if (row.audited) await audit(context, call.name, input, who);
        if (key) await keepAnswer(tx, secrets, row, key, result, context.now);
        return result;
      },
      // An answer changes their availability too, not the one thing alone.
      { sender: call.actor.id ?? undefined, touches: asked ? undefined : handler.touches?.(input as never) },
    );
    await publisher.publish(events);
    return answer;
  };

  const read = async (accepted: Accepted): Promise<unknown> => {
    const { call, row, handler, input, requestId } = accepted;
    const events: DomainEvent[] = [];
    const context = contextFor(call, requestId, deps.database.read, events);
    const handle = async () => row.output.parse(await handler.handle(input as never, context, undefined));
    const first = await handle();
    const joined = row.subscribes && call.join?.(row.subscribes, roomId(row.subscribes, call.actor, input));
    // The first read decided that the caller may hear the room; what happened before they were in it is read now.
    const result = joined ? await handle() : first;
    void publisher.publish(events);
    return result;
  };

  const run = async (call: Call): Promise<Envelope<unknown>> => {
    // Failures and the audit log want one; a message does not.
    const requestId = once(newId);
    try {
      if (stopping) throw new AppError('shutting_down');
      const row = Object.hasOwn(rows, call.name) ? rows[call.name] : undefined;
      const handler = handlers.get(call.name);
      if (!row || !handler || !(row.offered ?? ['rest', 'socket']).includes(call.transport))
        throw new AppError('unknown_command');
      limit(call, row, handler);
      authorise(call, row);
      if (row.section) await enterSection(deps.database.read, call.actor, row.section);
      const input = parse(call, row);
      const data = await (row.changes ? change : read)({ call, row, handler, input, requestId });
      return { ok: true, data };
    } catch (error) {
      const failure = toFailure(error, requestId());
      if (failure.code === 'internal')
        deps.log.error(
          { err: error, requestId: requestId(), command: call.name },
          'a command failed unexpectedly',
        );
      return { ok: false, error: failure };
    }
  };

  return {
    run: async (call) => {
      running += 1;
      try {
        return await run(call);
      } finally {
        running -= 1;
        if (running === 0) onIdle?.();
      }
    },
    drain: async (timeout) => {
      stopping = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeout);
      onIdle = resolve;
      if (running > 0) await promise;
      clearTimeout(timer);
    },
  };
};

const once = (make: () => string): (() => string) => {
  let made: string | undefined;
  return () => (made ??= make());
};

/** Any thrown value as the failure of the envelope; what is not ours is `internal` and tells nothing. */
export const toFailure = (error: unknown, requestId: string): Failure => {
  const known = error instanceof AppError ? error : new AppError('internal');
  const code: ErrorCode = known.code;
  return {
    code,
    retry: ERRORS[code].retry,
    ...(known.params && { params: known.params }),
    ...(known.issues && { issues: known.issues }),
    requestId,
  };
};

/** The id a room is about: what was asked for, or the reader's own. */
const roomId = (kind: RoomKind, actor: Actor, input: Record<string, unknown>): string => {
  if (kind === 'portal') return String(input.portalId);
  if (kind === 'thread') return String(input.threadId);
  return String(actor.id);
};
