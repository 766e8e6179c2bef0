import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as fc from 'fast-check';
import type { Envelope } from '#protocol/errors';
import { inputSchema, valuesOf } from '../support/arbitrary.ts';
import { createCallers, offers, ROWS, type Callers } from '../support/hostile/callers.ts';
import { NAUGHTY, UNSTORABLE } from '../support/hostile/naughty-strings.ts';
import { SEED } from '../support/hostile/seeded.ts';
import { textFields, type TextField } from '../support/hostile/text-fields.ts';
import { newCommandId } from '../support/ids.ts';
import { chat, scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

/** The longest window of any limit. */
const PAUSE = 600_000;

let server: TestServer;
let callers: Callers;
let threadId: string;
before(async () => {
  server = await TestServer.start();
  Object.assign(server.app.deps.passwords, {
    hash: async (password: string) => password,
    verify: async (password: string, stored: string | null) => password === stored,
  });
  const one = await scene(server, 'Strings');
  await one.admin.must('availability:set', { available: true });
  const { request } = await chat(server, { ...one, tom: one.admin });
  threadId = request.threadId;
  callers = await createCallers(server, one);
});
after(() => server.close());

/** What some commands need to succeed, so that what was kept can be read in the answer. */
const NEEDED: Record<string, () => object> = {
  'thread:send': () => ({ threadId }),
  'technician:invite': () => ({ email: `${newCommandId()}@msp.example`, access: { kind: 'all' } }),
};
/** Whose answers show what was kept. */
const SHOWN = ['company:create name', 'profile:update name', 'technician:invite name', 'thread:send text'];

const put = (value: unknown, [key, ...rest]: string[], text: string): unknown => {
  if (key === undefined) return text;
  const inner = Array.isArray(value) ? value[Number(key)] : (value as Record<string, unknown>)?.[key];
  const next = put(inner, rest, text);
  return key === '0' ? [next] : { ...(value as object), [key]: next };
};

/** An input whose other fields are in order. */
const inputWith = ({ command, path }: TextField, text: string): unknown => {
  const row = ROWS[command]!;
  const fits = (value: unknown) => row.input.safeParse(value).success;
  const values = valuesOf(inputSchema(row), [newCommandId()]).filter(fits);
  const [base] = fc.sample(values, { numRuns: 1, seed: SEED });
  return put({ ...(base as object), ...NEEDED[command]?.(), commandId: newCommandId() }, path, text);
};

/** Every value under this key, however deep. */
const under = (key: string, value: unknown): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [
        ...(name === key ? [inner] : []),
        ...under(key, inner),
      ]);

const fieldOf = ({ command, path }: TextField): string => `${command} ${path.join('.')}`;

const send = async (field: TextField, text: string, turn: number): Promise<Envelope<unknown>> => {
  const row = ROWS[field.command]!;
  server.clock.advance(PAUSE / 10);
  const transport = offers(row, 'socket') && (turn % 2 === 0 || !offers(row, 'rest')) ? 'socket' : 'rest';
  return callers.call(transport, field.command, inputWith(field, text));
};

const fields = textFields(ROWS);

test('[S4] every text field is found in the schemas', (t) => {
  const names = fields.map(fieldOf);
  t.diagnostic(`${names.length} fields: ${names.join(', ')}`);
  for (const known of [...SHOWN, 'request:open email', 'portal:update origins.0', 'request:list search'])
    assert.ok(names.includes(known), known);
});

test('[S4] [S5] every odd text in every field is kept exactly as it is, or refused on its field', async (t) => {
  const kept = new Map<string, number>();
  let calls = 0;
  for (const field of fields)
    for (const [what, text] of Object.entries(NAUGHTY)) {
      calls += 1;
      const answer = await send(field, text, calls);
      const where = `${fieldOf(field)}: ${what}`;
      if (!answer.ok) {
        assert.notEqual(answer.error.code, 'internal', where);
        continue;
      }
      const shown = under(field.path.at(-1)!, answer.data).filter((value) => typeof value === 'string');
      if (!SHOWN.includes(fieldOf(field))) continue;
      assert.ok(shown.includes(text), `${where} came back as ${JSON.stringify(shown)}`);
      kept.set(fieldOf(field), (kept.get(fieldOf(field)) ?? 0) + 1);
    }
  t.diagnostic(`${calls} calls: ${fields.length} fields, ${Object.keys(NAUGHTY).length} texts`);
  for (const name of SHOWN) assert.equal(kept.get(name), Object.keys(NAUGHTY).length, name);
});

test('[S4] what no database keeps is refused on its field, in every field that is stored or searched', async () => {
  let turn = 0;
  for (const field of fields)
    for (const [what, text] of Object.entries(UNSTORABLE)) {
      turn += 1;
      const answer = await send(field, text, turn);
      const code = answer.ok ? 'ok' : answer.error.code;
      assert.notEqual(code, 'internal', `${fieldOf(field)}: ${what}`);
      if (!SHOWN.includes(fieldOf(field))) continue;
      const issues = answer.ok ? [] : (answer.error.issues ?? []);
      assert.deepEqual(
        issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`),
        [`${field.path.join('.')}: invalid`],
        `${fieldOf(field)}: ${what}`,
      );
    }
});

test('[S4] what no database keeps is no address of a portal either', async () => {
  for (const odd of ['a%00', '%00', 'a%ED%A0%80']) {
    const page = await server.http({ host: 'embed.localhost', path: `/p/${odd}` });
    assert.equal(page.status, 404, odd);
    const polling = `/socket.io/?EIO=4&transport=polling&portal=${odd}`;
    const handshake = await server.http({ host: 'embed.localhost', path: polling });
    assert.match(handshake.text, /origin_refused/, odd);
  }
});
