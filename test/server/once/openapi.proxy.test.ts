import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callerOf, playMainStory, type Carry, type Cast } from '../../contract/rest-story.ts';
import { MEANT_HOST } from '../../support/forwarder.ts';
import { http } from '../../support/http-client.ts';
import { newCommandId } from '../../support/ids.ts';
import { codeAt, SoftPasskey } from '../../support/second-factor.ts';
import { PASSWORD, TestServer } from '../../support/test-server.ts';
import { startValidatingProxy, type ValidatingProxy } from '../../support/validating-proxy.ts';

type Document = Record<string, unknown>;
interface Operation {
  'x-command': string;
  parameters: { name?: string; in?: string }[];
  responses: Record<string, object>;
}

let server: TestServer;
let document: Document;
let proxy: ValidatingProxy | undefined;
let email: string;
/** What the proxy had to say of a request or an answer. */
const drift: string[] = [];

/** Answers may have no field the document does not name: stricter than the document, whose clients ignore such. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, found]) => [key, closed(found)]));
  return inner.type === 'object' && 'properties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

/**
 * Calls through the proxy, with method, path and query as the document has them. A refusal's status that the document
 * does not have is no violation to the proxy, so that is looked at here.
 */
const through =
  (port: number, found: string[], extra: Record<string, string> = {}, told = document): Carry =>
  async (caller, command, input) => {
    const operations = Object.entries(told.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    const { path, method, operation } = operations.find((one) => one.operation['x-command'] === command)!;
    const query = new URLSearchParams();
    let filled = path;
    if (method === 'get')
      for (const [name, value] of Object.entries(input)) {
        const parameter = operation.parameters.find((one) => one.name === name);
        if (parameter?.in === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
        else query.set(name, String(value));
      }
    const answer = await http(port, {
      method: method.toUpperCase(),
      host: '127.0.0.1',
      path: query.size > 0 ? `${filled}?${query}` : filled,
      headers: {
        [MEANT_HOST]: `${caller.side === 'console' ? 'console' : 'embed'}.localhost:${server.port}`,
        ...(caller.side === 'console' && { Origin: server.consoleOrigin }),
        ...('cookie' in caller && { Cookie: caller.cookie }),
        ...('token' in caller && { Authorization: `Bearer ${caller.token}` }),
        ...extra,
      },
      ...(method === 'post' && { body: input }),
    });
    const { type } = answer.json as { type?: string };
    if (type !== undefined) found.push(`${command}: ${answer.text}`);
    if (!(answer.status in operation.responses)) found.push(`${command}: unknown status ${answer.status}`);
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
    return { status: answer.status, envelope: answer.json, ...(cookie !== undefined && { cookie }) };
  };

before(async () => {
  server = await TestServer.start();
  ({
    admin: { email },
  } = await server.seedAccount('Proxied'));
  document = (await server.http({ host: 'embed.localhost', path: '/api/openapi.json' })).json as Document;
  proxy = await startValidatingProxy(closed(document) as object, server.port, server.folder);
});
after(async () => {
  // Where the one before failed, the other is still to be closed.
  await proxy?.close();
  await server.close();
});

let cast: Cast;

test('the main story over REST never leaves the document, says an outside proxy that knows only that', async () => {
  cast = await playMainStory(through(proxy!.port, drift), { email, password: PASSWORD, name: 'proxied' });
  assert.deepEqual(drift, []);
});

test('nor do the commands beside it', async () => {
  const { must } = callerOf(through(proxy!.port, drift));
  const { admin, tom, guest, companyId } = cast;
  await must(admin, 'plan:get', {});
  await must(admin, 'flag:ask', { flag: 'assistant' });
  await must(admin, 'profile:update', { language: 'es' });
  await must(admin, 'session:list', {});
  await must(admin, 'security:get', {});
  await must(admin, 'session:end-other', {});
  const company = (await must(admin, 'company:list', {})).companies.find(({ id }) => id === companyId)!;
  await must(admin, 'company:update', { companyId, version: company.version, name: 'Acme Ltd' });
  const { technicians } = await must(admin, 'technician:list', {});
  const { id: technicianId, version } = technicians.find(({ name }) => name === 'Tom')!;
  await must(admin, 'technician:update', { technicianId, version, access: { kind: 'all' } });
  await must(admin, 'technician:renew-link', { technicianId });
  const totp = await must(tom, 'totp:enrol', { current: PASSWORD });
  await must(tom, 'totp:confirm', { code: codeAt(totp.secret, server.clock.now()) });
  await must(tom, 'recovery-codes:renew', { current: PASSWORD });
  const offer = await must(tom, 'passkey:offer', { current: PASSWORD });
  const response = new SoftPasskey().create(offer, server.consoleOrigin);
  await must(tom, 'passkey:add', { token: offer.token, name: 'Key', response });
  await must({ side: 'console' }, 'session:challenge', {});
  await must(tom, 'totp:remove', { current: PASSWORD });

  const ask = { name: 'Carla', email: 'carla@acme.example', text: 'Once more' };
  const withdrawn = (await must(guest, 'request:open', ask)).request;
  await must(guest, 'request:withdraw', { requestId: withdrawn.id });
  const { id: requestId } = (await must(guest, 'request:open', ask)).request;
  await must(guest, 'request:leave', { requestId });
  await must(tom, 'request:take', { requestId });
  await must(tom, 'request:unassign', { requestId });
  await must(tom, 'request:take', { requestId });
  await must(guest, 'request:finish', { requestId });
  assert.deepEqual(drift, []);
});

test('neither do refusals, each with the status and code the document has for it', async () => {
  const carry = through(proxy!.port, drift);
  const { must, refused, call } = callerOf(carry);
  const { admin, tom, guest, portalId, companyId, request } = cast;
  const { threadId } = request;
  const dead = { side: 'guest', token: 'A'.repeat(43) } as const;
  await refused(dead, 'request:current', {}, 401, 'unauthenticated');
  const wrong = { email, password: 'not the right password' };
  await refused({ side: 'console' }, 'session:create', wrong, 401, 'wrong_credentials');
  await refused(tom, 'company:list', {}, 403, 'forbidden');
  await refused({ side: 'guest' }, 'portal:view', { portalId: newCommandId() }, 404, 'unknown_portal');
  await refused(tom, 'request:get', { requestId: newCommandId() }, 404, 'not_found');
  await refused({ side: 'console' }, 'invitation:get', { token: 'A'.repeat(43) }, 410, 'link_invalid');
  await refused(admin, 'company:create', { name: '   ' }, 422, 'validation');
  await refused(
    admin,
    'portal:create',
    { companyId, subdomain: 'again', status: 'active' },
    422,
    'validation',
  );
  await refused(guest, 'thread:send', { threadId, text: 'Too late' }, 409, 'closed');
  const update = { companyId, version: 99, name: 'Acme Ltd' };
  await refused(admin, 'company:update', update, 409, 'stale');

  const commandId = newCommandId();
  await must(admin, 'company:create', { commandId, name: 'Once' });
  await refused(admin, 'company:create', { commandId, name: 'Twice' }, 409, 'conflict');

  const open = { name: 'Carla', email: 'carla@acme.example', text: 'And again' };
  await must(guest, 'request:open', open);
  await refused(guest, 'request:open', open, 409, 'request_open');
  for (let tries = 0; tries < 5; tries += 1) await call(guest, 'request:open', open);
  await refused(guest, 'request:open', open, 429, 'rate_limited');

  const elsewhere = through(proxy!.port, drift, { Origin: 'https://evil.example' });
  await callerOf(elsewhere).refused(guest, 'request:current', {}, 403, 'origin_refused');
  const ancient = through(proxy!.port, drift, { 'Support-Protocol': '0' });
  await callerOf(ancient).refused(guest, 'request:current', {}, 426, 'unsupported_protocol');
  const { version } = (await must(admin, 'portal:list', {})).portals[0]!;
  await must(admin, 'portal:update', { portalId, version, status: 'inactive' });
  const late = await must({ side: 'guest' }, 'portal:view', { portalId });
  assert.ok('kind' in late && late.kind === 'closed');
  await refused({ side: 'guest' }, 'visitor:create', { portalId }, 409, 'portal_inactive');
  await must(admin, 'session:end', {});
  await refused(admin, 'session:get', {}, 401, 'unauthenticated');
  assert.deepEqual(drift, []);
});

/** A document with one fact wrong. */
const spoiled = (spoil: (text: string) => string): Document => {
  const text = JSON.stringify(closed(document));
  const wrong = spoil(text);
  assert.notEqual(wrong, text);
  return JSON.parse(wrong) as Document;
};

test('the proxy sees a document that says something else than the server does', async () => {
  const found: string[] = [];
  const wrong = spoiled((text) =>
    text
      .replace('"emailRequired":{"type":"boolean"}', '"emailRequired":{"type":"string"}')
      .replace(
        '"name":"portalId","in":"path"',
        '"name":"portalId","in":"path","required":true,"x-was":"path"',
      )
      .replaceAll('"404":', '"418":'),
  );
  const other = await startValidatingProxy(wrong, server.port, server.folder);
  const { call } = callerOf(through(other.port, found, {}, wrong));
  await call({ side: 'guest' }, 'portal:view', { portalId: cast.portalId });
  await call({ side: 'guest' }, 'portal:view', { portalId: newCommandId() });
  await call({ side: 'guest' }, 'portal:view', { portalId: 'not-an-id' });
  await other.close();
  assert.equal(found.length, 3, found.join('\n'));
  assert.match(found[0]!, /emailRequired/);
  assert.match(found[1]!, /unknown status 404/);
  assert.match(found[2]!, /portalid/i);
});
