import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { z } from 'zod';
import type { CommandSpec, FeatureProtocol } from '#protocol/define';
import { ERRORS } from '#protocol/errors';
import { id } from '#protocol/fields';
import { COMMANDS, EVENTS } from '#protocol/index';
import { createUrls } from '../../../server/platform/urls.ts';
import { openApiDocument } from '../../../server/transport/openapi/document.ts';
import { errorsOf } from '../../../server/transport/openapi/refusals.ts';
import type { Schema } from '../../../server/transport/openapi/schemas.ts';
import { TestServer } from '../../support/test-server.ts';

const ROWS = Object.entries(COMMANDS as Record<string, CommandSpec>);
const URLS = createUrls('support.acme.test', { protocol: 'https:', port: '' });
const DOCUMENT = openApiDocument(URLS);

interface Operation {
  operationId: string;
  parameters: { name?: string; in?: string }[];
  requestBody?: object;
  responses: Record<string, object>;
  path: string;
  method: string;
}

/** Every operation of a document, by the command it stands for. */
const operationsOf = (document: Schema): Map<string, Operation> =>
  new Map(
    Object.entries(
      document.paths as Record<string, Record<string, Operation & { 'x-command': string }>>,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        operation['x-command'],
        { ...operation, path, method },
      ]),
    ),
  );

/** What an outside linter says of a document, at its strictest. */
const complaints = async (document: Schema): Promise<string[]> => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} at ${String(location[0]?.pointer)}`,
  );
};

let server: TestServer;
before(async () => (server = await TestServer.start()));
after(() => server.close());

test('the OpenAPI document passes an outside linter at its strictest, with no rule switched off', async () => {
  assert.deepEqual(await complaints(DOCUMENT), []);
});

test('the linter sees a row whose route names a field its input has not', async () => {
  const wrong: CommandSpec = {
    summary: 'A wrong one.',
    http: { method: 'GET', path: '/api/wrong/:missing' },
    input: z.object({ present: id }),
    output: z.object({}),
    permission: 'anyone',
    scope: 'none',
  };
  const document = openApiDocument(URLS, { wrong: { commands: { 'wrong:get': wrong }, events: {} } });
  assert.match((await complaints(document)).join('\n'), /path-parameters-defined: .*missing/);
});

test('every command offered over REST is one operation, with its route, its input and every error of its row', () => {
  const operations = operationsOf(DOCUMENT);
  const offered = ROWS.filter(([, row]) => row.offered?.includes('rest') ?? true);
  assert.deepEqual([...operations.keys()].sort(), offered.map(([name]) => name).sort());
  for (const [name, row] of offered) {
    const { path, method, parameters, requestBody, responses } = operations.get(name)!;
    const route = row.http ?? { method: 'POST', path: `/api/commands/${name}` };
    assert.equal(method, route.method.toLowerCase(), name);
    assert.equal(path.replaceAll(/\{(\w+)\}/g, ':$1'), route.path, name);
    assert.equal(requestBody !== undefined, method === 'post', name);
    const fields = parameters.filter((parameter) => parameter.in === 'path' || parameter.in === 'query');
    assert.deepEqual(
      fields.map((field) => field.name).sort(),
      method === 'get' ? Object.keys(row.input.shape).sort() : [],
      name,
    );
    for (const code of errorsOf(row))
      assert.ok(
        JSON.stringify(responses[ERRORS[code].status]).includes(`\`${code}\``),
        `${name} lacks ${code}`,
      );
    for (const code of row.errors ?? []) assert.ok(errorsOf(row).includes(code), `${name} lacks ${code}`);
  }
  assert.deepEqual(Object.keys(DOCUMENT['x-events'] as object).sort(), Object.keys(EVENTS).sort());
});

/** Objects of three fields or more that a document spells out in more than one place. */
const repeated = (document: Schema): string[] => {
  const seen = new Map<string, number>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties, description: _, ...rest } = value as Schema;
    if (typeof properties === 'object' && properties !== null && Object.keys(properties).length >= 3) {
      const text = JSON.stringify({ ...rest, properties });
      seen.set(text, (seen.get(text) ?? 0) + 1);
    }
    Object.values(value).forEach(walk);
  };
  walk(document);
  return [...seen].filter(([, count]) => count > 1).map(([text]) => text);
};

test('what several commands share has a name and is spelled out once', () => {
  assert.deepEqual(repeated(DOCUMENT), [], 'give it one with `named()`');
});

test('a shared type without a name would be seen', () => {
  const shared = z.object({ one: z.string(), two: z.string(), three: z.string() });
  const row = {
    summary: 'x',
    input: z.object({}),
    output: shared,
    permission: 'anyone',
    scope: 'none',
  } as const;
  const feature: FeatureProtocol = { commands: { 'x:get': row, 'y:get': row }, events: {} };
  assert.equal(repeated(openApiDocument(URLS, { x: feature })).length, 1);
});

test('it is served on every host, the same for everybody, cacheable, and open to other websites', async () => {
  const read = (host: string, headers: Record<string, string> = {}) =>
    server.http({ host, path: '/api/openapi.json', headers });
  const first = await read('embed.localhost');
  assert.equal(first.status, 200);
  assert.match(String(first.headers['content-type']), /^application\/json/);
  assert.equal(first.headers['cache-control'], 'public, max-age=300');
  assert.equal(first.headers['access-control-allow-origin'], '*');
  assert.equal(first.headers['access-control-allow-credentials'], undefined);
  assert.deepEqual(Object.keys(first.json.paths), Object.keys(DOCUMENT.paths as object));
  const { admin } = await server.seedAccount('Documented');
  for (const host of ['console.localhost', 'nobody.localhost', 'other.example'])
    assert.equal((await read(host, { Cookie: admin.cookie, Origin: server.consoleOrigin })).text, first.text);
  const again = await read('console.localhost', { 'If-None-Match': String(first.headers.etag) });
  assert.deepEqual([again.status, again.text], [304, '']);
  assert.deepEqual(
    first.json.servers.map(({ url }: { url: string }) => url),
    [server.consoleOrigin, `http://embed.localhost:${server.port}`],
  );
});
