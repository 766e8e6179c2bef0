import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { z } from 'zod';
import type { CommandSpec } from '#protocol/define';
import { id } from '#protocol/fields';
import { newCommandId } from './ids.ts';

/** The part of JSON Schema that inputs are made of. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  maxItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

export const inputSchema = (row: CommandSpec): Schema =>
  z.toJSONSchema(row.input, { unrepresentable: 'any', io: 'input' }) as Schema;

const ID = (z.toJSONSchema(id) as Schema).pattern;

/** Text that some field takes; the schema says which. */
const WORDS = ['Text', 'https://site.example', 'portal.emailRequired', 'portal.unavailableText', '  '];

const strings = (schema: Schema, ids: readonly string[]): Arbitrary<unknown> => {
  if (schema.format === 'email') return fc.constantFrom('a@x.example', 'very.long+tag@mail.client.example');
  if (schema.format === 'uri') return fc.webUrl();
  if (schema.pattern === ID) return fc.oneof(fc.constantFrom(...ids), fc.constant(0).map(newCommandId));
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  const { minLength = 0, maxLength = 100 } = schema;
  const free = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
  return fc.oneof(fc.constantFrom(...WORDS), free, fc.constant('x'.repeat(maxLength)));
};

const integers = ({ minimum, exclusiveMinimum, maximum }: Schema): Arbitrary<unknown> => {
  const min = minimum ?? (exclusiveMinimum ?? -1) + 1;
  const max = maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(fc.integer({ min, max: Math.min(max, min + 5) }), fc.constantFrom(min, max));
};

/** Values a schema describes. `ids` are of records there are; refinements it cannot tell are left to the caller. */
export const valuesOf = (
  schema: Schema,
  ids: readonly string[],
  root: Schema = schema,
): Arbitrary<unknown> => {
  const inner = (one: Schema) => valuesOf(one, ids, root);
  if (schema.$ref !== undefined) return fc.jsonValue({ maxDepth: 2 });
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(inner));
  switch (schema.type) {
    case 'string':
      return strings(schema, ids);
    case 'integer':
    case 'number':
      return integers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(inner(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object':
      return objects(schema, inner);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

const objects = (schema: Schema, inner: (one: Schema) => Arbitrary<unknown>): Arbitrary<unknown> => {
  if (!schema.properties) return fc.constant({});
  const fields = Object.entries(schema.properties).map(([key, one]) => [key, inner(one)] as const);
  const requiredKeys = schema.required ?? [];
  return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
};
