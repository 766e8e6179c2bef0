import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROTOCOL_FILE } from '../../../docs/generate.ts';
import { protocolReference } from '../../../server/transport/reference/reference.ts';

test('docs/protocol.md is what the protocol table says; `npm run docs` makes it', () => {
  assert.equal(readFileSync(PROTOCOL_FILE, 'utf8'), protocolReference());
});
