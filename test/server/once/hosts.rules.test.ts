import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalOf } from '../../../server/features/hosts/hosts.rules.ts';

const LABELS: [string, ReturnType<typeof refusalOf>][] = [
  ['acme', null],
  ['ab', null],
  ['acme-2', null],
  ['my-console', null],
  ['apis', null],
  ['a', 'too_short'],
  ['7', 'too_short'],
  ['xn--bcher-kva', 'invalid'],
  ['xn--', 'invalid'],
];
for (const [label, expected] of LABELS)
  test(`[G5] the name ${label}: ${expected ?? 'can be had'}`, () => assert.equal(refusalOf(label), expected));

// What a person would take for the deployment itself, or what it uses now.
for (const label of [
  'www',
  'api',
  'console',
  'embed',
  'app',
  'admin',
  'support',
  'mail',
  'login',
  'localhost',
])
  test(`[G5] the name ${label} is reserved`, () => assert.equal(refusalOf(label), 'reserved'));
