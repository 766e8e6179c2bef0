import type { CommandSpec } from '#protocol/define';
import { ERRORS, ISSUE_CODES, type ErrorCode } from '#protocol/errors';
import { refTo, type Schema } from './schemas.ts';

/** What every call can meet, whatever its row says. */
export const ALWAYS: readonly ErrorCode[] = [
  'validation',
  'unauthenticated',
  'origin_refused',
  'unsupported_protocol',
  'busy',
  'shutting_down',
  'internal',
];

/** Every error a command can give over REST: its own, and what follows from its row. */
export const errorsOf = (row: CommandSpec): ErrorCode[] => {
  const possible = new Set<ErrorCode>([...(row.errors ?? []), ...ALWAYS]);
  if (row.permission !== 'anyone') possible.add('forbidden');
  if (row.section) possible.add('section_locked');
  if (row.limit) possible.add('rate_limited');
  if (row.changes) possible.add('storage_full');
  if (row.changes === 'once') possible.add('conflict');
  if (row.http?.method !== 'GET') possible.add('malformed').add('too_large');
  return Object.keys(ERRORS).filter((code): code is ErrorCode => possible.has(code as ErrorCode));
};

const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const retryAfter = object({ retryAfter: { type: 'integer', description: 'Milliseconds to wait.' } });

/** The values that come with an error, where it has any. */
const PARAMS: Partial<Record<ErrorCode, Schema>> = {
  rate_limited: retryAfter,
  too_many_attempts: retryAfter,
  choose_account: object({
    accounts: { type: 'array', items: object({ id: refTo('Id'), name: refTo('Name') }) },
  }),
  section_locked: object({ section: { type: 'string' } }),
  unsupported_protocol: object({
    accepted: { type: 'array', items: { type: 'integer' }, description: 'Versions the server speaks.' },
  }),
};

/** `not_found` → `NotFoundError`. */
const nameOf = (code: string): string =>
  `${code.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Error`;

const envelopeOf = (code: ErrorCode): Schema => ({
  ...object({
    ok: { type: 'boolean', const: false },
    error: object(
      {
        code: { type: 'string', const: code },
        retry: { type: 'boolean', const: ERRORS[code].retry },
        params: PARAMS[code] ?? { type: 'object', additionalProperties: true },
        ...(code === 'validation' && { issues: { type: 'array', items: refTo('Issue'), minItems: 1 } }),
        requestId: { type: 'string', description: 'The server’s log has the fault under it.' },
      },
      ['code', 'retry', ...(PARAMS[code] ? ['params'] : []), ...(code === 'validation' ? ['issues'] : [])],
    ),
  }),
  description: ERRORS[code].meaning,
});

const ISSUE: Schema = {
  ...object(
    {
      path: {
        type: 'array',
        items: { type: ['string', 'integer'] },
        description: 'The refused field, from the input’s root.',
      },
      code: { type: 'string', enum: [...ISSUE_CODES] },
      params: {
        type: 'object',
        additionalProperties: { type: ['number', 'string'] },
        description: '`max` or `min`, where the reason has one.',
      },
    },
    ['path', 'code'],
  ),
  description: 'Why one field was refused.',
};

/** The envelopes of these errors, by name. */
export const errorSchemas = (codes: Iterable<ErrorCode>): Record<string, Schema> => ({
  Issue: ISSUE,
  ...Object.fromEntries([...codes].map((code) => [nameOf(code), envelopeOf(code)])),
});

/** One answer for each status, with every error that has it. */
export const errorResponses = (codes: readonly ErrorCode[]): Record<string, Schema> => {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      status,
      {
        description: all.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join(' '),
        ...(status === 429 && {
          headers: {
            'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait, rounded up.' },
          },
        }),
        content: {
          'application/json': {
            schema:
              all.length === 1 ? refTo(nameOf(all[0]!)) : { anyOf: all.map((code) => refTo(nameOf(code))) },
          },
        },
      },
    ]),
  );
};
