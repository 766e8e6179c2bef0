import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Failure } from '#protocol/errors';
import { acceptedBy, PROTOCOL_VERSION } from '#protocol/version';
import { chat, scene, textsOf, wholeThread, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const started: TestServer[] = [];
after(async () => {
  for (const server of started) await server.close();
});

/** A server of some version, with a portal whose technician is Available. */
const serverOf = async (version: number): Promise<{ server: TestServer; one: Scene }> => {
  const server = await TestServer.start({ protocolVersion: version });
  started.push(server);
  // Its own clients are of today: a server of this version or the next one accepts them.
  return { server, one: await scene(server, `V${version}`) };
};

/** How a client of some version fares, over both transports of the socket and over REST. */
const fares = async (server: TestServer, portalId: string, protocol: unknown): Promise<string> => {
  const outcomes = new Set<string>();
  for (const transport of ['websocket', 'polling']) {
    const given = { host: 'embed.localhost', portal: portalId, auth: { protocol, portal: portalId } };
    outcomes.add(
      await server.connect({ ...given, transports: [transport] }).then(
        () => 'accepted',
        ({ data }: { data: Failure }) => `${data.code} ${String(data.retry)} ${JSON.stringify(data.params)}`,
      ),
    );
  }
  const { status, json } = await server.http({
    host: 'embed.localhost',
    path: `/api/portals/${portalId}/view`,
    headers: { 'Support-Protocol': String(protocol) },
  });
  const { error } = json as { error?: Failure };
  outcomes.add(error ? `${error.code} ${String(error.retry)} ${JSON.stringify(error.params)}` : 'accepted');
  assert.equal(status, error ? 426 : 200);
  return [...outcomes].join(' · ');
};

test('a server accepts clients of its own version and of the one before, and tells the others which', async () => {
  const next = PROTOCOL_VERSION + 1;
  const { server, one } = await serverOf(next);
  const { portalId } = one.portal;
  const refused = `unsupported_protocol false {"accepted":[${next},${next - 1}]}`;
  assert.equal(await fares(server, portalId, next), 'accepted', 'N with N');
  assert.equal(await fares(server, portalId, next - 1), 'accepted', 'N − 1 with N');
  assert.equal(await fares(server, portalId, next - 2), refused, 'N − 2 with N');
  assert.equal(await fares(server, portalId, next + 1), refused, 'N + 1 with N');
});

test('a client of today chats with the server of tomorrow from start to end', async () => {
  const { server, one } = await serverOf(PROTOCOL_VERSION + 1);
  const { customer, request } = await chat(server, one);
  await customer.must('thread:send', { threadId: request.threadId, text: 'Still smoking' });
  await one.tom.socket.hears(
    'thread:appended',
    ({ entry }) => entry.kind === 'message' && entry.sequence === 3,
  );
  await one.tom.must('thread:send', { threadId: request.threadId, text: 'On my way' });
  await one.tom.must('request:close', { requestId: request.id });
  await customer.hears('request:own-changed', (push) => push.request.kind === 'completed');
  assert.deepEqual(textsOf(await wholeThread(customer, request.threadId)), [
    'My printer is on fire',
    'Still smoking',
    'On my way',
  ]);
});

test('a client of today is refused by a server two versions on, and a client of tomorrow by one of today', async () => {
  const { server, one } = await serverOf(PROTOCOL_VERSION);
  const { portalId } = one.portal;
  assert.equal(await fares(server, portalId, PROTOCOL_VERSION), 'accepted');
  const accepted = JSON.stringify({ accepted: acceptedBy(PROTOCOL_VERSION) });
  assert.equal(await fares(server, portalId, PROTOCOL_VERSION + 1), `unsupported_protocol false ${accepted}`);

  const later = await TestServer.start({ protocolVersion: PROTOCOL_VERSION + 2 });
  started.push(later);
  await assert.rejects(
    later.connect({ host: 'console.localhost', origin: later.consoleOrigin, protocol: PROTOCOL_VERSION }),
    (error: { data?: Failure }) => error.data?.code === 'unsupported_protocol',
  );
});

test('what is no version is refused; over REST a client that names none is taken as one of the server’s own', async () => {
  const { server, one } = await serverOf(PROTOCOL_VERSION);
  const { portalId } = one.portal;
  for (const odd of ['newest', '', -1, 1.5])
    assert.match(await fares(server, portalId, odd), /^unsupported_protocol false [^·]*$/, String(odd));
  await assert.rejects(
    server.connect({ host: 'embed.localhost', portal: portalId, auth: { portal: portalId } }),
    (error: { data?: Failure }) => error.data?.code === 'unsupported_protocol',
  );
  const path = `/api/portals/${portalId}/view`;
  assert.equal((await server.http({ host: 'embed.localhost', path })).status, 200);
});
