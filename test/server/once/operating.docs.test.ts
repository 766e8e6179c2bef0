import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { usage } from '../../../server/cli/command.ts';
import { COMMANDS } from '../../../server/cli/commands.ts';
import { readConfig, VARIABLES } from '../../../server/config.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { ROOT } from '../../support/source-files.ts';

const text = readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8');

/** The part under a heading, up to the next of its level. */
const part = (heading: string): string => {
  const [, found] = text.split(`\n## ${heading}\n`);
  assert.ok(found, `there is no part "${heading}"`);
  return found.split('\n## ')[0]!;
};
const rows = (heading: string): string[][] =>
  part(heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()).slice(1, -1)); // prettier-ignore

test('[S13] every variable is documented with default, unit and reason, and none that there is not', () => {
  const documented = rows('Variables');
  const names = documented.map(([name]) => name!.replaceAll('`', ''));
  assert.deepEqual(names.toSorted(), VARIABLES.toSorted());
  for (const [name, byDefault, , reason] of documented)
    assert.ok(byDefault && reason && reason.length > 10, `${name} lacks its default or its reason`);
});

test('[S13] the documented defaults are those of the program', () => {
  const config = readConfig({ SECRET_KEY, DATA_DIR: tmpdir() }, []);
  const actual: Record<string, unknown> = {
    BASE_DOMAIN: config.baseDomain,
    PORT: config.port,
    HOST: config.host,
    DATABASE_CONNECTIONS: config.databaseConnections,
    LOG_LEVEL: config.logLevel,
    MAX_BODY_BYTES: config.limits.bodyBytes,
    MAX_SOCKETS_PER_ADDRESS: config.limits.socketsPerAddress,
    EVENTS_PER_SECOND: config.limits.eventsPerSecond,
    EVENTS_PER_SECOND_PER_ADDRESS: config.limits.eventsPerAddress,
    MAX_MAILS_PER_ADDRESS: config.limits.mailsPerAddress,
    MAX_TEXTS_PER_ADDRESS: config.limits.textsPerAddress,
    DRAIN_DELAY_MS: config.limits.drainDelay,
    CONNECTIONS_PER_SECOND: config.limits.connectionsPerSecond,
    MAX_WAITING_BYTES: config.limits.waitingBytes,
    CONNECT_TIMEOUT_MS: config.limits.connectTimeout,
    DRAIN_TIMEOUT_MS: config.limits.drainTimeout,
  };
  const documented = new Map(rows('Variables').map(([name, byDefault]) => [name, byDefault]));
  for (const [name, value] of Object.entries(actual))
    assert.equal(documented.get(`\`${name}\``), `\`${String(value)}\``, name);
});

test('every command of the operator’s is documented, and none that there is not', () => {
  const written = rows('Commands of the operator').flatMap(([commands]) => [...commands!.matchAll(/`([^`]+)`/g)].map(([, command]) => command!)); // prettier-ignore
  assert.deepEqual(written.toSorted(), COMMANDS.map(usage).toSorted());
});
