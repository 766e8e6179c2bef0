import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS, EVENTS, PROTOCOL } from '#protocol/index';
import { PERMISSIONS, ROLE_PERMISSIONS } from '#protocol/permissions';
import type { CommandSpec } from '#protocol/define';
import { features } from '../../server/features/index.ts';
import { filesOf, ROOT } from '../support/source-files.ts';

const ROWS = COMMANDS as Record<string, CommandSpec>;
const namesIn = (folder: string): string[] => [
  ...new Set(filesOf(`${folder}/*/index.ts`).map(({ path }) => path.split('/').at(-2)!)),
];

/** Serve other features and have no commands: names under the base domain. */
const WITHOUT_PROTOCOL = new Set(['hosts']);
/** Show nothing of their own. */
const WITHOUT_WIDGET = new Set(['hosts']);

test('the three tables name the same features', () => {
  const inProtocol = Object.keys(PROTOCOL).sort();
  assert.deepEqual(features.map((feature) => feature.name).sort(), inProtocol);
  const inServer = namesIn('server/features');
  assert.deepEqual(inServer.filter((name) => !WITHOUT_PROTOCOL.has(name)).sort(), inProtocol);
  const inWidget = [...new Set(filesOf('widget/features/*/*.ts').map(({ path }) => path.split('/')[2]!))];
  assert.deepEqual(inWidget.sort(), inServer.filter((name) => !WITHOUT_WIDGET.has(name)).sort());
  for (const name of inProtocol) assert.ok(existsSync(join(ROOT, `server/protocol/${name}.ts`)), name);
});

test('every command has a handler in the feature that declares it, and every handler a command', () => {
  for (const feature of features)
    assert.deepEqual(
      Object.keys(feature.handlers).sort(),
      Object.keys(PROTOCOL[feature.name].commands).sort(),
      feature.name,
    );
});

test('no two features declare a command or an event of the same name', () => {
  const all = Object.values(PROTOCOL);
  const commands = all.flatMap((feature) => Object.keys(feature.commands));
  const events = all.flatMap((feature) => Object.keys(feature.events));
  assert.equal(commands.length, Object.keys(COMMANDS).length);
  assert.equal(events.length, Object.keys(EVENTS).length);
  // Both are headings of one reference.
  assert.deepEqual(
    commands.filter((name) => events.includes(name)),
    [],
  );
  for (const name of [...commands, ...events]) assert.match(name, /^[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*$/);
});

test('[R1] what changes something once carries a command id; what changes freely says why', () => {
  for (const [name, row] of Object.entries(ROWS)) {
    assert.equal('commandId' in row.input.shape, row.changes === 'once', name);
    if (row.changes === 'freely') assert.match(row.summary, /repeat/i, name);
    if (row.http?.method === 'GET') assert.equal(row.changes, undefined, name);
    if (row.subscribes) assert.equal(row.changes, undefined, `${name} joins a room by reading`);
  }
});

test('[S3] a scope is none only where nothing of an account is read, and anyone never means an account’s', () => {
  for (const [name, row] of Object.entries(ROWS)) {
    if (row.permission === 'anyone') assert.ok(['none', 'portal'].includes(row.scope), name);
    else assert.notEqual(row.scope, 'none', name);
    if (row.permission === 'anyone' && row.changes) assert.ok(row.limit, `${name} has no limit`);
  }
});

test('every permission is needed by a command and held by somebody', () => {
  const needed = new Set<string>(Object.values(ROWS).map((row) => row.permission));
  assert.deepEqual([...needed].sort(), Object.keys(PERMISSIONS).sort());
  const held = new Set<string>([...Object.values(ROLE_PERMISSIONS).flat(), 'anyone', 'portal.visit']);
  assert.deepEqual([...held].sort(), Object.keys(PERMISSIONS).sort());
});
