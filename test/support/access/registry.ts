import express from 'express';
import { z } from 'zod';
import type { CommandSpec } from '#protocol/define';
import { commandId } from '#protocol/fields';

interface Schema {
  pattern?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

const ID = commandId.def.checks?.length ? (z.toJSONSchema(commandId) as Schema).pattern : undefined;

/** Paths of every id in an input, nested ones included. */
export const idPaths = (row: CommandSpec): string[] => {
  const walk = (schema: Schema, path: string): string[] => [
    ...(schema.pattern !== undefined && schema.pattern === ID ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
      walk(inner, path === '' ? key : `${path}.${key}`),
    ),
    ...(schema.items ? walk(schema.items, path) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => walk(inner, path)),
  ];
  const paths = walk(z.toJSONSchema(row.input, { unrepresentable: 'any', io: 'input' }) as Schema, '');
  return [...new Set(paths)].filter((path) => path !== 'commandId').sort();
};

/** Every route and mount path a server registers while `build` runs. */
export const routesOf = async <T>(build: () => Promise<T>): Promise<{ built: T; routes: string[] }> => {
  const prototype = express.Router.prototype as unknown as Record<
    'route' | 'use',
    (this: unknown, ...given: unknown[]) => unknown
  >;
  const { route, use } = prototype;
  const routes: string[] = [];
  prototype.route = function (...given) {
    routes.push(String(given[0]));
    return route.apply(this, given);
  };
  prototype.use = function (...given) {
    if (typeof given[0] === 'string' && given[0] !== '/') routes.push(`${given[0]}/*`);
    return use.apply(this, given);
  };
  try {
    return { built: await build(), routes };
  } finally {
    Object.assign(prototype, { route, use });
  }
};
