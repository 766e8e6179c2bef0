import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { createMessages } from '../../server/platform/messages/index.ts';
import { codeIn } from '../support/contact-methods.ts';
import { newCommandId } from '../support/ids.ts';
import { bodyOf, MailServer, WebhookReceiver } from '../support/receivers.ts';
import { refused } from '../support/refusals.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOM = 'tom@msp.example';
const FROM = 'Support <support@msp.example>';
const email = { kind: 'email', email: TOM } as const;

const start = async (
  context: TestContext,
  messages: Parameters<typeof createMessages>[0],
): Promise<TestServer> => {
  const server = await TestServer.start({ messages: createMessages(messages) });
  context.after(() => server.close());
  return server;
};
/** A server that sends mail by a real mail server, and Tom with a verified mailbox. */
const withMail = async (
  context: TestContext,
  mail: MailServer,
): Promise<{ server: TestServer; here: Scene }> => {
  const server = await start(context, { mail: { url: mail.url, from: FROM }, texts: null, ownNetworks: [] });
  const here = await scene(server, 'Mailed');
  const { method } = await here.tom.must('contact-method:add', { address: email });
  await server.app.worker.settled();
  const code = codeIn(bodyOf(mail.mails.at(-1)!));
  await here.tom.must('contact-method:verify', { methodId: method.id, code });
  return { server, here };
};
const pass = async (server: TestServer, milliseconds: number): Promise<void> => {
  server.clock.advance(milliseconds);
  await server.app.worker.settled();
};
const failedOf = async ({ admin }: Scene) => (await admin.must('notification:failed', {})).failed;

test('[G11] by a real mail server: who it is from, to whom, and that it is no answer to anybody', async (context) => {
  const mail = await MailServer.start(context);
  const { server, here } = await withMail(context, mail);
  const { request } = await ask(server, here.portal, { name: 'Åse "x" <y@z.example>\u202e' });
  await server.app.worker.settled();
  const { from, to, source } = mail.mails.at(-1)!;
  assert.deepEqual([from, to], ['support@msp.example', [TOM]]);
  assert.match(source, /^From: Support <support@msp\.example>\r$/m);
  assert.match(
    source,
    new RegExp(`^Message-ID:\\s+<${request.id}\\.\\d+\\.[0-9a-f-]{36}@msp\\.example>`, 'm'),
  );
  assert.match(source, /^Auto-Submitted: auto-generated\r$/m);
});

test('[G11] a mail server that is down for a while: the mail is sent once it is back, once', async (context) => {
  const mail = await MailServer.start(context);
  const { server, here } = await withMail(context, mail);
  await mail.stop();
  await ask(server, here.portal);
  await server.app.worker.settled();
  for (let n = 0; n < 3; n += 1) await pass(server, MINUTE);
  const before = mail.mails.length;
  await mail.listen();
  await pass(server, 10 * MINUTE);
  assert.equal(mail.mails.length, before + 1);
  await pass(server, HOUR);
  assert.equal(mail.mails.length, before + 1);
});

test('[G12] what is late is not sent where it would only disturb: taken meanwhile, or switched off', async (context) => {
  const mail = await MailServer.start(context);
  const { server, here } = await withMail(context, mail);
  const before = mail.mails.length;
  await mail.stop();
  const { request } = await ask(server, here.portal);
  await server.app.worker.settled();
  await here.tom.must('request:take', { requestId: request.id });
  await mail.listen();
  await pass(server, 10 * MINUTE);
  await mail.stop();
  server.clock.advance(HOUR);
  await ask(server, here.portal);
  await server.app.worker.settled();
  await here.tom.must('availability:set', { available: false });
  await mail.listen();
  await pass(server, 10 * MINUTE);
  assert.equal(mail.mails.length, before);
  assert.deepEqual(await failedOf(here), []);
});

test('[G15] a mailbox that refuses: given up at once, seen by the admin as it happens, and sent again on their word', async (context) => {
  let refuses = false;
  const mail = await MailServer.start(context, {
    onRcptTo: (_address, _session, done) =>
      refuses ? done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 })) : done(),
  });
  const { server, here } = await withMail(context, mail);
  await here.admin.must('availability:get', {});
  refuses = true;
  const before = mail.connections;
  const { request } = await ask(server, here.portal);
  await server.app.worker.settled();
  await here.admin.socket.hears('notification:failed-changed');
  const [one, ...more] = await failedOf(here);
  assert.deepEqual(more, []);
  const { technician, kind, address, tries, error } = one!;
  assert.deepEqual([technician, kind, address, tries], ['Tom', 'email', TOM, 1]);
  assert.match(error, /No such mailbox here/);
  assert.deepEqual(one!.request, { id: request.id, number: request.number, status: 'new' });
  await pass(server, HOUR);
  assert.equal(mail.connections, before + 1);

  const call = (name: 'notification:resend' | 'notification:discard') =>
    here.admin.socket.call(name, { commandId: newCommandId(), notificationId: one!.id });
  // Nobody but an admin of the account.
  refused(await here.tom.socket.call('notification:resend', { commandId: newCommandId(), notificationId: one!.id }), 'forbidden'); // prettier-ignore
  await call('notification:resend');
  await server.app.worker.settled();
  assert.equal((await failedOf(here)).length, 1);
  refuses = false;
  const sent = mail.mails.length;
  await call('notification:resend');
  await server.app.worker.settled();
  assert.deepEqual(await failedOf(here), []);
  assert.equal(mail.mails.length, sent + 1);
  refused(await call('notification:discard'), 'not_found');
});

test('[G15] a mail server that never answers holds nobody up, and is tried again', async (context) => {
  let isSlow = false;
  const held: (() => void)[] = [];
  const mail = await MailServer.start(context, {
    onMailFrom: (_address, _session, done) => void (isSlow ? held.push(done) : done()),
  });
  const { server, here } = await withMail(context, mail);
  isSlow = true;
  const { customer, request } = await ask(server, here.portal);
  while (held.length === 0) await here.tom.must('availability:get', {});
  // Everything goes on meanwhile.
  await here.tom.must('request:take', { requestId: request.id });
  await customer.hears('request:own-changed', ({ request: own }) => own.kind === 'chatting');
  await here.tom.must('request:unassign', { requestId: request.id });
  isSlow = false;
  const before = mail.mails.length;
  for (const done of held) done();
  await server.app.worker.settled();
  assert.equal(mail.mails.length, before + 1);
});

test('[S12] a webhook is signed with its time and an id that stays the same over all tries', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  const server = await start(context, { mail: null, texts: null, ownNetworks: ['127.0.0.1'] });
  const here = await scene(server, 'Hooked');
  const url = `${receiver.url}/hook?key=own`;
  const { method, secret } = await here.tom.must('contact-method:add', { address: { kind: 'webhook', url } });
  await server.app.worker.settled();
  const { data, type } = JSON.parse(receiver.received[0]!.body) as { type: string; data: { code: string } };
  assert.equal(type, 'contact-method.verify');
  await here.tom.must('contact-method:verify', { methodId: method.id, code: data.code });

  const states = [503, 429, 204];
  receiver.answer = (_request, response) => response.writeHead(states.shift() ?? 500).end();
  const { request } = await ask(server, here.portal);
  await server.app.worker.settled();
  for (let n = 0; n < 2; n += 1) await pass(server, 5 * MINUTE);
  const tries = receiver.received.slice(1);
  assert.equal(tries.length, 3);
  for (const { path, headers, body } of tries) {
    assert.equal(path, '/hook?key=own');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret!.slice('whsec_'.length), 'base64');
    const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    assert.equal(headers['webhook-signature'], expected);
    const told = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    assert.deepEqual([told.type, told.data.requestId], ['request.opened', request.id]);
  }
  assert.equal(new Set(tries.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.equal(new Set(tries.map(({ headers }) => headers['webhook-timestamp'])).size, 3);

  receiver.answer = (_request, response) =>
    response.writeHead(302, { Location: `${receiver.url}/elsewhere` }).end();
  server.clock.advance(HOUR);
  await ask(server, here.portal);
  await server.app.worker.settled();
  assert.equal(
    receiver.received.some(({ path }) => path === '/elsewhere'),
    false,
  );
  const [failed] = await failedOf(here);
  // A webhook's address may carry a key: admins see its host alone.
  assert.deepEqual([failed?.address, failed?.error], [new URL(url).host, 'The receiver answered 302.']);
});

test('[G15] text messages through Twilio’s API', async (context) => {
  const receiver = await WebhookReceiver.start(context);
  receiver.answer = (_request, response) => response.writeHead(201).end('{}');
  const twilio = {
    kind: 'twilio',
    url: receiver.url,
    sid: 'AC1',
    token: 'sesame',
    from: '+15005550006',
  } as const;
  const server = await start(context, { mail: null, texts: twilio, ownNetworks: [] });
  const here = await scene(server, 'Texted');
  const phone = '+4930123456';
  const { method } = await here.tom.must('contact-method:add', { address: { kind: 'text', phone } });
  await server.app.worker.settled();
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
  assert.equal(path, '/2010-04-01/Accounts/AC1/Messages.json');
  assert.equal(headers.authorization, `Basic ${Buffer.from('AC1:sesame').toString('base64')}`);
  const form = new URLSearchParams(body);
  assert.deepEqual([form.get('To'), form.get('From')], [phone, twilio.from]);
  await here.tom.must('contact-method:verify', { methodId: method.id, code: codeIn(form.get('Body') ?? '') });
});

test('[G15] what the operator has not set up is not offered', async (context) => {
  const server = await start(context, { mail: null, texts: null, ownNetworks: [] });
  const { tom } = await scene(server, 'Bare');
  const view = await tom.must('contact-method:list', {});
  assert.deepEqual('kinds' in view && view.kinds, ['push', 'webhook']);
  const refusedMail = await tom.socket.call('contact-method:add', {
    commandId: newCommandId(),
    address: email,
  });
  refused(refusedMail, 'validation');
});

test('[G15] the dead letter of a contact method that was removed goes with it', async (context) => {
  const mail = await MailServer.start(context);
  const { server, here } = await withMail(context, mail);
  await mail.stop();
  await ask(server, here.portal);
  await server.app.worker.settled();
  for (let n = 0; n < 12; n += 1) await pass(server, HOUR);
  const [failed] = await failedOf(here);
  assert.equal(failed?.tries, 10);
  const view = await here.tom.must('contact-method:list', {});
  assert.ok('methods' in view);
  await here.tom.must('contact-method:remove', { methodId: view.methods[0]!.id });
  assert.deepEqual(await failedOf(here), []);
  await mail.listen();
  await addVerifiedAgain(server, here, mail);
});

/** The address can be added again, and works. */
const addVerifiedAgain = async (server: TestServer, here: Scene, mail: MailServer): Promise<void> => {
  const { method } = await here.tom.must('contact-method:add', { address: email });
  await server.app.worker.settled();
  const code = codeIn(bodyOf(mail.mails.at(-1)!));
  const { methods } = await here.tom.must('contact-method:verify', { methodId: method.id, code });
  assert.equal(methods[0]?.verified, true);
};
