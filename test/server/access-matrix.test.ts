import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CommandSpec } from '#protocol/define';
import { COMMANDS } from '#protocol/index';
import { CASES, type Case } from '../support/access/cases.ts';
import { runMatrix } from '../support/access/matrix.ts';
import { watchScope } from '../support/access/query-scope.ts';
import { idPaths, routesOf } from '../support/access/registry.ts';
import { createWorld, type World } from '../support/access/world.ts';

const ROWS = COMMANDS as Record<string, CommandSpec>;
let world: World;
let routes: string[];
const scope = watchScope();
before(async () => {
  ({ built: world, routes } = await routesOf(() => createWorld()));
});
after(() => world.server.close());

test('[S3] every command has its cases, and every id of an input has one of its own', () => {
  assert.deepEqual(Object.keys(CASES).sort(), Object.keys(COMMANDS).sort());
  for (const [name, cases] of Object.entries<Case[]>(CASES)) {
    const turned = cases.flatMap(({ id, also }) => [id?.path ?? also ?? []].flat());
    assert.deepEqual([...new Set(turned)].sort(), idPaths(ROWS[name]!), name);
  }
});

test('[S3] the server has no route outside the table', () => {
  const offered = Object.entries(ROWS).filter(([, row]) => row.offered?.includes('rest') ?? true);
  const expected = offered.map(([name, row]) =>
    (row.http?.path ?? `/api/commands/${name.replace(':', '\\:')}`).replace(/^\/api/, ''),
  );
  assert.deepEqual(
    routes.toSorted(),
    [
      ...expected,
      '/healthz',
      '/readyz',
      '/api/openapi.json',
      '/api/docs',
      '/api/docs.css',
      '/api/*',
      '/p/:portal',
      '/p/:portal/window',
      '/brand/:portal/:picture',
    ].sort(),
  );
});

test('[S3] a frame whose name is no command offered there is refused as unknown, on both transports', async () => {
  const admin = world.actors.find((actor) => actor.name === 'admin')!;
  const restOnly = Object.keys(ROWS).filter((name) => ROWS[name]!.offered?.includes('socket') === false);
  assert.ok(restOnly.includes('session:create'));
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '',
    'portal',
    'portal:LIST',
    'portal:changed',
    ...restOnly,
  ];
  for (const name of names) {
    const answer = await admin.socket!.raw(name, {});
    assert.equal(answer.ok || answer.error.code, 'unknown_command', name);
  }
  for (const path of [
    '/api',
    '/api/',
    '/api/commands',
    '/api/commands/__proto__',
    '/api/commands/thread:type',
  ]) {
    const answer = await world.server.http({
      method: 'POST',
      host: admin.host,
      path,
      headers: { Origin: admin.origin, ...admin.headers },
      body: {},
    });
    assert.equal(answer.json?.error?.code, 'unknown_command', path);
  }
});

test('[S3] no actor reaches what is not theirs: every command, both transports, every kind of id', async (t) => {
  const { cells, leaks, foreignWrites } = await runMatrix(world);
  t.diagnostic(
    `${cells} cells: ${world.actors.length} actors, ${Object.keys(COMMANDS).length} commands; ` +
      `leaks ${leaks.length}, foreign writes ${foreignWrites.length}`,
  );
  assert.deepEqual(leaks, []);
  assert.deepEqual(foreignWrites, []);
  assert.ok(cells > 3000, `only ${cells} cells`);
});

test('[S3] every query of a store names the account it is for, or is listed with its reason', async (t) => {
  const { queries, unscoped, unseen } = await scope.findings(world);
  t.diagnostic(`${queries} kinds of query; without an account ${unscoped.length}`);
  assert.deepEqual(unscoped, []);
  assert.deepEqual(unseen, [], 'store functions that never ran');
  assert.ok(queries > 100, `only ${queries} queries`);
});
