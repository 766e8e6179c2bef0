import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { isPublic, networks } from '../../../server/platform/messages/networks.ts';
import { createPost, type Post } from '../../../server/platform/messages/post.ts';
import { WebhookReceiver } from '../../support/receivers.ts';

const never = new AbortController().signal;
const send = (post: Post, url: string, signal = never) => post({ url, headers: {}, body: '{}', signal });
const strict = createPost(networks([]));
const loopback = createPost(networks(['127.0.0.1']));

test('[S12] addresses of private networks, of the machine itself and of nobody are told from public ones', () => {
  const refused =
    '127.0.0.1 127.255.0.9 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 ' +
    '198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1 192.0.2.7 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ' +
    '::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 2001::1 fec0::1 100::1';
  for (const address of refused.split(' ')) assert.equal(isPublic(address), false, address);
  const allowed = '8.8.8.8 172.32.0.1 172.15.0.1 100.128.0.1 193.0.0.1 2606:4700::1111 2a00:1450::1';
  for (const address of allowed.split(' ')) assert.equal(isPublic(address), true, address);
});

test('[S12] a private address is refused, however it is written, and by a name that leads to it', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  const { port } = new URL(receiver.url);
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
  ])
    for (const scheme of ['http', 'https'])
      await assert.rejects(send(strict, `${scheme}://${host}:${port}/`), /not allowed/, `${scheme} ${host}`);
  assert.equal(receiver.received.length, 0);
});

test('[S12] public addresses by https alone, and nobody’s name in the address', async () => {
  await assert.rejects(send(strict, 'http://8.8.8.8/'), /Only https/);
  await assert.rejects(send(strict, 'https://user:password@8.8.8.8/'), /without a user name/);
});

test('[S12] the operator’s own network may be reached, also by http', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  assert.deepEqual(await send(loopback, `${receiver.url}/in?x=1`), { status: 204, body: '' });
  const [{ path, headers } = { path: '', headers: {} }] = receiver.received;
  assert.deepEqual([path, headers.host], ['/in?x=1', new URL(receiver.url).host]);
  // A name that leads there is resolved once, and sent along as it is.
  const { port } = new URL(receiver.url);
  await send(loopback, `http://localhost:${port}/named`);
  assert.equal(receiver.received[1]?.headers.host, `localhost:${port}`);
});

test('[S12] no redirect is followed, and no more is read than is wanted', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  receiver.answer = (_request, response) => response.writeHead(307, { Location: '/elsewhere' }).end();
  assert.equal((await send(loopback, receiver.url)).status, 307);
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    ['/'],
  );
  const ended = Promise.withResolvers<void>();
  receiver.answer = (_request: IncomingMessage, response: ServerResponse) => {
    response.on('close', () => ended.resolve());
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      if (!response.destroyed) response.once('drain', more);
    };
    response.writeHead(200);
    more();
  };
  const { body } = await send(loopback, receiver.url);
  assert.ok(body.length <= 64_000, `${body.length} characters`);
  await ended.promise;
});

test('[S12] whoever is told to stop, stops waiting', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  const stop = new AbortController();
  receiver.answer = () => stop.abort();
  await assert.rejects(send(loopback, receiver.url, stop.signal), /No answer in time/);
});
