import type { CommandSpec } from '#protocol/define';
import { inputSchema, type Schema } from '../arbitrary.ts';

/** A field of an input that takes text of a person's choice. */
export interface TextField {
  command: string;
  path: string[];
  schema: Schema;
}

const fieldsIn = (schema: Schema, path: string[]): { path: string[]; schema: Schema }[] => [
  ...(schema.type === 'string' && schema.pattern === undefined && schema.const === undefined && !schema.enum
    ? [{ path, schema }]
    : []),
  ...(schema.format === 'email' && schema.pattern !== undefined ? [{ path, schema }] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => fieldsIn(inner, [...path, key])),
  ...(schema.items ? fieldsIn(schema.items, [...path, '0']) : []),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => fieldsIn(inner, path)),
];

/** Every text field of every command, read from the schemas: a new one is in it by itself. */
export const textFields = (rows: Record<string, CommandSpec>): TextField[] =>
  Object.entries(rows).flatMap(([command, row]) =>
    fieldsIn(inputSchema(row), []).map((field) => ({ command, ...field })),
  );
