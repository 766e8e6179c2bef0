import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { z } from 'zod';
import type { CommandSpec, EventSpec } from '#protocol/define';
import { ERRORS } from '#protocol/errors';
import { COMMANDS, EVENTS } from '#protocol/index';
import { acceptedBy, PROTOCOL_VERSION } from '#protocol/version';
import { lost, unfit } from '../../contract/compare.ts';
import { readFixtures, recordToday } from '../../contract/fixtures.ts';
import type { Wire } from '../../contract/recording.ts';

type Commands = Record<string, CommandSpec>;
type Events = Record<string, EventSpec>;
const RECORDED = acceptedBy(PROTOCOL_VERSION).map((version) => ({ version, wire: readFixtures(version) }));

let today: Wire;
before(async () => (today = await recordToday()));

/** What of a recorded wire a server with these tables would break, as sentences. */
const broken = (wire: Wire, commands: Commands, events: Events): string[] => [
  ...Object.entries(wire.commands).flatMap(([name, exchanges]) => {
    const row = commands[name];
    if (!row) return [`${name} is gone`];
    return exchanges.flatMap(({ input, answer }) => [
      ...(row.input.safeParse(input).success ? [] : [`${name} refuses what it accepted`]),
      ...(answer.ok ? unfit(row.output, answer.data).map((why) => `${name} answers otherwise: ${why}`) : []),
    ]);
  }),
  ...Object.entries(wire.events).flatMap(([name, payload]) =>
    events[name]
      ? unfit(events[name].payload, payload).map((why) => `${name} says otherwise: ${why}`)
      : [`${name} is gone`],
  ),
];

test('what clients of every accepted version were recorded to say and hear fits the tables of today', () => {
  for (const { version, wire } of RECORDED) {
    assert.ok(Object.keys(wire.commands).length > 30, `version ${version} has no fixtures`);
    assert.deepEqual(broken(wire, COMMANDS, EVENTS), [], `version ${version}`);
  }
});

test('the server of today answers and pushes at least every recorded field, with the same type', () => {
  for (const { version, wire } of RECORDED) {
    for (const [name, exchanges] of Object.entries(wire.commands))
      exchanges.forEach((recorded, index) =>
        assert.deepEqual(lost(recorded, today.commands[name]?.[index]), [], `version ${version}: ${name}`),
      );
    for (const part of ['events', 'refusals'] as const)
      for (const [name, recorded] of Object.entries(wire[part]))
        assert.deepEqual(lost(recorded, today[part][name]), [], `version ${version}: ${name}`);
    for (const [code, { answer }] of Object.entries(wire.refusals))
      assert.equal(!answer.ok && answer.error.retry, ERRORS[code as keyof typeof ERRORS].retry, code);
  }
});

test('every command and event of this version is recorded; `npm run fixtures` adds what is new', () => {
  const { wire } = RECORDED[0]!;
  const missing = [
    ...Object.keys(COMMANDS).filter((name) => !(name in wire.commands)),
    ...Object.keys(EVENTS).filter((name) => !(name in wire.events)),
  ];
  assert.deepEqual(missing, [], 'say it in test/contract/wire-story.ts');
});

const row = (name: keyof typeof COMMANDS): CommandSpec => COMMANDS[name];
/** Tables that break clients of today, each in one way. */
const BREAKS: [string, Commands, Events, RegExp][] = [
  [
    'a command that is gone',
    Object.fromEntries(Object.entries(COMMANDS).filter(([name]) => name !== 'thread:mark')),
    EVENTS,
    /^thread:mark is gone$/,
  ],
  [
    'a field that must be given now',
    {
      ...COMMANDS,
      'request:open': {
        ...row('request:open'),
        input: row('request:open').input.extend({ phone: z.string() }),
      },
    },
    EVENTS,
    /^request:open refuses/,
  ],
  [
    'a field that became something else',
    {
      ...COMMANDS,
      'company:create': { ...row('company:create'), output: z.object({ createdAt: z.string() }) },
    },
    EVENTS,
    /^company:create answers otherwise: createdAt/,
  ],
  [
    'a word that is called otherwise',
    COMMANDS,
    {
      ...EVENTS,
      'portal:changed': {
        ...EVENTS['portal:changed'],
        payload: z.object({ kind: z.enum(['open', 'shut']) }),
      },
    },
    /^portal:changed says otherwise: kind/,
  ],
];

for (const [what, commands, events, sentence] of BREAKS)
  test(`the fixtures see ${what}`, () => {
    const found = broken(RECORDED[0]!.wire, commands, events);
    assert.ok(found.length > 0);
    for (const finding of found) assert.match(finding, sentence);
  });

test('the fixtures see a field that is no longer sent, and forgive one that is new', () => {
  const { 'company:create': recorded } = RECORDED[0]!.wire.commands;
  const [{ answer }] = recorded as [(typeof recorded & object)[0]];
  assert.ok(answer.ok);
  const { createdAt: _, ...rest } = answer.data as Record<string, unknown>;
  assert.deepEqual(lost(answer.data, rest), ['createdAt: number → undefined']);
  assert.deepEqual(lost(answer.data, { ...(answer.data as object), more: 1 }), []);
  const output = (COMMANDS['company:create'].output as z.ZodObject).extend({ more: z.string() });
  assert.deepEqual(unfit(output, answer.data), []);
});
