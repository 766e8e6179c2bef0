import { COMMANDS } from '#protocol/index';
import { newCommandId } from '../ids.ts';
import type { Seeded } from './seeded.ts';

const NAMES = Object.keys(COMMANDS);

/** Names that are no command, and that libraries on the way keep for themselves. */
const ODD_NAMES: unknown[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'error',
  'data',
  'message',
  'portal:changed',
  'session:create',
  'x'.repeat(20_000),
  '\u202e\u0000\ud800',
  0,
  1e308,
];
/** Refused by the Socket.IO parser: these close the connection. */
const RESERVED = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Values no field expects. */
export const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  'x'.repeat(5000),
  [],
  [[]],
  {},
  deep(200),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  "'; drop table accounts; --",
  'half \ud83d',
  newCommandId(),
  JSON.parse('{"toString":1,"valueOf":null,"then":"x","length":-1,"toJSON":"x"}'),
  { _placeholder: true, num: 0 },
  { _placeholder: true, num: 'x' },
  { type: 'Buffer', data: [1, 2, 3] },
];
const FIELDS = [
  'commandId',
  'requestId',
  'threadId',
  'portalId',
  'text',
  'name',
  'version',
  'after',
  'level',
];

const argument = (next: Seeded): unknown =>
  next.below(3) === 0
    ? next.pick(ODD_VALUES)
    : Object.fromEntries(FIELDS.map((field) => [field, next.pick(ODD_VALUES)]));

const event = (next: Seeded): string => {
  const name = next.below(6) === 0 ? next.pick(ODD_NAMES) : next.pick(NAMES);
  const rest = Array.from({ length: next.below(8) === 0 ? next.below(4) : 1 }, () => argument(next));
  return JSON.stringify([name, ...rest]);
};

/** Packets the server must take or leave; the connection goes on. Engine.IO's type, then Socket.IO's packet. */
const STURDY: ((next: Seeded) => string)[] = [
  // Events with an acknowledgement, which is asked for in every way a number can be written, and without one.
  ...Array.from({ length: 16 }, () => (next: Seeded) => `42${next.below(1000)}${event(next)}`),
  (next) => `42${event(next)}`,
  (next) => `42/,${next.below(9)}${event(next)}`,
  (next) => `420000${next.below(9)}${event(next)}`,
  (next) => `42${'9'.repeat(40)}${event(next)}`,
  () => '42["error",{"message":"no error"}]',
  // Acknowledgements of nothing.
  (next) => `43${next.below(1_000_000)}[]`,
  (next) => `43${next.below(9)}[{"ok":true}]`,
  () => '43[]',
  // Heartbeats nobody asked for, no-ops and upgrades to nothing.
  () => '3',
  () => '3probe',
  () => '6',
  () => '5',
  () => '0{"sid":"mine"}',
];

/** Packets that break the protocol: this connection is closed for them, and no other. */
const FATAL: ((next: Seeded) => string)[] = [
  () => '42',
  () => '42[]',
  () => '42{}',
  () => '42null',
  () => '42[{}]',
  () => '42[null]',
  () => '42["session:get",{]',
  () => `42${'['.repeat(20_000)}`,
  (next) => `42["${next.pick(RESERVED)}",{}]`,
  () => '43',
  () => '43{}',
  () => '45',
  () => '45-["x"]',
  () => '451',
  () => '4599-["x"]',
  () => '45-1-["x"]',
  () => '451e9-["x"]',
  // An attachment that never comes, then text in its place.
  () => '451-["session:get",{"_placeholder":true,"num":0}]\u001e42["session:get",{}]',
  () => '4510-[{"_placeholder":true,"num":99}]',
  () => '461-0[{"_placeholder":true,"num":0}]',
  () => 'bAAEC',
  () => 'b',
  () => '451-["session:get",{"_placeholder":true,"num":-1}]\u001ebAAEC',
  () => '451-["session:get",{"_placeholder":true,"num":0},{"_placeholder":true,"num":7}]\u001ebAAEC',
  // Namespaces there are none of.
  () => '40/nowhere,{}',
  () => '42/nowhere,["session:get",{}]',
  () => `40/${'n'.repeat(5000)},`,
  () => '40/__proto__,{}',
  () => '42/__proto__,["x"]',
  () => '40{"protocol":1}',
  () => '40[]',
  () => '44{"message":"refused"}',
  () => '41',
  () => '41/nowhere,',
  () => '4',
  () => '47',
  () => '49["x"]',
  () => '4x',
  () => '1',
  () => '2',
  () => '2probe',
  () => '7',
  () => '9',
  () => 'x',
  () => '\u0000',
  () => '{"type":"message"}',
  () => `4${'2'.repeat(3000)}`,
];

export const sturdyPacket = (next: Seeded): string => next.pick(STURDY)(next);

/** One or more packets, told apart as in a polling body. */
export const fatalPackets = (next: Seeded): string[] => next.pick(FATAL)(next).split('\u001e');
