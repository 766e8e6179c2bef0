import assert from 'node:assert/strict';
import { test } from 'node:test';
import { technicianGrants } from '../../../server/features/actor.ts';
import type { Technician } from '../../../server/features/feature.ts';
import type { RequestStatus } from '../../../server/features/portals/index.ts';
import {
  canSee,
  excerptOf,
  isDraining,
  needsEmail,
  takeRefusal,
  visitorRefusal,
  workRefusal,
  type RequestFacts,
} from '../../../server/features/requests/requests.rules.ts';

const STATUSES: RequestStatus[] = ['new', 'active', 'completed', 'abandoned'];

const someone = (access: 'all' | string[], available: boolean): Technician => ({
  kind: 'technician',
  id: 'me',
  account: 'account',
  sessionId: 'session',
  name: 'Me',
  available,
  reminded: false,
  grants: technicianGrants('technician', access),
});
const facts = (status: RequestStatus, technician_id: string | null = null): RequestFacts => ({
  company_id: 'acme',
  status,
  origin: 'live',
  technician_id,
});

const ACCESS: ['all' | string[], boolean][] = [
  ['all', true],
  [['acme'], true],
  [['other', 'acme'], true],
  [['other'], false],
  [[], false],
];
for (const [access, within] of ACCESS)
  for (const status of STATUSES)
    test(`[G12] [G26] access to ${JSON.stringify(access)}: a ${status} request of acme`, () => {
      assert.equal(canSee(someone(access, true), facts(status)), within);
      assert.equal(canSee(someone(access, false), facts(status)), within && status !== 'new');
    });

test('[G26] without the permission nothing is seen', () => {
  const nobody: Technician = { ...someone('all', true), grants: new Map() };
  for (const status of STATUSES) assert.equal(canSee(nobody, facts(status)), false);
});

const TAKING: [RequestStatus, string | null, string | null, string | null][] = [
  // Status, whose it is, refusal while the portal is Active, and while it is Inactive.
  ['new', null, null, 'portal_inactive'],
  ['active', 'me', null, null],
  ['active', 'other', 'already_taken', 'already_taken'],
  ['completed', 'me', 'closed', 'closed'],
  ['completed', 'other', 'closed', 'closed'],
  ['abandoned', null, 'closed', 'closed'],
];
for (const [status, whose, active, inactive] of TAKING)
  test(`[G7] [G21] taking a ${status} request of ${whose ?? 'nobody'}: ${active ?? 'allowed'} / ${inactive ?? 'allowed'}`, () => {
    assert.equal(takeRefusal({ id: 'me' }, facts(status, whose), 'active'), active);
    assert.equal(takeRefusal({ id: 'me' }, facts(status, whose), 'inactive'), inactive);
  });

const WORKING: [RequestStatus, string | null, string | null][] = [
  ['new', null, 'not_assigned'],
  ['active', 'me', null],
  ['active', 'other', 'not_assigned'],
  ['completed', 'me', 'closed'],
  ['completed', 'other', 'closed'],
  ['abandoned', null, 'closed'],
];
for (const [status, whose, refusal] of WORKING)
  test(`[G21] working on a ${status} request of ${whose ?? 'nobody'}: ${refusal ?? 'allowed'}`, () => {
    assert.equal(workRefusal({ id: 'me' }, facts(status, whose)), refusal);
  });

const WRITING: [RequestStatus, string | null, string | null][] = [
  ['new', null, 'portal_inactive'],
  ['active', null, null],
  ['completed', 'closed', 'closed'],
  ['abandoned', 'closed', 'closed'],
];
for (const [status, active, inactive] of WRITING)
  test(`[R7] the customer writes into a ${status} request: ${active ?? 'allowed'}, Inactive ${inactive ?? 'allowed'}`, () => {
    assert.equal(visitorRefusal(facts(status), 'active'), active);
    assert.equal(visitorRefusal(facts(status), 'inactive'), inactive);
  });

test('[G23] only a chat in progress in an Inactive portal drains', () => {
  for (const status of STATUSES) {
    assert.equal(isDraining({ status }, 'active'), false);
    assert.equal(isDraining({ status }, 'inactive'), status === 'active');
  }
});

test('[G19] [G20] the address is needed where no answer comes at once, or where the portal asks', () => {
  assert.equal(needsEmail({ live: true, emailRequired: false }), false);
  assert.equal(needsEmail({ live: true, emailRequired: true }), true);
  assert.equal(needsEmail({ live: false, emailRequired: false }), true);
  assert.equal(needsEmail({ live: false, emailRequired: true }), true);
});

const EXCERPTS: [string, string, string][] = [
  ['short text is kept', 'My printer is on fire', 'My printer is on fire'],
  ['line breaks and runs of space become one space', '  one\n\n two\t three ', 'one two three'],
  ['140 characters fit', 'x'.repeat(140), 'x'.repeat(140)],
  ['141 are cut to 140 with an ellipsis', 'x'.repeat(141), `${'x'.repeat(139)}…`],
  ['the text is cut after spaces are folded', `${'x '.repeat(80)}`, `${'x '.repeat(69)}x…`],
];
for (const [name, text, expected] of EXCERPTS)
  test(`[G21] excerpt: ${name}`, () => assert.equal(excerptOf(text), expected));

test('[G21] excerpt: a character of two units is not cut in half', () => {
  const excerpt = excerptOf(`${'x'.repeat(138)}😀😀😀`);
  assert.equal(excerpt, `${'x'.repeat(138)}…`);
});
