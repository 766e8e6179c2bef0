import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './schema.ts';

/** Stands in a query for a value that each run gives. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Any property of it is a slot of that name. */
const SLOTS: object = new Proxy({}, { get: (_target, name) => new Slot(String(name)) });

type Value = string | number | null;
type Run = (sql: string, values: readonly Value[]) => unknown[] | Promise<unknown[]>;

/** By the adapter, which a database shares with its transactions. */
const shortcuts = new WeakMap<object, Run>();
const adapterOf = (db: Db): object => db.getExecutor().adapter;

/** For a connection that needs no waiting for: prepared queries then go around Kysely's queue for it. */
export const runAtOnce = (db: Db, run: Run): void => void shortcuts.set(adapterOf(db), run);

interface Compiled<R> {
  query: CompiledQuery<R>;
  /** For each parameter the slot's name, or what it always is. */
  parameters: readonly (Slot | Value)[];
}

/**
 * A query that is built and compiled once for each database, and then only run: for the few statements of the send
 * path, where building costs more than running. `build` sees no values, only slots to put where values go: it cannot
 * decide anything by them, nor spread them (`in (…)`).
 */
export const prepared = <P extends Record<keyof P, Value>, R>(
  build: (db: Db, slots: P) => Compilable<R>,
): ((db: Db, values: P) => Promise<R[]>) => {
  const compiled = new WeakMap<object, Compiled<R>>();
  const compile = (db: Db): Compiled<R> => {
    const query = build(db, SLOTS as P).compile();
    const made = { query, parameters: query.parameters as Compiled<R>['parameters'] };
    compiled.set(adapterOf(db), made);
    return made;
  };
  return async (db, values): Promise<R[]> => {
    const { query, parameters } = compiled.get(adapterOf(db)) ?? compile(db);
    const given: Value[] = [];
    for (const one of parameters) given.push(one instanceof Slot ? values[one.name as keyof P] : one);
    const run = shortcuts.get(adapterOf(db));
    // Not awaited: what is there already costs no turn.
    if (run) return run(query.sql, given) as R[] | Promise<R[]>;
    return (await db.executeQuery<R>({ ...query, parameters: given })).rows;
  };
};
