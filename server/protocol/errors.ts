/**
 * Every error a caller can get: HTTP status, whether trying again can help, and what it means.
 * `retry: true` is a passing state: the same command with the same command id may succeed later.
 * `retry: false` is final: the client stops and shows it (contract R7).
 */
export const ERRORS = {
  validation: {
    status: 422,
    retry: false,
    meaning: 'Input is not acceptable; `issues` lists every field with its reason.',
  },
  unauthenticated: {
    status: 401,
    retry: false,
    meaning: 'No session, or it has ended. Sign in, or start as a new visitor.',
  },
  wrong_credentials: { status: 401, retry: false, meaning: 'E-mail address or password is wrong.' },
  choose_account: {
    status: 409,
    retry: false,
    meaning: 'The credentials fit several accounts: repeat with `accountId` (`params.accounts` lists them).',
  },
  wrong_code: {
    status: 401,
    retry: false,
    meaning: 'The code, recovery code or passkey is not right, or was used before.',
  },
  step_expired: {
    status: 410,
    retry: false,
    meaning:
      'The time for this step of the sign-in or of adding a passkey is over, or a code that was sent has expired, was used or tried too often: begin it again.',
  },
  too_many_attempts: {
    status: 429,
    retry: false,
    meaning: 'Too many failed sign-ins, or codes and messages sent; wait `params.retryAfter` milliseconds.',
  },
  link_invalid: {
    status: 410,
    retry: false,
    meaning: 'A one-time link is unknown, used or expired. Ask for a new one.',
  },
  identity_refused: {
    status: 401,
    retry: false,
    meaning:
      'The website’s word on who this is does not count (`params.reason`: `malformed`, `unknown_key`, `signature`, `audience`, `expired`, `lives_too_long`, `claims` or `used`). Ask it for a fresh token.',
  },
  forbidden: { status: 403, retry: false, meaning: 'The actor lacks the permission.' },
  section_locked: {
    status: 403,
    retry: false,
    meaning:
      'The operator does not allow the account this section (`params.section`); an admin can ask for it.',
  },
  origin_refused: {
    status: 403,
    retry: false,
    meaning: 'The website is not in the list of origins that may embed this portal.',
  },
  unknown_portal: { status: 404, retry: false, meaning: 'There is no portal with this id.' },
  not_found: {
    status: 404,
    retry: false,
    meaning: 'Nothing by this id that the actor may see. Foreign and missing are not told apart.',
  },
  unknown_command: {
    status: 404,
    retry: false,
    meaning: 'No command of this name is offered on this transport.',
  },
  unsupported_protocol: {
    status: 426,
    retry: false,
    meaning: 'The client speaks a protocol version this server does not. Reload the page.',
  },
  conflict: { status: 409, retry: false, meaning: 'This command id was used before with other input.' },
  stale: { status: 409, retry: false, meaning: 'The record changed since it was read; read it again.' },
  portal_inactive: {
    status: 409,
    retry: false,
    meaning: 'The portal is Inactive: no new request, nothing new to a waiting one.',
  },
  request_open: {
    status: 409,
    retry: false,
    meaning: 'The visitor already has a request in progress in this portal.',
  },
  blocked: {
    status: 403,
    retry: false,
    meaning: 'A technician has blocked this customer, their address or their network: no new request.',
  },
  closed: { status: 409, retry: false, meaning: 'The request is completed or abandoned.' },
  already_taken: { status: 409, retry: false, meaning: 'Another technician took the request first.' },
  not_assigned: {
    status: 409,
    retry: false,
    meaning: 'Only the technician who took the request can do this.',
  },
  too_large: { status: 413, retry: false, meaning: 'The body or frame exceeds the size limit.' },
  malformed: {
    status: 400,
    retry: false,
    meaning:
      'The body is not JSON, a frame’s argument is not an object, or it is nested deeper than 32 levels.',
  },
  rate_limited: {
    status: 429,
    retry: true,
    meaning: 'Too many calls; wait `params.retryAfter` milliseconds.',
  },
  busy: {
    status: 503,
    retry: true,
    meaning: 'The server is at its limit of work in progress, or the database is locked by another process.',
  },
  storage_full: { status: 507, retry: true, meaning: 'The disk is full: nothing was stored.' },
  shutting_down: { status: 503, retry: true, meaning: 'The server is restarting; connect again.' },
  internal: {
    status: 500,
    retry: true,
    meaning: 'An unexpected fault; the log has it under the request id.',
  },
} as const satisfies Record<string, { status: number; retry: boolean; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Why one field was refused. The client has a sentence for each in every language. */
export const ISSUE_CODES = [
  'required',
  'too_short',
  'too_long',
  'invalid',
  'taken',
  'reserved',
  'has_portal',
  'wrong_password',
  'known_password',
  'personal_password',
  'private_key',
  'last_admin',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** One refused field: `path` from the input's root, and a number where the reason has one (`max`, `min`). */
export interface Issue {
  path: (string | number)[];
  code: IssueCode;
  params?: Record<string, number | string>;
}

export interface Failure {
  code: ErrorCode;
  retry: boolean;
  /** Values a sentence needs, for example `retryAfter` in milliseconds. Never prose. */
  params?: Record<string, unknown>;
  issues?: Issue[];
  /** Find it in the server's log by this. */
  requestId?: string;
}

/** The one envelope of every answer, on both transports. */
export type Envelope<T> = { ok: true; data: T } | { ok: false; error: Failure };

/** Thrown by rules and handlers; the pipeline turns it into a `Failure`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, unknown> | undefined;
  readonly issues: Issue[] | undefined;

  constructor(
    code: ErrorCode,
    detail: { params?: Record<string, unknown>; issues?: Issue[]; cause?: unknown } = {},
  ) {
    super(code, { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = detail.params;
    this.issues = detail.issues;
  }
}

/** A refused field, as an error. */
export const fieldError = (path: string, code: IssueCode, params?: Issue['params']): AppError =>
  new AppError('validation', { issues: [{ path: [path], code, ...(params && { params }) }] });
