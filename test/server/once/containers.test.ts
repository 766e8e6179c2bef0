import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { VARIABLES } from '../../../server/config.ts';
import { findProxy } from '../../support/proxies.ts';
import { ROOT } from '../../support/source-files.ts';

// Nothing here runs a container: what can be wrong without one is looked at.

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image?: string;
  environment: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  networks: string[];
  stop_grace_period?: string;
}
const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};
const servers = Object.entries(compose.services).filter(([name]) => name.startsWith('server-'));

test('two servers, which are given what the program reads and nothing else', () => {
  assert.equal(servers.length, 2);
  for (const [name, { environment }] of servers)
    for (const variable of Object.keys(environment))
      assert.ok(VARIABLES.includes(variable), `${name}: ${variable}`);
});

test('[S14] no secret has a default: what is not set is said before anything starts', () => {
  const text = read('compose.yaml');
  for (const [variable] of text.matchAll(/\$\{[^}]*\}/g)) assert.match(variable, /^\$\{[A-Z_]+:\?[^}]+\}$/);
  for (const secret of ['SECRET_KEY', 'POSTGRES_PASSWORD'])
    assert.ok(text.includes(`\${${secret}:?`), secret);
});

test('each waits for those it needs to be healthy, and is stopped no sooner than it has drained', () => {
  for (const [name, { depends_on: needs = {} }] of Object.entries(compose.services))
    for (const [needed, { condition }] of Object.entries(needs)) {
      assert.equal(condition, 'service_healthy', `${name} needs ${needed}`);
      const hasCheck = compose.services[needed]?.healthcheck !== undefined || needed.startsWith('server-');
      assert.ok(hasCheck, `${needed} says whether it is healthy`);
    }
  for (const [, { environment, stop_grace_period: grace }] of servers)
    assert.ok(Number.parseInt(grace!, 10) * 1000 > Number(environment.DRAIN_DELAY_MS) + 10_000 + 2000);
  assert.match(read('Dockerfile'), /^HEALTHCHECK [\s\S]*\/readyz/m);
});

test('every file and volume named is there', () => {
  for (const { volumes = [] } of Object.values(compose.services))
    for (const source of volumes.map((volume) => volume.split(':')[0]!)) {
      if (source.startsWith('./')) assert.ok(existsSync(join(ROOT, source)), source);
      else if (!source.startsWith('${')) assert.ok(Object.hasOwn(compose.volumes, source), source);
    }
  for (const [, files] of read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm))
    for (const file of files!.split(' ')) assert.ok(existsSync(join(ROOT, file)), file);
});

test('its Caddyfile is the documented one for several servers, with other names', () => {
  const rules = (file: string): string =>
    read(`docs/proxies/${file}`).slice(read(`docs/proxies/${file}`).indexOf('# console., embed.'));
  const expected = rules('Caddyfile.several')
    .replace('*.support.example.com {', '*.{$BASE_DOMAIN} {')
    .replace('127.0.0.1:3000 127.0.0.1:3001', servers.map(([name]) => `${name}:3000`).join(' '))
    .replaceAll('/etc/ssl/', '/etc/ssl/support/');
  assert.equal(rules('Caddyfile.compose'), expected);
});

const caddy = findProxy('caddy');
test('Caddy understands it', { skip: 'missing' in caddy ? caddy.missing : false }, () => {
  const program = 'program' in caddy ? caddy.program : '';
  const args = ['adapt', '--config', join(ROOT, 'docs/proxies/Caddyfile.compose'), '--adapter', 'caddyfile'];
  const env = { ...process.env, BASE_DOMAIN: 'support.example.com' };
  const adapted = execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.match(adapted, /\*\.support\.example\.com/);
});
