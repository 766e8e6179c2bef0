import type { CommandInput, CommandName, CommandOutput, EventName, EventPayload } from '#protocol/index';
import type { ErrorCode } from '#protocol/errors';
import type { ClientCode, Result } from '../../../widget/core/result.ts';
import { newId } from '../../../widget/core/ids.ts';
import { Store } from '../../../widget/core/store.ts';
import type { CallInput, CallOptions, Connection, Transport } from '../../../widget/transport/transport.ts';

export type Answer<N extends CommandName> = Result<CommandOutput<N>>;
type Script = (input: never) => unknown;

/** A failure as the server, or the transport, would give it. */
export const failure = (code: ErrorCode | ClientCode, retry = false, rest = {}): Result<never> => ({
  ok: false,
  error: { code, retry, ...rest },
});

/** A transport that answers from a script, with the test deciding what happens when. */
export class FakeTransport implements Transport {
  readonly state = new Store<Connection>('connected');
  readonly connection = this.state;
  /** Every call, in order. */
  readonly calls: { name: CommandName; input: Record<string, unknown>; commandId: string }[] = [];
  readonly #scripts = new Map<string, Script>();
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  /** What a command answers; a promise lets the test hold the answer back. */
  answer<N extends CommandName>(
    name: N,
    script: (input: CommandInput<N>) => Answer<N> | Promise<Answer<N>>,
  ): void {
    this.#scripts.set(name, script as Script);
  }

  push<N extends EventName>(name: N, payload: EventPayload<N>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  /** How many listen to a push: 0 once everything is stopped. */
  listeners(name: EventName): number {
    return this.#listeners.get(name)?.size ?? 0;
  }

  callsOf(name: CommandName): Record<string, unknown>[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  async call<N extends CommandName>(
    name: N,
    input: CallInput<N>,
    { commandId = newId() }: CallOptions = {},
  ): Promise<Result<CommandOutput<N>>> {
    this.calls.push({ name, input: { ...input }, commandId });
    const script = this.#scripts.get(name);
    const answer = (await script?.({ ...input, commandId } as never)) ?? { ok: true, data: {} };
    return answer as Result<CommandOutput<N>>;
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener as never));
    return () => listeners.delete(listener as never);
  }

  connect(): void {
    this.state.set('connected');
  }

  close(): void {
    this.state.set('idle');
  }
}
