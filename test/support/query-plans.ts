import { join } from 'node:path';
import { DefaultQueryCompiler, sql, type Kysely } from 'kysely';
import type { Database } from '../../server/platform/database/index.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Collects the text of every query that the server compiles from now on; the answer ends it. */
export const collectQueries = (texts: Set<string>): (() => void) => {
  const { prototype } = DefaultQueryCompiler;
  const { compileQuery } = prototype;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  prototype.compileQuery = function (node, id) {
    const compiled = compileQuery.call(this, node, id);
    // A test's own queries do not count.
    const isOurs = new Error('here').stack?.includes(`${ROOT}/server/`);
    if (isOurs && /^(select|update|delete|insert)\b/.test(compiled.sql)) texts.add(compiled.sql);
    return compiled;
  };
  return () => {
    prototype.compileQuery = compileQuery;
    Error.stackTraceLimit = limit;
  };
};

/**
 * The tables SQLite would go through from end to end for a query, by the names they have in it. It plans without
 * statistics, as in the product, so that the plan is the same whatever is stored.
 */
export const scansOf = async ({ read }: Database, query: string): Promise<string[]> => {
  const plan = await sql
    .raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
    .execute(read as unknown as Kysely<unknown>);
  return plan.rows.flatMap(({ detail }) => {
    const [, alias] = /^SCAN (?!CONSTANT|\d|\(subquery)(\w+)/.exec(detail) ?? [];
    return alias === undefined ? [] : [alias];
  });
};
