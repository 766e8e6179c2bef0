import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announces } from '../../../server/features/notifications/notifications.rules.ts';

test('[G11] a live request announces itself', () => assert.equal(announces({ origin: 'live' }), true));

test('[G20] a request left while all were Unavailable notifies nobody', () => {
  assert.equal(announces({ origin: 'offline' }), false);
});
