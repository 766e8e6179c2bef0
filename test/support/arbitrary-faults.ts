import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

type Path = readonly (string | number)[];

/** Every place of a value, the value itself first. */
const placesOf = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
};

const MISSING = Symbol('missing');

const replaced = (value: unknown, [key, ...rest]: Path, fault: unknown): unknown => {
  if (key === undefined) return fault;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const next = replaced(copy[key], rest, fault);
  if (next === MISSING) delete copy[key];
  else copy[key] = next;
  return copy;
};

const nested = (levels: number): unknown => (levels === 0 ? null : { nested: [nested(levels - 1)] });

/** What stands in a place instead of what belongs there; JSON knows no NaN, it arrives as null. */
const FAULTS: readonly unknown[] = [
  MISSING,
  null,
  Number.NaN,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  Number.MIN_VALUE,
  '',
  ' ',
  '0',
  'true',
  'null',
  '\0',
  'half \ud83d',
  'x'.repeat(121),
  'x'.repeat(4001),
  'x'.repeat(30_000),
  [],
  [null],
  [[[]]],
  {},
  nested(5),
  nested(100),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  JSON.parse('{"toString":null,"valueOf":null,"toJSON":null,"then":null,"length":-1}'),
];

/** Keys nobody asked for, beside the ones that belong there. */
const EXTRA: readonly Record<string, unknown>[] = [
  { extra: 1 },
  { account: 'another', role: 'admin', permissions: ['portal.manage'] },
  JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>,
  { constructor: { prototype: { polluted: true } } },
  { commandId: null },
];

const withExtra = (value: unknown, extra: Record<string, unknown>): unknown =>
  // Spread would set a prototype's key; JSON's own parser keeps it a key like any other.
  typeof value === 'object' && value !== null
    ? JSON.parse(
        `${JSON.stringify(value).slice(0, -1)}${Object.keys(value).length > 0 ? ',' : ''}${JSON.stringify(extra).slice(1)}`,
      )
    : value;

/** The same values with one fault in one place. */
export const faulty = (values: Arbitrary<unknown>): Arbitrary<unknown> =>
  values.chain((value) =>
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .tuple(fc.constantFrom(...placesOf(value)), fc.constantFrom(...FAULTS))
          .map(([path, fault]) => replaced(value, path, fault))
          .filter((made) => made !== MISSING),
      },
      { weight: 1, arbitrary: fc.constantFrom(...EXTRA).map((extra) => withExtra(value, extra)) },
    ),
  );
