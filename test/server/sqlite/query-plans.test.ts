import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newCommandId } from '../../support/ids.ts';
import { collectQueries, scansOf } from '../../support/query-plans.ts';
import { runMatrix } from '../../support/access/matrix.ts';
import { storeFunctions } from '../../support/access/stores.ts';
import { createWorld, type World } from '../../support/access/world.ts';

/** Tables that may be read whole, and why they stay small. */
const SMALL: Record<string, string> = {
  connections: 'a row for each process and technician whose console is open',
  outbox: 'holds only what waits to be published',
  kysely_migration: 'a row for each migration',
  sqlite_master: 'a row for each table and index',
};

/** Queries that may read a whole table that grows, and why. */
const SELDOM: [query: RegExp, why: string][] = [
  [/^update "jobs" set .* where "lease" is not null$/, 'once, when a server starts alone'],
  [
    /^insert into jobs .* from technicians where available = 1$/s,
    'once, when a database is brought up to date',
  ],
  [/^select "id" from "accounts" limit \?$/, 'whether there is any: the first row ends it'],
];

const queries = new Set<string>();
const stop = collectQueries(queries);
let world: World;
before(async () => {
  world = await createWorld({ hashing: false });
  const actors = new Set(['admin', 'technician, limited', 'visitor']);
  // Every command there is, by those who may use it.
  await runMatrix(
    world,
    world.actors.filter(({ name }) => actors.has(name)),
  );
});
after(async () => {
  stop();
  await world.server.close();
});

class Undo extends Error {}

test('no query of the server goes through a table that grows', async (t) => {
  const { database } = world.server.app.deps;
  const nobody = newCommandId();
  const asked = new Set(queries);
  // What no command happened to ask: every function of every store, for an account there is none of.
  for (const { run } of await storeFunctions()) {
    const given = Array.from({ length: run.length - 1 }, () => nobody);
    const call = async (tx: unknown): Promise<never> => {
      await run(tx, ...given);
      throw new Undo();
    };
    await database.write(call).catch(() => undefined);
  }
  t.diagnostic(`${queries.size} queries`);
  assert.ok(queries.size > 150, `only ${queries.size} queries seen`);
  const found: string[] = [];
  for (const query of queries) {
    // Nothing is in an empty list, and nothing is read for it.
    if (query.includes(' in ()') || SELDOM.some(([pattern]) => pattern.test(query))) continue;
    // What a function makes of arguments it cannot have is no query.
    const all = await scansOf(database, query).catch(() => (asked.has(query) ? ['no query'] : []));
    const scans = all.filter((table) => !Object.hasOwn(SMALL, table));
    if (scans.length > 0) found.push(`${scans.join(', ')}: ${query}`);
  }
  assert.deepEqual(found, []);
});

test('the exceptions are still asked', () => {
  for (const [pattern] of SELDOM)
    assert.ok(
      [...queries].some((query) => pattern.test(query)),
      String(pattern),
    );
});

test('a query without an index is seen', async () => {
  const { database } = world.server.app.deps;
  assert.deepEqual(await scansOf(database, `select * from "entries" where "body" = ?`), ['entries']);
  assert.deepEqual(await scansOf(database, `select * from "requests" as r order by "number"`), ['r']);
  assert.deepEqual(await scansOf(database, `select * from "entries" where "thread_id" = ?`), []);
});

test('the index of sent messages is the one that finds a repeat', async () => {
  const asked = [...queries].find((query) => query.includes(`"kind" = 'message'`));
  assert.ok(asked, 'no repeat was looked for');
  assert.deepEqual(await scansOf(world.server.app.deps.database, asked), []);
});
