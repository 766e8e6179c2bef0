import assert from 'node:assert/strict';
import type { Envelope, ErrorCode } from '#protocol/errors';

/** Asserts that an answer is this refusal. */
export const refused = (answer: Envelope<unknown>, code: ErrorCode): void => {
  assert.equal(answer.ok ? 'ok' : answer.error.code, code);
};

/** The refused fields of an answer, as `path: code`. */
export const refusedFields = (answer: Envelope<unknown>): string[] => {
  refused(answer, 'validation');
  return answer.ok
    ? []
    : (answer.error.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
};
