import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Of an error what says where and why. Not its other properties: PostgreSQL puts the values of a row into some. */
const plainError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return { type: name, message, stack, code, ...(cause !== undefined && { cause: plainError(cause) }) };
};

/**
 * One JSON line an entry. What people typed and secrets never get here: callers log ids and codes, and the paths
 * below are blanked should one slip in (contract S14).
 */
export const createLog = (level: string, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      serializers: { err: plainError },
      redact: {
        paths: ['token', 'password', 'text', 'cookie', 'authorization', '*.token', '*.password', '*.text'],
        censor: '[redacted]',
      },
    },
    destination,
  );
