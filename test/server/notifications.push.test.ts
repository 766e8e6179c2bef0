import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { createMessages } from '../../server/platform/messages/index.ts';
import { PushReader } from '../support/push-service.ts';
import { WebhookReceiver } from '../support/receivers.ts';
import { ask, scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

interface Push {
  title: string;
  body: string;
  tag: string;
  url?: string;
  methodId?: string;
  code?: string;
}

/** A push service's look at who sends: the signed part, and whether the signature is that of the key it was told. */
const vapid = (authorization: string | undefined) => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization ?? '') ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return {
    key,
    isSigned,
    claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string },
  };
};

test('[G15] a browser is told by push, encrypted for it alone; one that ended its subscription is forgotten', async (context) => {
  const service = await WebhookReceiver.start(context);
  service.answer = (_request, response) => response.writeHead(201).end();
  const messages = createMessages({ mail: null, texts: null, ownNetworks: ['127.0.0.1'] });
  const server = await TestServer.start({ messages });
  context.after(() => server.close());
  const { tom, portal } = await scene(server, 'Pushed');
  const browser = new PushReader();
  const address = {
    kind: 'push',
    browser: 'Firefox · Linux',
    endpoint: `${service.url}/push/abc`,
    keys: browser.keys,
  } as const;
  const { method } = await tom.must('contact-method:add', { address });
  assert.equal(method.address, 'Firefox · Linux');
  await server.app.worker.settled();
  const first = service.received[0]!;
  const code = browser.read(first.bytes) as Push;
  assert.equal(code.methodId, method.id);
  const view = await tom.must('contact-method:verify', { methodId: method.id, code: code.code! });

  const sender = vapid(first.headers.authorization);
  assert.deepEqual([sender.isSigned, sender.key], [true, view.pushKey]);
  assert.equal(sender.claims.aud, service.url);
  assert.equal(first.headers['content-encoding'], 'aes128gcm');

  const { request } = await ask(server, portal);
  await server.app.worker.settled();
  const told = browser.read(service.received[1]!.bytes) as Push;
  assert.equal(told.title, `Request ${request.number}: Carla, Company pushed`);
  assert.deepEqual([told.tag, told.url], [request.id, `${server.consoleOrigin}/requests/${request.id}`]);

  service.answer = (_request, response) => response.writeHead(410).end();
  server.clock.advance(3_600_000);
  await ask(server, portal);
  await server.app.worker.settled();
  await tom.socket.hears('contact-method:changed', ({ methods }) => methods.length === 0);
});
