import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formView,
  originAllowed,
  requestView,
  type PortalStatus,
  type RequestOrigin,
  type RequestStatus,
} from '../../../server/features/portals/portals.rules.ts';

const FORM: [PortalStatus, boolean, ReturnType<typeof formView>][] = [
  ['active', true, 'live-form'],
  ['active', false, 'offline-form'],
  ['inactive', true, 'closed'],
  ['inactive', false, 'closed'],
];
for (const [status, live, expected] of FORM)
  test(`[G19] ${status}, ${live ? 'one or more Available' : 'all Unavailable'}: ${expected}`, () => {
    assert.equal(formView({ status, live }), expected);
  });

test('[G8] an Inactive portal looks the same whoever is Available', () => {
  assert.equal(formView({ status: 'inactive', live: true }), formView({ status: 'inactive', live: false }));
});

type OwnView = ReturnType<typeof requestView>;
/** Status and origin of the own request; what is seen while the portal is Active, and while it is Inactive. */
const OWN: [RequestStatus, RequestOrigin, OwnView, OwnView][] = [
  ['new', 'live', 'waiting', 'closed'],
  ['new', 'offline', 'kept', 'closed'],
  ['active', 'live', 'chatting', 'chatting'],
  ['active', 'offline', 'chatting', 'chatting'],
  ['completed', 'live', 'completed', 'completed'],
  ['completed', 'offline', 'completed', 'completed'],
  ['abandoned', 'live', 'abandoned', 'abandoned'],
  ['abandoned', 'offline', 'abandoned', 'abandoned'],
];
for (const [status, origin, active, inactive] of OWN)
  test(`[G19] [G23] an own request that is ${status} and ${origin}: ${active}, in an Inactive portal ${inactive}`, () => {
    for (const live of [true, false]) {
      assert.equal(requestView({ status: 'active', live }, { status, origin }), active);
      assert.equal(requestView({ status: 'inactive', live }, { status, origin }), inactive);
    }
  });

const LISTED = ['https://www.acme.example', 'http://intranet.acme.example:8080'];
const OWN_ORIGINS = ['https://acme.support.example', 'https://acme-before.support.example'];
const ORIGINS: [string | undefined, boolean, string][] = [
  ['https://www.acme.example', true, 'a listed website'],
  ['http://intranet.acme.example:8080', true, 'a listed website with a port'],
  [OWN_ORIGINS[0], true, 'the portal’s own page'],
  [OWN_ORIGINS[1], true, 'the portal’s own page under an earlier name'],
  [undefined, true, 'a client that is no browser'],
  ['http://www.acme.example', false, 'a listed name by another scheme'],
  ['https://www.acme.example:8443', false, 'a listed name at another port'],
  ['https://acme.example', false, 'the parent of a listed name'],
  ['https://x.www.acme.example', false, 'a child of a listed name'],
  ['https://www.acme.example.evil.example', false, 'a name that begins like a listed one'],
  ['https://WWW.acme.example', false, 'a listed name in other letters, which no browser sends'],
  ['null', false, 'a page without an origin'],
  ['', false, 'an empty origin'],
];
for (const [origin, expected, who] of ORIGINS)
  test(`[W5] [S2] ${who} ${expected ? 'may' : 'may not'} use the portal`, () => {
    assert.equal(originAllowed(origin, LISTED, OWN_ORIGINS), expected);
  });

test('[W5] a portal without an address of its own and without a list is used by no website', () => {
  assert.equal(originAllowed('https://www.acme.example', [], []), false);
});
