import type { CommandName } from '#protocol/index';
import { newCommandId } from '../ids.ts';
import type { IdKind } from './world.ts';

/** What a call is made of. `version` is the record's own where the call must fail, and a wrong one where it may not. */
export interface Given {
  id: string;
  version: number;
  /** A technician of the actor's own account, with its version. */
  scratch: { id: string; version: number };
}

export interface Case {
  /** The id the case turns through own, foreign, missing and malformed ones; every id of the input has its case. */
  id?: { path: string; kind: IdKind };
  input: (given: Given) => Record<string, unknown>;
  /** Where it may succeed it takes its record away: each call gets one of its own. */
  isGone?: boolean;
  /** The path of an id that is not turned, with the reason beside it. */
  also?: string;
}

const NOBODY = 'A'.repeat(43);
const PASSWORD = 'not the right password';
const RIGHT = 'a quiet river at dawn';
const registration = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
};
const freshEmail = () => `${newCommandId()}@msp.example`;

const of = (
  path: string,
  kind: IdKind,
  rest: (given: Given) => Record<string, unknown> = () => ({}),
): Case => ({
  id: { path, kind },
  input: (given) => ({ [path]: given.id, ...rest(given) }),
});
const plain = (input: Record<string, unknown> = {}): Case => ({ input: () => input });
const chosen = (id: string) => ({ kind: 'chosen', companyIds: [id] });
const invite = { name: 'Somebody', role: 'technician' };
const setting = { key: 'portal.emailRequired', value: true };

/** Every command; a new one without a case is a type error here and fails the test. */
export const CASES: Record<CommandName, Case[]> = {
  'account:set-up': [
    plain({ token: NOBODY, account: 'Mine', name: 'Me', email: 'me@x.example', password: PASSWORD }),
  ],
  'session:create': [
    // One try: failures add up, and whose account it is counts only with the right password.
    {
      ...plain({ email: 'nobody@x.example', password: PASSWORD, accountId: newCommandId() }),
      also: 'accountId',
    },
  ],
  'session:confirm': [plain({ token: NOBODY, proof: { kind: 'totp', code: '123456' } })],
  'session:challenge': [plain()],
  'session:get': [plain()],
  'session:list': [plain()],
  'session:end-other': [of('sessionId', 'session')],
  'security:get': [plain()],
  'totp:enrol': [plain({ current: RIGHT })],
  'totp:confirm': [plain({ code: '123456' })],
  'totp:remove': [plain({ current: RIGHT })],
  'passkey:offer': [plain({ current: RIGHT })],
  'passkey:add': [plain({ token: NOBODY, name: 'Key', response: registration })],
  'passkey:remove': [of('passkeyId', 'passkey', () => ({ current: RIGHT }))],
  'recovery-codes:renew': [plain({ current: RIGHT })],
  'profile:update': [plain({ language: 'es' })],
  'profile:change-password': [plain({ current: PASSWORD, password: PASSWORD })],
  'availability:get': [plain()],
  'availability:set': [plain({ sound: true })],
  'availability:confirm': [plain()],
  'contact-method:list': [plain()],
  'contact-method:add': [
    { input: () => ({ address: { kind: 'webhook', url: `https://x.example/${newCommandId()}` } }) },
  ],
  'contact-method:send-code': [of('methodId', 'method')],
  'contact-method:verify': [of('methodId', 'method', () => ({ code: '123456' }))],
  'contact-method:choose': [of('methodId', 'method', () => ({ chosen: false }))],
  'contact-method:remove': [of('methodId', 'method')],
  'notification:failed': [plain()],
  'notification:resend': [{ ...of('notificationId', 'notification'), isGone: true }],
  'notification:discard': [{ ...of('notificationId', 'notification'), isGone: true }],
  'company:list': [plain()],
  'company:create': [plain({ name: 'New company' })],
  'company:update': [of('companyId', 'company', ({ version }) => ({ version, name: 'Renamed' }))],
  'plan:get': [plain()],
  'flag:ask': [plain({ flag: 'assistant' })],
  'portal:list': [plain()],
  'portal:create': [
    of('companyId', 'company', () => ({ subdomain: `s-${newCommandId().slice(0, 8)}`, status: 'active' })),
  ],
  'portal:update': [of('portalId', 'portal', ({ version }) => ({ version, origins: ['https://x.example'] }))],
  'portal:code': [of('portalId', 'portal')],
  'portal:view': [of('portalId', 'portal')],
  'portal:launcher': [of('portalId', 'portal', () => ({ languages: 'en' }))],
  'portal:frame': [of('portalId', 'portal')],
  'setting:list': [plain(), of('companyId', 'company')],
  'setting:set': [
    {
      id: { path: 'level.companyId', kind: 'company' },
      input: ({ id }) => ({ ...setting, level: { kind: 'company', companyId: id }, version: 0 }),
    },
    plain({ key: 'portal.unavailableText', level: { kind: 'account' }, value: null, version: 0 }),
  ],
  'technician:list': [plain()],
  'technician:invite': [
    {
      id: { path: 'access.companyIds', kind: 'company' },
      input: ({ id }) => ({ ...invite, email: freshEmail(), access: chosen(id) }),
    },
  ],
  'technician:end-sessions': [of('technicianId', 'technician')],
  'technician:reset-second-factor': [of('technicianId', 'technician')],
  'technician:renew-link': [of('technicianId', 'technician')],
  'technician:update': [
    of('technicianId', 'technician', ({ version }) => ({ version, name: 'Renamed' })),
    {
      id: { path: 'access.companyIds', kind: 'company' },
      input: ({ id, scratch }) => ({
        technicianId: scratch.id,
        version: scratch.version,
        access: chosen(id),
      }),
    },
  ],
  'invitation:get': [plain({ token: NOBODY })],
  'invitation:accept': [plain({ token: NOBODY, password: PASSWORD })],
  'request:open': [plain({ name: 'Me', email: 'me@x.example', text: 'Again' })],
  'request:current': [plain()],
  'request:queue': [plain()],
  'request:list': [plain({ view: 'all' }), plain({ view: 'new' }), plain({ view: 'all', search: 'beta' })],
  'request:get': [of('requestId', 'request')],
  'request:take': [of('requestId', 'request')],
  'request:close': [of('requestId', 'request')],
  'request:unassign': [of('requestId', 'request')],
  'request:set-due': [of('requestId', 'request', () => ({ dueAt: null }))],
  'request:mark-spam': [of('requestId', 'request', () => ({ spam: true, block: [] }))],
  'report:missed': [plain({ from: 0, to: 1 }), of('companyId', 'company', () => ({ from: 0, to: 1 }))],
  'block:list': [plain()],
  'block:remove': [{ ...of('blockId', 'block'), isGone: true }],
  'request:colleagues': [of('requestId', 'request')],
  'request:transfer': [
    of('requestId', 'request', ({ scratch }) => ({ technicianId: scratch.id })),
    of('technicianId', 'technician', () => ({ requestId: newCommandId() })),
  ],
  'request:leave': [of('requestId', 'request')],
  'request:withdraw': [of('requestId', 'request')],
  'request:finish': [of('requestId', 'request')],
  'thread:entries': [of('threadId', 'thread', () => ({ after: 0 }))],
  'thread:send': [of('threadId', 'thread', () => ({ text: 'Hello' }))],
  'thread:mark': [of('threadId', 'thread', () => ({ delivered: 1, read: 1 }))],
  'thread:type': [of('threadId', 'thread', () => ({ typing: true }))],
  'identity-key:list': [of('portalId', 'portal')],
  'identity-key:create': [of('portalId', 'portal', () => ({ name: 'Website', algorithm: 'HS256' }))],
  'identity-key:delete': [{ ...of('keyId', 'key'), isGone: true }],
  'contact:identify': [of('portalId', 'portal', () => ({ token: 'a.b.c' }))],
  'visitor:hand-over': [plain()],
  'visitor:take-over': [of('portalId', 'portal', () => ({ code: NOBODY }))],
  // Last, because they change who the caller is.
  'visitor:create': [of('portalId', 'portal')],
  'visitor:end': [plain()],
  'session:end': [plain()],
};
