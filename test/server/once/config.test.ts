import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfig } from '../../../server/config.ts';
import { StartError } from '../../../server/platform/start-error.ts';
import { SECRET_KEY } from '../../support/operating.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-config-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const read = (env: Record<string, string>, args: string[] = []) =>
  readConfig({ SECRET_KEY, DATA_DIR: folder, ...env }, args);
const fails = (env: Record<string, string>, says: RegExp): void => {
  assert.throws(
    () => read(env),
    (error) => error instanceof StartError && error.exitCode === 78 && says.test(error.message),
  );
};

const WEAK = ['short', 'x'.repeat(64), 'abc'.repeat(20), ' '.repeat(40), SECRET_KEY.slice(0, 31)];
for (const key of WEAK)
  test(`[S14] the weak SECRET_KEY ${JSON.stringify(key)} is refused`, () => {
    fails({ SECRET_KEY: key }, /^SECRET_KEY is too weak/);
  });

const BAD: [string, string][] = [
  ['DATABASE_URL', 'mysql://localhost/portal'],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['BASE_DOMAIN', 'Support.example'],
  ['PUBLIC_URL', 'support.example'],
  ['PUBLIC_URL', 'ftp://support.example'],
  ['LOG_LEVEL', 'loud'],
  ['MAX_BODY_BYTES', '1'],
  ['DRAIN_TIMEOUT_MS', '1s'],
  ['TRUSTED_PROXIES', 'not an address'],
  ['TRUSTED_PROXIES', '10.0.0.0/8, 300.1.1.1'],
];
for (const [name, value] of BAD)
  test(`[S13] ${name}=${value} is refused by its name`, () => {
    fails({ [name]: value }, new RegExp(`^The configuration is not usable: ${name}: `));
  });

test('[S14] the key itself is in no message', () => {
  assert.throws(
    () => read({ SECRET_KEY: 'hunter2hunter2', PORT: '3000' }),
    (error) => error instanceof StartError && !error.message.includes('hunter2'),
  );
});

test('what is not given has a default, and an empty variable is not given', () => {
  const config = read({ PORT: '', TRUSTED_PROXIES: '', LOG_LEVEL: '' });
  assert.deepEqual(
    [config.port, config.host, config.baseDomain, config.logLevel, config.trustedProxies, config.demo],
    [3000, '127.0.0.1', 'localhost', 'info', [], false],
  );
  assert.deepEqual(config.publicUrl, { protocol: 'http:', port: '3000' });
});

test('a domain is served over https on its usual port unless PUBLIC_URL says otherwise', () => {
  const usual = read({ BASE_DOMAIN: 'support.example' });
  assert.deepEqual(usual.publicUrl, { protocol: 'https:', port: '' });
  const other = read({ BASE_DOMAIN: 'support.example', PUBLIC_URL: 'http://support.example:8080' });
  assert.deepEqual(other.publicUrl, { protocol: 'http:', port: '8080' });
});

test('a list takes commas and spaces', () => {
  assert.deepEqual(read({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8 ,' }).trustedProxies, [
    'loopback',
    '10.0.0.0/8',
  ]);
});
