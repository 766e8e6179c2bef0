import type { CommandSpec } from '#protocol/define';
import { GUEST_PERMISSIONS, ROLE_PERMISSIONS, type Permission } from '#protocol/permissions';
import { errorResponses, errorsOf } from './refusals.ts';
import type { Schema, Schemas } from './schemas.ts';

/** Where a command is called: by technicians on the console's host, by guests on any other. */
export type Side = 'console' | 'guest';

const CONSOLE = new Set<Permission>(Object.values(ROLE_PERMISSIONS).flat());
const GUEST = new Set<Permission>(GUEST_PERMISSIONS);

export const sidesOf = (row: CommandSpec): Side[] => {
  if (row.permission === 'anyone') return row.scope === 'portal' ? ['guest'] : ['console'];
  const sides: Side[] = [];
  if (CONSOLE.has(row.permission)) sides.push('console');
  if (GUEST.has(row.permission)) sides.push('guest');
  return sides;
};

const SCHEMES: Record<Side, string> = { console: 'consoleSession', guest: 'guestToken' };

/** `request:open` → `requestOpen`: a name for a function in any language. */
const idOf = (name: string): string =>
  name.replaceAll(/[:-](\w)/g, (_, letter: string) => letter.toUpperCase());

const prose = (row: CommandSpec): string => {
  const again = {
    once: 'Carries a `commandId`: any number of tries has one effect, and a repeat gets the first answer.',
    freely: 'May be repeated.',
    reads: 'Only reads.',
  }[row.changes ?? 'reads'];
  return [
    row.summary,
    row.permission === 'anyone'
      ? 'Needs no session.'
      : `Needs the permission \`${row.permission}\`, narrowed to: ${row.scope}.`,
    again,
    row.limit &&
      `At most ${row.limit.burst} at once, refilled over ${row.limit.seconds} s, for each ${row.limit.by}.`,
    row.audited && 'Written to the audit log.',
    row.stepUp && 'Needs a fresh second factor.',
  ]
    .filter(Boolean)
    .join(' ');
};

/** The row's own words, for tools that know them. */
const extensions = (name: string, row: CommandSpec): Schema => ({
  'x-command': name,
  'x-permission': row.permission,
  'x-scope': row.scope,
  'x-changes': row.changes ?? 'nothing',
  ...(row.limit && { 'x-limit': { ...row.limit } }),
  ...(row.audited && { 'x-audited': true }),
  ...(row.subscribes && { 'x-subscribes': row.subscribes }),
  ...(row.section && { 'x-section': row.section }),
  ...(row.stepUp && { 'x-step-up': true }),
});

/** A GET's input, field by field: in the path where the route names it, else in the query. */
const parametersOf = (path: string, input: Schema): Schema[] => {
  const required = (input.required ?? []) as string[];
  return Object.entries((input.properties ?? {}) as Record<string, Schema>).map(([name, schema]) => {
    const isInPath = path.includes(`:${name}`);
    return { name, in: isInPath ? 'path' : 'query', required: isInPath || required.includes(name), schema };
  });
};

const json = (schema: Schema): Schema => ({ 'application/json': { schema } });

export interface Operation {
  path: string;
  method: 'get' | 'post';
  value: Schema;
}

/** One row of the table as an operation of the document. */
export const operationOf = (
  name: string,
  row: CommandSpec,
  tag: string,
  schemas: Schemas,
  servers: Record<Side, Schema[]>,
): Operation => {
  const route = row.http ?? { method: 'POST', path: `/api/commands/${name}` };
  const sides = sidesOf(row);
  const input = schemas.of(row.input);
  const parameters: Schema[] = [
    ...(route.method === 'GET' ? parametersOf(route.path, input) : []),
    ...(sides.includes('console') ? [{ $ref: '#/components/parameters/Origin' }] : []),
    { $ref: '#/components/parameters/SupportProtocol' },
  ];
  return {
    path: row.http ? route.path.replaceAll(/:(\w+)/g, '{$1}') : route.path,
    method: route.method === 'GET' ? 'get' : 'post',
    value: {
      operationId: idOf(name),
      tags: [tag],
      summary: name,
      description: prose(row),
      security: row.permission === 'anyone' ? [] : sides.map((side) => ({ [SCHEMES[side]]: [] })),
      servers: sides.flatMap((side) => servers[side]),
      parameters,
      ...(route.method === 'POST' && { requestBody: { required: true, content: json(input) } }),
      responses: {
        200: {
          description: 'Done.',
          content: json({
            type: 'object',
            properties: { ok: { type: 'boolean', const: true }, data: schemas.of(row.output) },
            required: ['ok', 'data'],
          }),
        },
        ...errorResponses(errorsOf(row)),
      },
      ...extensions(name, row),
    },
  };
};
