import type { ErrorCode } from '#protocol/errors';
import { COMMANDS } from '#protocol/index';
import { uptime } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Call, Pipeline } from './pipeline.ts';

/** One call that was answered. */
export interface Observed {
  /** `unknown` for what is no command: callers must not be able to make up names. */
  command: string;
  transport: Call['transport'];
  outcome: 'ok' | ErrorCode;
  milliseconds: number;
}

/** Who counts and measures; it must cost next to nothing. */
export interface Observer {
  command(observed: Observed): void;
  /** A push to a room. */
  event(name: string): void;
}

/** Refusals that say something about the server rather than about the caller. */
const TROUBLE = new Set<string>(['busy', 'storage_full']);

/**
 * Every call as a line of the log and for the observer. A failure has the `requestId` its caller was told, so that the
 * line of it can be found. Ids and codes alone: what people typed is nobody's business (contract S14).
 */
export const observed = (pipeline: Pipeline, log: Log, observer: Observer | undefined): Pipeline => {
  const isVerbose = log.isLevelEnabled('debug');
  return {
    ...pipeline,
    run: async (call) => {
      // What the server reads again for a socket by itself is nobody's command.
      if (call.transport === 'socket' && call.connection === undefined) return pipeline.run(call);
      const start = uptime();
      const envelope = await pipeline.run(call);
      const milliseconds = uptime() - start;
      const command = Object.hasOwn(COMMANDS, call.name) ? call.name : 'unknown';
      const outcome = envelope.ok ? 'ok' : envelope.error.code;
      observer?.command({ command, transport: call.transport, outcome, milliseconds });
      const isTrouble = TROUBLE.has(outcome);
      // What failed unexpectedly the pipeline has said, with its cause.
      if ((isVerbose || isTrouble) && outcome !== 'internal')
        log[isTrouble ? 'warn' : 'debug'](
          {
            requestId: envelope.ok ? undefined : envelope.error.requestId,
            command,
            transport: call.transport,
            outcome,
            milliseconds: Math.round(milliseconds),
            actorKind: call.actor.kind,
            account: call.actor.account,
          },
          'a command was answered',
        );
      return envelope;
    },
  };
};
