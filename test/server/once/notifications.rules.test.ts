import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concerns } from '../../../server/features/notifications/notifications.rules.ts';

const waiting = { status: 'new', origin: 'live', technician_id: null } as const;
const left = { ...waiting, origin: 'offline' } as const;
const toms = { status: 'active', origin: 'live', technician_id: 'tom' } as const;

test('[G11] a live request concerns everybody while it waits', () => {
  assert.equal(concerns('waits', waiting, 'una'), true);
  assert.equal(concerns('waits', toms, 'tom'), false);
});

test('[G20] a request left while all were Unavailable notifies nobody', () => {
  assert.equal(concerns('waits', left, 'una'), false);
});

test('[G24] an assigned one concerns whose it is, and only while it is theirs', () => {
  assert.equal(concerns('assigned', toms, 'tom'), true);
  assert.equal(concerns('assigned', toms, 'una'), false);
  assert.equal(concerns('assigned', waiting, 'tom'), false);
  assert.equal(concerns('assigned', { ...toms, status: 'completed' }, 'tom'), false);
});

test('[G24] one that is due concerns whose it is, everybody while it is nobody’s, and nobody once it is over', () => {
  assert.equal(concerns('due', left, 'una'), true);
  assert.equal(concerns('due', toms, 'tom'), true);
  assert.equal(concerns('due', toms, 'una'), false);
  assert.equal(concerns('due', { ...toms, status: 'completed' }, 'tom'), false);
});
