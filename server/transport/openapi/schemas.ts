import { z } from 'zod';
import { NAMES } from '#protocol/names';

/** A JSON Schema of draft 2020-12, which is what OpenAPI 3.1 speaks. */
export type Schema = { [key: string]: unknown };

const PLACE = '#/components/schemas/';
export const refTo = (name: string): Schema => ({ $ref: PLACE + name });

/** What zod calls its one recursive type, any JSON value, which carries no name of its own. */
const ANY_JSON = '__schema0';
const JSON_VALUE: Schema = { description: 'Any JSON value.' };

/** Bounds that only say that a number is a safe integer are left out: JSON's readers know. */
const withoutSafeBounds = ({ jsonSchema }: { jsonSchema: Schema }): void => {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};

/** References between schemas, moved from each one's own definitions to the document's. */
const relocate = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' ? PLACE + nameOf(String(inner).slice('#/$defs/'.length)) : relocate(inner),
    ]),
  );
};
const nameOf = (name: string): string => (name === ANY_JSON ? 'Json' : name);

export interface Schemas {
  /** The schema, with references in place of every type that has a name. */
  of(type: z.ZodType): Schema;
  /** Every named type that was referred to so far, by name. */
  readonly components: Record<string, Schema>;
}

/**
 * Turns the table's schemas into those of one document. Checks beyond JSON Schema (blank text, lone surrogates) are
 * left out: what passes a reader of the document may still be refused as `validation`.
 */
export const createSchemas = (): Schemas => {
  const components: Record<string, Schema> = {};
  return {
    components,
    of: (type) => {
      const {
        $schema: _,
        $defs,
        ...schema
      } = z.toJSONSchema(type, {
        // Answers too: their objects stay open, because a client must ignore fields it does not know.
        io: 'input',
        metadata: NAMES,
        unrepresentable: 'any',
        override: withoutSafeBounds,
      }) as Schema & { $defs?: Record<string, Schema> };
      for (const [name, { id: _, ...definition }] of Object.entries($defs ?? {}))
        components[nameOf(name)] ??= name === ANY_JSON ? JSON_VALUE : (relocate(definition) as Schema);
      const { id, ...rest } = relocate(schema) as Schema;
      if (id === undefined) return rest;
      components[String(id)] ??= rest;
      return refTo(String(id));
    },
  };
};
