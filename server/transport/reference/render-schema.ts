import { z } from 'zod';

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  /** A tuple’s. */
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

const LITERAL = (value: unknown): string => JSON.stringify(value);
const UUID = '^[0-9a-f]{8}-';
const TOKEN = '{43}$';

const text = ({ format, pattern, minLength, maxLength }: Schema): string => {
  if (pattern?.startsWith(UUID)) return 'uuid';
  if (pattern?.endsWith(TOKEN)) return 'token';
  if (format === 'date') return 'date';
  const name =
    format === 'email' ? 'email' : format === 'uri' ? 'url' : pattern ? `string /${pattern}/` : 'string';
  const length = [minLength !== undefined && `≥ ${minLength}`, maxLength !== undefined && `≤ ${maxLength}`];
  const limits = length.filter(Boolean).join(', ');
  return limits ? `${name} (${limits})` : name;
};

const number = ({ type, minimum, maximum, exclusiveMinimum }: Schema): string => {
  const least = exclusiveMinimum === 0 ? 1 : minimum;
  const limits = [
    least !== undefined && least > Number.MIN_SAFE_INTEGER && `≥ ${least}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `≤ ${maximum}`,
  ];
  const said = limits.filter(Boolean).join(', ');
  return said ? `${type} (${said})` : String(type);
};

const object = (schema: Schema, indent: string): string => {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) {
    return typeof schema.additionalProperties === 'object'
      ? `{ [key]: ${render(schema.additionalProperties, indent)} }`
      : '{}';
  }
  const inner = `${indent}  `;
  const lines = entries.map(
    ([key, value]) => `${inner}${key}${schema.required?.includes(key) ? '' : '?'}: ${render(value, inner)}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
};

const length = ({ minItems, maxItems }: Schema): string =>
  maxItems === undefined ? '' : minItems === maxItems ? ` (${maxItems})` : ` (≤ ${maxItems})`;

/** Alternatives stand in parentheses before `[]`. */
const items = (schema: Schema, indent: string): string => {
  const inner = schema.items ? render(schema.items, indent) : 'any';
  return inner.includes(' | ') && !inner.includes('\n') ? `(${inner})` : inner;
};

const render = (schema: Schema, indent: string): string => {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map((option) => render(option, indent)).join(' | ');
  if ('const' in schema) return LITERAL(schema.const);
  if (schema.enum) return schema.enum.map(LITERAL).join(' | ');
  // `string | null` may come as a list of types.
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  switch (schema.type) {
    case 'object':
      return object(schema, indent);
    case 'array':
      if (schema.prefixItems) return `[${schema.prefixItems.map((item) => render(item, indent)).join(', ')}]`;
      return `${items(schema, indent)}[]${length(schema)}`;
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    default:
      return schema.type ?? 'any JSON';
  }
};

/** A schema as a reader of the protocol wants it: types, names, limits. */
export const renderSchema = (schema: z.ZodType): string =>
  render(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', reused: 'inline' }) as Schema, '');
