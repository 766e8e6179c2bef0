import type { CommandInput, CommandName, CommandOutput, EventName, EventPayload } from '#protocol/index';
import type { Result } from '../core/result.ts';
import type { Readable } from '../core/store.ts';

/** What a caller gives: the transport makes the command id before the first try, unless one is given. */
export type CallInput<N extends CommandName> = Omit<CommandInput<N>, 'commandId'>;

export interface CallOptions {
  /** The id of an earlier try of the same command (contract R1). */
  commandId?: string;
  signal?: AbortSignal;
  /**
   * How long to go on trying while the failure is a passing one, in milliseconds; the default of 15,000 is about as
   * long as somebody waits at a button. 0: one try.
   */
  patience?: number;
}

/**
 * `idle`: no connection was wanted yet. `waiting`: lost, tried again with jitter.
 * `refused`: the server will not have this client (origin, protocol, session); trying again does not help.
 */
export type Connection = 'idle' | 'connecting' | 'connected' | 'waiting' | 'refused';

/** The port every store talks through; the protocol table gives the types. */
export interface Transport {
  readonly connection: Readable<Connection>;
  call<N extends CommandName>(
    name: N,
    input: CallInput<N>,
    options?: CallOptions,
  ): Promise<Result<CommandOutput<N>>>;
  /** Listens to a push; the returned function stops it. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  connect(): void;
  close(): void;
}
