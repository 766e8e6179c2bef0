import type { Permission } from '#protocol/permissions';
import { ROLE_PERMISSIONS } from '#protocol/permissions';
import { changeFlag } from '../../../server/features/plans/index.ts';
import { insertMethod } from '../../../server/features/contact-methods/contact-methods.store.ts';
import { insertPasskey } from '../../../server/features/sign-in/passkeys.store.ts';
import { endSessions } from '../../../server/platform/sessions.ts';
import { putBlock } from '../blocks.ts';
import { methodRow, putFailed } from '../contact-methods.ts';
import { setSetting } from '../settings.ts';
import { operate } from '../operate.ts';
import { identified, websiteKey, type WebsiteKey } from '../identity.ts';
import { newCommandId } from '../ids.ts';
import type { SocketClient } from '../socket-client.ts';
import { TestServer, type ConsoleUser } from '../test-server.ts';

const DAY = 24 * 3_600_000;
const VISITOR_PERMISSIONS: Permission[] = ['portal.visit', 'thread.take-part'];

export type IdKind =
  | 'company'
  | 'portal'
  | 'technician'
  | 'request'
  | 'thread'
  | 'session'
  | 'passkey'
  | 'key'
  | 'method'
  | 'notification'
  | 'block';

/** One set of records that belong together: a request of a visitor in a company's portal. */
export interface Place {
  name: string;
  account: string;
  /** The actor whose request it is. */
  visitor: string;
  ids: Record<IdKind, string>;
}

export interface AccessActor {
  name: string;
  account: string | null;
  kind: 'anonymous' | 'visitor' | 'technician';
  permissions: ReadonlySet<Permission>;
  /** Companies a technician has access to; `all` of the account. */
  access: 'all' | string[];
  host: string;
  origin: string;
  headers: Record<string, string>;
  /** A token that is not good (any more): refused before any command, where tokens are bearer tokens. */
  isDead: boolean;
  socket: SocketClient | null;
}

export interface World {
  server: TestServer;
  actors: AccessActor[];
  places: Place[];
  /** A technician of each account to change. */
  scratch: Record<string, string>;
  accounts: { alpha: string; beta: string; empty: string };
}

/**
 * Two accounts with two companies and more, every kind of actor, and one account with nothing in it.
 * `hashing: false` where the same world is made many times and passwords are not the question.
 */
export const createWorld = async ({ hashing = true } = {}): Promise<World> => {
  const server = await TestServer.start();
  if (!hashing)
    Object.assign(server.app.deps.passwords, {
      hash: async (password: string) => password,
      verify: async (password: string, stored: string | null) => password === stored,
    });
  const { deps } = server.app;
  const actors: AccessActor[] = [];
  const at = (label: string) => `http://${label}.localhost:${server.port}`;

  const visitor = (
    name: string,
    account: string | null,
    subdomain: string,
    guest: { socket: SocketClient | null; token?: string },
  ): void => {
    actors.push({
      name,
      account: guest.socket ? account : null,
      kind: guest.socket && guest.token !== undefined ? 'visitor' : 'anonymous',
      permissions: new Set(guest.socket && guest.token !== undefined ? VISITOR_PERMISSIONS : []),
      access: [],
      host: `${subdomain}.localhost`,
      origin: at(subdomain),
      headers: guest.token === undefined ? {} : { Authorization: `Bearer ${guest.token}` },
      isDead: !guest.socket,
      socket: guest.socket,
    });
  };
  const technician = (
    name: string,
    account: string,
    user: Pick<ConsoleUser, 'cookie'> & { socket: SocketClient | null },
    role: 'technician' | 'admin',
    access: 'all' | string[] = 'all',
  ): void => {
    actors.push({
      name,
      account: user.socket ? account : null,
      kind: user.socket ? 'technician' : 'anonymous',
      permissions: new Set(user.socket ? ROLE_PERMISSIONS[role] : []),
      access,
      host: 'console.localhost',
      origin: server.consoleOrigin,
      headers: user.cookie === '' ? {} : { Cookie: user.cookie },
      isDead: false,
      socket: user.socket,
    });
  };

  const alpha = await server.seedAccount('Alpha');
  const beta = await server.seedAccount('Beta');
  const empty = await server.seedAccount('Empty');
  const one = await server.portal(alpha.admin, 'alpha-one');
  const expiredTechnician = await server.technician(alpha.admin, 'Expired');
  const expiredGuest = await server.guest(one);
  server.clock.advance(31 * DAY);
  visitor('visitor, expired', alpha.account, one.subdomain, { socket: null, token: expiredGuest.token });
  technician('technician, expired', alpha.account, { ...expiredTechnician, socket: null }, 'technician');

  const [alphaAdmin, betaAdmin, emptyAdmin] = [
    await server.signIn(alpha.admin.email),
    await server.signIn(beta.admin.email),
    await server.signIn(empty.admin.email),
  ];
  const two = await server.portal(alphaAdmin, 'alpha-two');
  const shut = await server.portal(alphaAdmin, 'alpha-shut');
  const foreign = await server.portal(betaAdmin, 'beta-one');
  await betaAdmin.must('setting:set', {
    key: 'portal.unavailableText',
    level: { kind: 'account' },
    value: { en: 'Beta is closed' },
    version: 0,
  });

  for (const { account } of [alpha, beta])
    await operate(server.app, 'flag on', {}, (context) => changeFlag(context, account, 'ticketing', true));
  await alphaAdmin.must('flag:ask', { flag: 'software' });

  const alphaAll = await server.technician(alphaAdmin, 'AlphaAll');
  const betaAll = await server.technician(betaAdmin, 'BetaAll');
  const limited = await server.technician(alphaAdmin, 'Limited', {
    access: { kind: 'chosen', companyIds: [one.companyId] },
  });
  const revoked = await server.technician(alphaAdmin, 'Revoked');
  await revoked.post('session:end', {});
  const disabled = await server.technician(alphaAdmin, 'Disabled');
  await alphaAdmin.must('technician:update', { technicianId: disabled.id, version: 2, disabled: true });

  // Hours pass: what they bring about there would look like the doing of whoever is at it.
  await setSetting(betaAdmin, 'availability.reminder', 0);
  for (const admin of [alphaAdmin, betaAdmin]) await setSetting(admin, 'request.dueAfter', 0);

  const keys = new Map<string, WebsiteKey>();
  for (const [admin, portal] of [
    [alphaAdmin, one],
    [alphaAdmin, two],
    [alphaAdmin, shut],
    [betaAdmin, foreign],
  ] as const)
    keys.set(portal.portalId, await websiteKey(admin, portal));
  const places: Place[] = [];
  const person = async (
    name: string,
    account: string,
    portal: typeof one,
    taker: ConsoleUser | null,
    isContact = false,
  ): Promise<void> => {
    const key = keys.get(portal.portalId)!;
    const { socket, token } = isContact
      ? await identified(server, portal, key, { name: `${name} at ${portal.subdomain}`, sub: name })
      : await server.guest(portal);
    visitor(name, account, portal.subdomain, { socket, token });
    const words = `${name} at ${portal.subdomain}`;
    const { request } = await socket.must('request:open', {
      name: words,
      email: 'asker@client.example',
      text: `Question of ${words}`,
    });
    if (taker) {
      await taker.must('availability:set', { available: true });
      await taker.must('request:take', { requestId: request.id });
      await taker.must('availability:set', { available: false });
    }
    const owner = account === beta.account ? betaAll.id : alphaAll.id;
    const session = await deps.database.read
      .selectFrom('sessions')
      .select('id')
      .where('subject_id', '=', owner)
      .executeTakeFirstOrThrow();
    places.push({
      name: `of ${name}`,
      account,
      visitor: name,
      ids: {
        company: portal.companyId,
        portal: portal.portalId,
        technician: owner,
        request: request.id,
        thread: request.threadId,
        session: session.id,
        passkey: newCommandId(),
        method: newCommandId(),
        notification: newCommandId(),
        block: newCommandId(),
        key: key.id,
      },
    });
  };
  await person('contact', alpha.account, one, alphaAll, true);
  await person('contact, other account', beta.account, foreign, betaAll, true);
  await person('visitor', alpha.account, one, alphaAll);
  await person('visitor, colleague', alpha.account, one, null);
  await person('visitor, other company', alpha.account, two, alphaAll);
  await person('visitor, inactive portal', alpha.account, shut, null);
  await person('visitor, other account', beta.account, foreign, betaAll);
  const shutView = (await alphaAdmin.must('portal:list', {})).portals.find((p) => p.id === shut.portalId)!;
  await alphaAdmin.must('portal:update', {
    portalId: shut.portalId,
    version: shutView.version,
    status: 'inactive',
  });
  // Available in the other account: nothing of the first may follow it.
  await betaAll.must('availability:set', { available: true });

  const revokedGuest = await server.guest(one);
  const me = await deps.database.read.selectFrom('visitors').select('id').orderBy('id', 'desc').execute();
  await deps.database.write((tx) => endSessions(tx, server.clock.now(), { subjectId: me[0]!.id }));
  visitor('visitor, revoked', alpha.account, one.subdomain, { socket: null, token: revokedGuest.token });
  visitor('nobody', null, one.subdomain, { socket: await server.visit(one) });
  technician('nobody, on the console', alpha.account, { cookie: '', socket: null }, 'technician');
  technician('technician, revoked', alpha.account, { ...revoked, socket: null }, 'technician');
  technician('technician, disabled', alpha.account, { ...disabled, socket: null }, 'technician');
  technician('technician, limited', alpha.account, limited, 'technician', [one.companyId]);
  technician('technician', alpha.account, alphaAll, 'technician');
  technician('admin', alpha.account, alphaAdmin, 'admin');
  technician('technician, other account', beta.account, betaAll, 'technician');
  technician('admin, other account', beta.account, betaAdmin, 'admin');
  technician('admin, empty account', empty.account, emptyAdmin, 'admin');

  const scratch: Record<string, string> = {};
  for (const [account, admin] of [
    [alpha.account, alphaAdmin],
    [beta.account, betaAdmin],
    [empty.account, emptyAdmin],
  ] as const)
    scratch[account] = (
      await admin.must('technician:invite', {
        name: 'Scratch',
        email: `scratch-${account}@msp.example`,
        role: 'technician',
        access: { kind: 'all' },
      })
    ).technician.id;

  // Of somebody who is no actor here: nobody's own.
  for (const { account, ids } of places) {
    const method = { id: ids.method, account, technician_id: scratch[account]! };
    await deps.database.write((tx) => insertMethod(tx, methodRow(method)));
    await putFailed(server, { id: ids.notification, account, requestId: ids.request, methodId: ids.method });
    const from = { company_id: ids.company, request_id: ids.request, technician_id: scratch[account]! };
    await putBlock(server, { id: ids.block, account, ...from });
    await deps.database.write((tx) =>
      insertPasskey(tx, {
        id: ids.passkey,
        account,
        technician_id: scratch[account]!,
        credential_id: ids.passkey,
        public_key: '',
        counter: 0,
        transports: '[]',
        name: 'Key',
        created_at: server.clock.now(),
        last_used_at: null,
      }),
    );
  }

  const isContact = ({ name }: AccessActor): boolean => name.startsWith('contact');
  return {
    server,
    // A website's word holds for a day, and every cell lets time pass: contacts come first.
    actors: actors.toSorted((a, b) => Number(isContact(b)) - Number(isContact(a))),
    places,
    scratch,
    accounts: { alpha: alpha.account, beta: beta.account, empty: empty.account },
  };
};
