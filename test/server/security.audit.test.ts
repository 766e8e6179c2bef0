import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { CommandSpec } from '#protocol/define';
import { COMMANDS, type CommandName } from '#protocol/index';
import { createLink } from '../../server/platform/links.ts';
import { lastCode, putFailed } from '../support/contact-methods.ts';
import { identified, websiteKey } from '../support/identity.ts';
import { newCommandId } from '../support/ids.ts';
import { refused } from '../support/refusals.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { addPasskey, codeAt, enrol, firstStep, SoftPasskey } from '../support/second-factor.ts';
import { PASSWORD, TestServer, type ConsoleUser } from '../support/test-server.ts';

const MAILBOX = { kind: 'email', email: 'own@audited.example' } as const;
const ROWS = COMMANDS as Record<string, CommandSpec>;
let server: TestServer;
let one: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Audited');
});
after(() => server.close());

const rows = () => server.app.deps.database.read.selectFrom('audit').selectAll().orderBy('id').execute();
const during = async <T>(run: () => Promise<T>) => {
  const before = (await rows()).length;
  const result = await run();
  return { result, written: (await rows()).slice(before) };
};
const rest = (name: string, body: object, cookie?: string) =>
  server.http({
    host: 'console.localhost',
    path: `/api/commands/${name}`,
    headers: { Origin: server.consoleOrigin, ...(cookie !== undefined && { Cookie: cookie }) },
    body,
  });

/** How each audited command is made to succeed; a new one without an entry fails the first test. */
const recipes = (): Partial<
  Record<CommandName, () => Promise<{ as: ConsoleUser | null; input: object }>>
> => {
  const { admin, tom, portal } = one;
  const asked = async () => ({ requestId: (await ask(server, portal)).request.id });
  const taken = async () => {
    const request = await asked();
    await tom.must('request:take', request);
    return request;
  };
  const spam = async () => ({ ...(await taken()), spam: true, block: ['customer' as const] });
  const invited = async () =>
    admin.must('technician:invite', {
      name: 'Ida',
      email: `${newCommandId()}@msp.example`,
      role: 'technician',
      access: { kind: 'all' },
    });
  const about = ({ id }: { id: string }) => ({ as: admin, input: { technicianId: id } });
  const fresh = () => server.technician(admin, 'Secure');
  const secured = async () => {
    const user = await fresh();
    await enrol(server, user);
    return user;
  };
  const company = () => admin.must('company:create', { name: 'Client' });
  const own = async (as: ConsoleUser, input: object) => {
    const { method } = await as.must('contact-method:add', { address: MAILBOX });
    return { as, input: { ...input, methodId: method.id } };
  };
  const failed = async () => {
    const [id, methodId] = [newCommandId(), newCommandId()];
    const { request } = await ask(server, portal);
    await putFailed(server, { id, account: one.account, requestId: request.id, methodId });
    return id;
  };
  return {
    'account:set-up': async () => {
      const { deps } = server.app;
      const { token } = await deps.database.write((tx) =>
        createLink(tx, deps.secrets, server.clock.now(), {
          purpose: 'set-up',
          account: null,
          technicianId: null,
        }),
      );
      const who = { account: 'New', name: 'N', email: 'n@n.example', password: PASSWORD };
      return { as: null, input: { ...who, token } };
    },
    'session:create': async () => ({ as: null, input: { email: tom.email, password: PASSWORD } }),
    'session:confirm': async () => {
      const user = await fresh();
      const { secret } = await enrol(server, user);
      const { token } = await firstStep(server, user.email);
      const code = codeAt(secret, server.clock.now());
      return { as: null, input: { token, proof: { kind: 'totp', code } } };
    },
    'session:end-other': async () => ({ as: await fresh(), input: {} }),
    'totp:enrol': async () => ({ as: await fresh(), input: { current: PASSWORD } }),
    'totp:confirm': async () => {
      const user = await fresh();
      const { secret } = await user.must('totp:enrol', { current: PASSWORD });
      return { as: user, input: { code: codeAt(secret, server.clock.now()) } };
    },
    'totp:remove': async () => ({ as: await secured(), input: { current: PASSWORD } }),
    'passkey:offer': async () => ({ as: await fresh(), input: { current: PASSWORD } }),
    'passkey:add': async () => {
      const user = await fresh();
      const offer = await user.must('passkey:offer', { current: PASSWORD });
      const response = new SoftPasskey().create(offer, server.consoleOrigin);
      return { as: user, input: { token: offer.token, name: 'Key', response } };
    },
    'passkey:remove': async () => {
      const user = await fresh();
      const { added } = await addPasskey(server, user);
      return { as: user, input: { passkeyId: added.security.passkeys[0]!.id, current: PASSWORD } };
    },
    'recovery-codes:renew': async () => ({ as: await secured(), input: { current: PASSWORD } }),
    'technician:end-sessions': async () => about(await fresh()),
    'technician:reset-second-factor': async () => about(await secured()),
    'session:end': async () => ({ as: await fresh(), input: {} }),
    'profile:update': async () => ({ as: tom, input: { language: 'es' } }),
    'profile:change-password': async () => {
      const user = await server.technician(admin, 'Pia');
      return { as: user, input: { current: PASSWORD, password: 'a fresh pass phrase' } };
    },
    'availability:set': async () => ({ as: tom, input: { sound: false } }),
    'availability:confirm': async () => ({ as: tom, input: {} }),
    'contact-method:add': async () => ({ as: await fresh(), input: { address: MAILBOX } }),
    'contact-method:send-code': async () => own(await fresh(), {}),
    'contact-method:verify': async () => {
      const user = await fresh();
      const { as, input } = await own(user, {});
      return { as, input: { ...input, code: await lastCode(server, MAILBOX.email) } };
    },
    'contact-method:choose': async () => own(await fresh(), { chosen: false }),
    'contact-method:remove': async () => own(await fresh(), {}),
    'notification:resend': async () => ({ as: admin, input: { notificationId: await failed() } }),
    'notification:discard': async () => ({ as: admin, input: { notificationId: await failed() } }),
    'company:create': async () => ({ as: admin, input: { name: 'Acme' } }),
    'company:update': async () => {
      const { id, version } = await company();
      return { as: admin, input: { companyId: id, version, name: 'Renamed' } };
    },
    'portal:create': async () => ({
      as: admin,
      input: { companyId: (await company()).id, subdomain: 'audited-two', status: 'active' },
    }),
    'portal:update': async () => {
      const made = await server.portal(admin, 'audited-three');
      const { portals } = await admin.must('portal:list', {});
      const { version } = portals.find(({ id }) => id === made.portalId)!;
      return {
        as: admin,
        input: { portalId: made.portalId, version, status: 'inactive', message: 'closing words' },
      };
    },
    'setting:set': async () => ({
      as: admin,
      input: { key: 'portal.emailRequired', level: { kind: 'account' }, value: true, version: 0 },
    }),
    'flag:ask': async () => ({ as: admin, input: { flag: 'assistant' } }),
    'technician:invite': async () => ({
      as: admin,
      input: { name: 'Uwe', email: 'uwe@msp.example', role: 'technician', access: { kind: 'all' } },
    }),
    'technician:renew-link': async () => about((await invited()).technician),
    'technician:update': async () => {
      const { technician } = await invited();
      return { as: admin, input: { technicianId: technician.id, version: 1, name: 'Renamed' } };
    },
    'invitation:accept': async () => {
      const { invitation } = await invited();
      return { as: null, input: { token: invitation.url.split('#')[1], password: PASSWORD } };
    },
    'identity-key:create': async () => ({
      as: admin,
      input: { portalId: portal.portalId, name: 'Website', algorithm: 'HS256' },
    }),
    'identity-key:delete': async () => ({
      as: admin,
      input: { keyId: (await websiteKey(admin, portal)).id },
    }),
    'request:take': async () => ({ as: tom, input: await asked() }),
    'request:mark-spam': async () => ({ as: tom, input: await spam() }),
    'block:remove': async () => {
      await tom.must('request:mark-spam', await spam());
      const { blocks } = await tom.must('block:list', {});
      return { as: tom, input: { blockId: blocks[0]!.id } };
    },
    'request:transfer': async () => {
      await admin.must('availability:set', { available: true });
      return { as: tom, input: { ...(await taken()), technicianId: admin.id } };
    },
    'request:unassign': async () => ({ as: tom, input: await taken() }),
    'request:close': async () => ({ as: tom, input: await taken() }),
    'request:set-due': async () => ({ as: tom, input: { ...(await taken()), dueAt: null } }),
  };
};

/** Of a customer, in their portal; the others are of the console. */
const ELSEWHERE = 'contact:identify';
const audited = Object.keys(ROWS).filter((name) => ROWS[name]!.audited && name !== ELSEWHERE);

test('[S15] every change by an admin, and every sign-in, is audited', () => {
  assert.deepEqual(Object.keys(recipes()).sort(), audited.toSorted());
  for (const [name, { permission, changes, audited: isAudited }] of Object.entries(ROWS))
    if (changes && /\.manage$|^request\.work$|^(profile|session)\.own$/.test(permission))
      assert.equal(isAudited, true, `${name} is not audited`);
});

for (const name of audited)
  test(`[S15] ${name} writes exactly one row, once, without secrets`, async () => {
    server.clock.advance(60_000);
    const { as, input } = await recipes()[name as CommandName]!();
    const commandId = newCommandId();
    const body = { commandId, ...input };
    const { result, written } = await during(() => rest(name, body, as?.cookie));
    assert.equal(result.status, 200, result.text);
    assert.deepEqual(
      written.map((row) => [row.command, row.actor_kind]),
      [[name, as ? 'technician' : 'anonymous']],
    );
    const [row] = written;
    // Who signs in or accepts is known only at the end of it, and still belongs to an account's log.
    const who = await server.app.deps.database.read
      .selectFrom('technicians')
      .select(['id', 'account', 'email'])
      .where('id', '=', row!.actor_id)
      .executeTakeFirst();
    assert.equal(row!.account, who?.account);
    const { data } = result.json;
    const email = as?.email ?? data.email ?? data.session?.technician.email ?? one.tom.email;
    assert.equal(who?.email, email);
    assert.deepEqual([row!.address, row!.at], ['127.0.0.1', server.clock.now()]);
    const kept = JSON.parse(row!.input) as Record<string, unknown>;
    for (const [key, value] of Object.entries(input)) {
      const isSecret = ['password', 'current', 'token', 'message', 'code', 'response'].includes(key);
      const said = key === 'proof' ? { kind: 'totp', code: '[redacted]' } : value;
      assert.deepEqual(kept[key], isSecret ? '[redacted]' : said, key);
    }
    if (ROWS[name]!.changes === 'once') {
      const again = await during(() => rest(name, body, as?.cookie));
      assert.deepEqual(again.result.json, result.json);
      assert.equal(again.written.length, 0, 'a repeat is no second deed');
    }
  });

test('[S15] a contact’s identification is in the log of their account, without the token', async () => {
  const key = await websiteKey(one.admin, one.portal);
  const { result, written } = await during(() => identified(server, one.portal, key));
  assert.equal(written.length, 1);
  const [row] = written;
  assert.deepEqual([row!.command, row!.account, row!.actor_id], [ELSEWHERE, one.account, result.contact.id]);
  assert.deepEqual(JSON.parse(row!.input), { portalId: one.portal.portalId, token: '[redacted]' });
});

test('[S15] what was refused or failed leaves no row, but for a failed sign-in', async () => {
  const { admin, tom } = one;
  const { written } = await during(async () => {
    refused(await tom.socket.call('company:create', { name: 'No' }), 'forbidden');
    refused(await admin.socket.call('company:create', { name: '' }), 'validation');
    refused(await tom.socket.call('request:take', { requestId: newCommandId() }), 'not_found');
    const version = 99;
    const stale = { companyId: one.portal.companyId, version, name: 'No' };
    refused(await admin.socket.call('company:update', stale), 'stale');
  });
  assert.deepEqual(written, []);
});

test('[S15] a failed sign-in is in the log of whom it was for; what is nobody’s is kept as a keyed hash', async () => {
  const { tom, account } = one;
  const fail = (email: string) => rest('session:create', { email, password: 'a wrong one' });
  const { written } = await during(async () => {
    for (const email of [tom.email, 'hunter2 in the wrong field', 'hunter2 in the wrong field'])
      refused((await fail(email)).json, 'wrong_credentials');
  });
  const seen = written.map((row) => [row.command, row.account, row.actor_id, row.address]);
  assert.deepEqual(seen, [
    ['session:create', account, tom.id, '127.0.0.1'],
    ['session:create', null, null, '127.0.0.1'],
    ['session:create', null, null, '127.0.0.1'],
  ]);
  const inputs = written.map(({ input }) => JSON.parse(input) as Record<string, string>);
  assert.deepEqual(inputs[0], { email: tom.email, failed: 'wrong_credentials' });
  assert.match(inputs[1]!['emailHash']!, /^[\w-]{43}$/);
  assert.equal(inputs[1]!['emailHash'], inputs[2]!['emailHash']);
  for (const { input } of written) assert.doesNotMatch(input, /hunter2|wrong one/);
});

test('[S15] the row and the deed are one transaction: where the row cannot be written, nothing is done', async () => {
  const { database } = server.app.deps;
  await database.write((tx) => sql`alter table audit rename to audit_away`.execute(tx));
  try {
    refused(await one.admin.socket.call('company:create', { name: 'Never was' }), 'internal');
  } finally {
    await database.write((tx) => sql`alter table audit_away rename to audit`.execute(tx));
  }
  const { companies } = await one.admin.must('company:list', {});
  assert.ok(!companies.some((company) => company.name === 'Never was'));
});
