import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announces } from '../../../server/features/notifications/notifications.rules.ts';

const waiting = { status: 'new', origin: 'live', technician_id: null } as const;
const tom = { status: 'active', origin: 'live', technician_id: 'tom' } as const;

test('[G11] a live request announces itself while it waits', () => {
  assert.equal(announces(waiting), true);
  assert.equal(announces(tom), false);
});

test('[G20] a request left while all were Unavailable notifies nobody', () => {
  assert.equal(announces({ ...waiting, origin: 'offline' }), false);
});

test('[G24] an assigned one announces itself to whose it is, and only while it is theirs', () => {
  assert.equal(announces(tom, 'tom'), true);
  assert.equal(announces(tom, 'una'), false);
  assert.equal(announces(waiting, 'tom'), false);
  assert.equal(announces({ ...tom, status: 'completed' }, 'tom'), false);
});
