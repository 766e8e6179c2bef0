import type { CommandName } from '#protocol/index';
import { createLink } from '../../server/platform/links.ts';
import { PASSWORD, type TestServer } from '../support/test-server.ts';
import { claimsFor, signToken } from '../support/identity.ts';
import { lastCode, putFailed } from '../support/contact-methods.ts';
import { newCommandId } from '../support/ids.ts';
import { dataOf, playSignInStory } from './sign-in-story.ts';
import { normalise, Recording, type Wire } from './recording.ts';

const HOST = 'console.localhost';
type Player = ReturnType<Recording['of']>;

/** A contact method from adding to removing, and a notification that could not be sent. */
const playContactMethods = async (
  server: TestServer,
  ada: Player,
  account: string,
  requestId: string,
): Promise<void> => {
  const { version } = (await ada.must('contact-method:list', {})) as { version: number };
  await ada.must('contact-method:list', { version });
  const email = 'ada@phone.example';
  const { method } = await ada.must('contact-method:add', { address: { kind: 'email', email } });
  await ada.hears('contact-method:changed');
  const methodId = method.id;
  await ada.must('contact-method:send-code', { methodId });
  await ada.must('contact-method:verify', { methodId, code: await lastCode(server, email) });
  await ada.must('contact-method:choose', { methodId, chosen: false });
  for (const command of ['notification:resend', 'notification:discard'] as const) {
    const notificationId = newCommandId();
    await putFailed(server, { id: notificationId, account, requestId, methodId });
    await ada.must('notification:failed', {});
    await ada.must(command, { notificationId });
    await ada.hears('notification:failed-changed');
  }
  await ada.must('contact-method:remove', { methodId });
};

/** A request that is spam, and is not. */
const playSpam = async (tom: Player, requestId: string): Promise<void> => {
  await tom.must('request:mark-spam', { requestId, spam: true, block: ['email', 'network'] });
  await tom.hears('block:list-changed');
  const { blocks } = await tom.must('block:list', {});
  await tom.must('block:remove', { blockId: blocks[0]!.id });
  await tom.must('request:mark-spam', { requestId, spam: false, block: [] });
};

/** As `availability.reminder` has it where nothing is set, in milliseconds. */
const REMINDED_AFTER = 4 * 3_600_000;

/** Says every command once and makes every event happen; answers what was seen on the wire. */
export const playWireStory = async (server: TestServer): Promise<Wire> => {
  const recording = new Recording();
  const { deps } = server.app;
  const rest = async (name: CommandName, input: Record<string, unknown>, cookie?: string) => {
    const answer = await server.http({
      host: HOST,
      path: `/api/commands/${name}`,
      headers: { Origin: server.consoleOrigin, ...(cookie !== undefined && { Cookie: cookie }) },
      body: input,
    });
    const data = dataOf(name, recording.rest(name, input, answer));
    return { data, cookie: String(answer.headers['set-cookie']?.[0]).split(';')[0]! };
  };
  const signIn = async (email: string) => {
    const { cookie } = await rest('session:create', { email, password: PASSWORD });
    const socket = await server.connect({ host: HOST, cookie, origin: server.consoleOrigin });
    return { ...recording.of(socket), cookie };
  };

  const { token: setUp } = await deps.database.write((tx) =>
    createLink(tx, deps.secrets, deps.clock.now(), { purpose: 'set-up', account: null, technicianId: null }),
  );
  const email = 'ada@northwind.example';
  await rest('account:set-up', {
    commandId: newCommandId(),
    token: setUp,
    account: 'Northwind',
    name: 'Ada',
    email,
    password: PASSWORD,
  });
  const ada = await signIn(email);
  const me = await ada.must('session:get', {});
  if (!('account' in me)) throw new Error('a first read is never the same');
  const session = me.version;
  await ada.must('session:get', { version: session });
  await ada.must('profile:update', { name: 'Ada Lovelace', language: 'es' });
  await ada.hears('session:changed');
  await ada.must('profile:change-password', { current: PASSWORD, password: PASSWORD });
  await ada.must('plan:get', {});
  await ada.must('flag:ask', { flag: 'assistant' });
  await ada.hears('plan:changed');

  const company = await ada.must('company:create', { name: 'Acme' });
  const renamed = { companyId: company.id, version: company.version, name: 'Acme Ltd' };
  await ada.must('company:update', renamed);
  await ada.call('company:update', renamed);
  const portal = await ada.must('portal:create', {
    companyId: company.id,
    subdomain: 'acme',
    status: 'active',
  });
  const portalId = portal.id;
  const origins = ['https://www.acme.example'];
  await ada.must('portal:update', { portalId, version: portal.version, origins });
  await ada.must('portal:list', {});
  await ada.must('portal:code', { portalId });
  await ada.must('company:list', {});
  await ada.must('setting:list', {});
  await ada.must('request:list', { view: 'all' });
  const level = { kind: 'account' } as const;
  await ada.must('setting:set', { key: 'portal.emailRequired', level, value: false, version: 0 });
  await ada.hears('setting:changed');
  await ada.must('report:missed', { from: 0, to: REMINDED_AFTER });

  const { technician, invitation } = await ada.must('technician:invite', {
    name: 'Tom',
    email: 'tom@northwind.example',
    role: 'technician',
    access: { kind: 'all' },
  });
  await ada.must('technician:update', {
    technicianId: technician.id,
    version: technician.version,
    access: { kind: 'chosen', companyIds: [company.id] },
  });
  const link = await ada.must('technician:renew-link', { technicianId: technician.id });
  const token = link.url.split('#')[1]!;
  await rest('invitation:get', { token });
  await rest('invitation:accept', { commandId: newCommandId(), token, password: PASSWORD });
  await rest('invitation:get', { token: invitation.url.split('#')[1]! }).catch(() => undefined);
  await ada.must('technician:list', {});

  const tom = await signIn('tom@northwind.example');
  const menu = await tom.must('availability:get', {});
  await tom.must('availability:get', { version: menu.version });
  const all = await tom.must('request:list', { view: 'all' });
  await tom.must('request:list', { view: 'all', version: all.version });
  await tom.must('availability:set', { available: true });
  await tom.hears('availability:changed');
  await tom.hears('request:list-changed');
  await tom.call('company:list', {});

  const { key, secret } = await ada.must('identity-key:create', {
    portalId,
    name: 'Website',
    algorithm: 'HS256',
  });
  await ada.must('identity-key:list', { portalId });
  const place = { portalId, subdomain: 'acme' };
  const known = recording.of(await server.visit(place));
  const identity = signToken({ id: key.id, secret: secret! }, claimsFor(server, place));
  await known.must('contact:identify', { portalId, token: identity });
  await known.call('contact:identify', { portalId, token: identity });
  const { code } = await known.must('visitor:hand-over', {});
  const window = await recording.of(await server.visit(place)).must('visitor:take-over', { portalId, code });
  const ended = await server.http({
    host: 'acme.localhost',
    path: '/api/commands/visitor:end',
    headers: { Authorization: `Bearer ${window.token}` },
    body: {},
  });
  recording.rest('visitor:end', {}, ended);
  await ada.must('identity-key:delete', { keyId: key.id });

  const carla = recording.of(await server.visit(place));
  await carla.must('portal:launcher', { portalId, languages: 'en' });
  await carla.must('portal:frame', { portalId });
  const view = await carla.must('portal:view', { portalId });
  await carla.must('portal:view', { portalId, version: view.version });
  await carla.call('request:current', {});
  await carla.must('visitor:create', { portalId });
  await carla.must('request:current', {});
  const question = {
    name: 'Carla',
    email: 'carla@acme.example',
    text: 'My printer is on fire',
    context: { plan: 'Pro' },
  };
  const ask = async () => (await carla.must('request:open', question)).request;

  const first = await ask();
  await carla.must('request:queue', {});
  await carla.hears('request:queue-changed');
  await tom.hears('notification:request');
  await tom.hears('request:changed', ({ request }) => request.id === first.id);
  await carla.call('request:open', question);
  await carla.must('request:withdraw', { requestId: first.id });
  const second = await ask();
  await carla.must('request:leave', { requestId: second.id, phone: '+49 30 123456' });
  await tom.must('request:take', { requestId: second.id });
  await tom.must('request:close', { requestId: second.id });
  const third = await ask();
  const { threadId } = third;
  const current = await carla.must('request:current', {});
  if ('version' in current) throw new Error('a first read is never the same');
  await carla.must('request:current', { version: current.request!.version });
  await tom.must('request:take', { requestId: third.id });
  await carla.hears('request:own-changed', ({ request }) => request.kind === 'chatting');
  await tom.must('request:get', { requestId: third.id });
  await carla.must('thread:entries', { threadId, after: 0 });
  await tom.must('thread:entries', { threadId, after: 0 });
  await tom.must('thread:type', { threadId, typing: true });
  await carla.hears('thread:typing');
  await tom.must('thread:send', { threadId, text: 'On my way' });
  await carla.hears('thread:appended', ({ entry }) => entry.kind === 'message');
  await carla.must('thread:mark', { threadId, delivered: 3, read: 3 });
  await tom.hears('thread:marked');
  await carla.call('thread:send', { threadId, text: ' ' });
  await ada.must('availability:set', { available: true });
  const { colleagues } = await tom.must('request:colleagues', { requestId: third.id });
  await tom.must('request:transfer', { requestId: third.id, technicianId: colleagues[0]!.id });
  await ada.hears('notification:transfer');
  await ada.must('request:transfer', { requestId: third.id, technicianId: technician.id });
  const assignment = { key: 'request.assignment', level } as const;
  await ada.must('setting:set', { ...assignment, value: 'round-robin', version: 0 });
  await tom.must('request:unassign', { requestId: third.id });
  await ada.hears('notification:assigned');
  await ada.must('setting:set', { ...assignment, value: 'manual', version: 1 });
  await ada.must('request:transfer', { requestId: third.id, technicianId: technician.id });
  await ada.must('availability:set', { available: false });
  await tom.must('request:set-due', { requestId: third.id, dueAt: server.clock.now() + 1 });
  server.clock.advance(1);
  await tom.hears('notification:due');
  await tom.must('request:unassign', { requestId: third.id });
  await ada.hears('request:removed');
  await tom.must('request:take', { requestId: third.id });
  await carla.must('request:finish', { requestId: third.id });
  await playSpam(tom, third.id);
  server.clock.advance(REMINDED_AFTER);
  await tom.hears('availability:reminder');
  await tom.must('availability:confirm', {});
  await ask();
  await tom.must('availability:set', { available: true });
  await tom.hears('notification:summary');
  await tom.must('availability:set', { available: false });
  await carla.hears('portal:changed', ({ kind }) => kind === 'offline-form');
  await playContactMethods(server, ada, me.account.id, third.id);
  await playSignInStory(server, recording, ada, async (name, input) => (await rest(name, input)).data);
  await rest('session:end', {}, tom.cookie);
  return normalise(recording.finish());
};
