import assert from 'node:assert/strict';
import type { CommandSpec } from '#protocol/define';
import type { Envelope } from '#protocol/errors';
import { COMMANDS, type CommandInput, type CommandName, type CommandOutput } from '#protocol/index';
import { newCommandId } from '../support/ids.ts';

/** Who calls over REST: a technician by a cookie on the console's host, a guest by a token on another. */
export type Caller = { side: 'console'; cookie?: string } | { side: 'guest'; token?: string };

export interface Reply {
  status: number;
  envelope: Envelope<unknown>;
  /** The session cookie an answer sets, as `name=value`. */
  cookie?: string;
}

/** Carries a command to the server, by whatever client is under test. */
export type Carry = (caller: Caller, command: CommandName, input: Record<string, unknown>) => Promise<Reply>;

type Input<N extends CommandName> = Omit<CommandInput<N>, 'commandId'> & { commandId?: string };
const ROWS = COMMANDS as Record<string, CommandSpec>;

/** The commands of the story by name; what changes something gets its command id here. */
export const callerOf = (carry: Carry) => {
  const call = (caller: Caller, command: CommandName, input: object): Promise<Reply> => {
    const isOnce = ROWS[command]!.changes === 'once';
    return carry(caller, command, { ...(isOnce && { commandId: newCommandId() }), ...input });
  };
  return {
    call,
    /** What must succeed. */
    async must<N extends CommandName>(
      caller: Caller,
      command: N,
      input: Input<N>,
    ): Promise<CommandOutput<N>> {
      const { envelope } = await call(caller, command, input);
      if (!envelope.ok) throw new Error(`${command}: ${JSON.stringify(envelope)}`);
      return envelope.data as CommandOutput<N>;
    },
    /** What must be refused, with this status and code. */
    async refused(
      caller: Caller,
      command: CommandName,
      input: object,
      status: number,
      code: string,
    ): Promise<void> {
      const reply = await call(caller, command, input);
      const got = reply.envelope.ok ? 'ok' : reply.envelope.error?.code;
      assert.deepEqual([reply.status, got], [status, code], `${command}: ${JSON.stringify(reply.envelope)}`);
    },
    async signIn(email: string, password: string): Promise<Caller> {
      const reply = await call({ side: 'console' }, 'session:create', { email, password });
      assert.ok(reply.envelope.ok && reply.cookie !== undefined, JSON.stringify(reply));
      return { side: 'console', cookie: reply.cookie };
    },
  };
};

export interface Cast {
  admin: Caller;
  tom: Caller;
  guest: Caller;
  portalId: string;
  companyId: string;
  request: { id: string; threadId: string };
}

/**
 * The main job over REST alone: an admin makes company, portal and technician, a guest asks, the technician takes the
 * request, they write to each other, it is closed.
 */
export const playMainStory = async (
  carry: Carry,
  given: { email: string; password: string; name: string },
): Promise<Cast> => {
  const { must, signIn } = callerOf(carry);
  const admin = await signIn(given.email, given.password);
  const me = await must(admin, 'session:get', {});
  assert.ok('technician' in me && me.technician.role === 'admin');
  const company = await must(admin, 'company:create', { name: 'Acme' });
  const portal = await must(admin, 'portal:create', {
    companyId: company.id,
    subdomain: given.name,
    status: 'active',
  });
  const { companies } = await must(admin, 'company:list', {});
  assert.equal(companies.find(({ id }) => id === company.id)?.portalId, portal.id);
  assert.match((await must(admin, 'portal:code', { portalId: portal.id })).inline, /<support-portal/);
  assert.equal((await must(admin, 'portal:list', {})).portals.length, 1);
  await must(admin, 'setting:list', { companyId: company.id });
  await must(admin, 'setting:set', {
    key: 'portal.emailRequired',
    level: { kind: 'company', companyId: company.id },
    value: true,
    version: 0,
  });

  const email = `tom@${given.name}.example`;
  const { invitation } = await must(admin, 'technician:invite', {
    name: 'Tom',
    email,
    role: 'technician',
    access: { kind: 'chosen', companyIds: [company.id] },
  });
  const token = invitation.url.split('#')[1]!;
  const nobody: Caller = { side: 'console' };
  assert.equal((await must(nobody, 'invitation:get', { token })).email, email);
  await must(nobody, 'invitation:accept', { token, password: given.password });
  const tom = await signIn(email, given.password);
  assert.equal((await must(admin, 'technician:list', {})).technicians.length, 2);

  const outside: Caller = { side: 'guest' };
  const launcher = await must(outside, 'portal:launcher', { portalId: portal.id, languages: 'es-MX,en' });
  assert.deepEqual(launcher.words, { name: 'Soporte', retry: 'Reintentar' });
  assert.match((await must(outside, 'portal:frame', { portalId: portal.id })).url, /\/frame$/);
  const before = await must(outside, 'portal:view', { portalId: portal.id });
  assert.ok('kind' in before && before.kind === 'offline-form');
  await must(tom, 'availability:set', { available: true });
  const now = await must(outside, 'portal:view', { portalId: portal.id, version: before.version });
  assert.ok('kind' in now && now.kind === 'live-form');
  assert.deepEqual(await must(outside, 'portal:view', { portalId: portal.id, version: now.version }), {
    same: true,
    version: now.version,
  });

  const visitor = await must(outside, 'visitor:create', { portalId: portal.id });
  const guest: Caller = { side: 'guest', token: visitor.token };
  assert.deepEqual(await must(guest, 'request:current', {}), { request: null });
  const { request } = await must(guest, 'request:open', {
    name: 'Carla',
    email: 'carla@acme.example',
    text: 'My printer is on fire',
    website: 'https://www.acme.example/help',
  });
  const list = await must(tom, 'request:list', {
    view: 'new',
    sort: 'createdAt',
    descending: true,
    limit: 10,
  });
  assert.ok('requests' in list && list.requests[0]?.id === request.id);
  await must(tom, 'request:take', { requestId: request.id });
  await must(tom, 'thread:send', { threadId: request.threadId, text: 'On my way' });
  await must(guest, 'thread:send', { threadId: request.threadId, text: 'Hurry, please' });
  await must(tom, 'thread:mark', { threadId: request.threadId, delivered: 4, read: 4 });
  const { entries, last } = await must(guest, 'thread:entries', { threadId: request.threadId, after: 0 });
  assert.deepEqual([entries.map(({ sequence }) => sequence), last], [[1, 2, 3, 4], 4]);
  assert.equal((await must(tom, 'request:get', { requestId: request.id })).request.status, 'active');
  await must(tom, 'request:close', { requestId: request.id });
  const current = await must(guest, 'request:current', {});
  assert.ok('request' in current && current.request?.kind === 'completed');
  const { code } = await must(guest, 'visitor:hand-over', {});
  const elsewhere = await must(outside, 'visitor:take-over', { portalId: portal.id, code });
  assert.deepEqual([elsewhere.visitorId, elsewhere.contact], [visitor.visitorId, null]);
  await must({ side: 'guest', token: elsewhere.token }, 'visitor:end', {});
  const { key } = await must(admin, 'identity-key:create', {
    portalId: portal.id,
    name: 'Website',
    algorithm: 'HS256',
  });
  const { keys } = await must(admin, 'identity-key:list', { portalId: portal.id });
  assert.deepEqual(keys, [key]);
  await must(admin, 'identity-key:delete', { keyId: key.id });
  return { admin, tom, guest, portalId: portal.id, companyId: company.id, request };
};
