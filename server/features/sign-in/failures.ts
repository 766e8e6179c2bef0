import { AppError, type ErrorCode } from '#protocol/errors';
import type { Attempts } from '../../platform/attempts.ts';
import { writeAudit } from '../../platform/audit-log.ts';
import type { Context } from '../feature.ts';
import type { TechnicianRow } from '../technicians/index.ts';

type Caller = Pick<Context, 'deps' | 'address' | 'requestId'>;
type Key = ReturnType<typeof Attempts.login>;

/**
 * A failed sign-in: the next try waits longer, and the log of every account it was for has a row. It names what was
 * typed only where that is somebody's; anything else may be a password in the wrong field, and is kept as a keyed
 * hash, which still tells equal ones.
 */
export const recordFailure = async (
  { deps, address, requestId }: Caller,
  keys: Key[],
  failure: { command: string; code: ErrorCode; login?: string; input?: object },
  whose: readonly Pick<TechnicianRow, 'id' | 'account'>[],
): Promise<AppError> => {
  const { command, code, login } = failure;
  const typed =
    login === undefined ? {} : whose.length > 0 ? { email: login } : { emailHash: deps.secrets.hash(login) };
  const now = deps.clock.now();
  try {
    await deps.database.write(async (tx) => {
      for (const of of whose.length > 0 ? whose : [null])
        await writeAudit(tx, now, {
          account: of?.account ?? null,
          actorKind: 'anonymous',
          actorId: of?.id ?? null,
          command,
          input: { ...typed, ...failure.input, failed: code },
          address,
          requestId: requestId(),
        });
    });
  } finally {
    // Not before: until the try ends it counts as one under way, and would count twice meanwhile.
    deps.attempts.failed(keys);
  }
  return new AppError(code);
};
