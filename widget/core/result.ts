import type { Envelope, ErrorCode, Failure } from '#protocol/errors';

/** Codes that only a client can give: the server was not reached, or did not answer in time. */
export type ClientCode = 'unreachable';

/** What went wrong, as the server said it or as the transport found it. `retry` is true for passing states. */
export type Problem = Omit<Failure, 'code'> & { code: ErrorCode | ClientCode };

/** The answer of every verb that can fail; nothing in the widget throws for an expected failure. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: Problem };

export const ok = <T>(data: T): Result<T> => ({ ok: true, data });

export const unreachable: Result<never> = { ok: false, error: { code: 'unreachable', retry: true } };

/** An envelope is already a result; anything else on the wire counts as not reached. */
export const fromEnvelope = <T>(value: unknown): Result<T> =>
  typeof value === 'object' && value !== null && 'ok' in value ? (value as Envelope<T>) : unreachable;
