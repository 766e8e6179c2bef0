import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/**
 * One JSON line an entry. What people typed and secrets never get here: callers log ids and codes, and the paths
 * below are blanked should one slip in (contract S14).
 */
export const createLog = (level: string, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: ['token', 'password', 'text', 'cookie', 'authorization', '*.token', '*.password', '*.text'],
        censor: '[redacted]',
      },
    },
    destination,
  );
