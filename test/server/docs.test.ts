import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROTOCOL_FILE, protocolReference } from '../../docs/generate.ts';

test('docs/protocol.md is what the protocol table says; `npm run docs` makes it', () => {
  assert.equal(readFileSync(PROTOCOL_FILE, 'utf8'), protocolReference());
});
