import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { CommandSpec } from '#protocol/define';
import { ERRORS, ISSUE_CODES, type Envelope } from '#protocol/errors';
import { faulty } from '../../support/arbitrary-faults.ts';
import { inputSchema, valuesOf } from '../../support/arbitrary.ts';
import {
  createCallers,
  offers,
  ROWS,
  TRANSPORTS,
  type Callers,
  type Transport,
} from '../../support/hostile/callers.ts';
import { SEED } from '../../support/hostile/seeded.ts';
import { newCommandId } from '../../support/ids.ts';
import { ask, scene } from '../../support/scene.ts';
import { TestServer } from '../../support/test-server.ts';

/** Of each command, transport and kind of input. */
const RUNS = 10;
/** The longest window of any limit. */
const PAUSE = 600_000;

let server: TestServer;
let callers: Callers;
let ids: string[];
before(async () => {
  server = await TestServer.start();
  // What is asked here is the input; hashing it has tests of its own.
  Object.assign(server.app.deps.passwords, {
    hash: async (password: string) => password,
    verify: async (password: string, stored: string | null) => password === stored,
  });
  const one = await scene(server, 'Properties');
  const { request } = await ask(server, one.portal);
  const spare = await server.portal(one.admin, 'properties-spare');
  const invited = await one.admin.must('technician:invite', {
    name: 'Spare',
    email: 'spare@msp.example',
    role: 'technician',
    access: { kind: 'all' },
  });
  ids = [request.id, request.threadId, spare.companyId, spare.portalId, invited.technician.id];
  callers = await createCallers(server, one);
});
after(async () => {
  await server.close();
  assert.equal(({} as { polluted?: boolean }).polluted, undefined, 'no prototype was touched');
});

/** What a row says of one call; every answer is one of these. */
const COMMON = ['rate_limited', 'conflict', 'unauthenticated', 'forbidden', 'validation'];

/** One clean envelope, whatever was asked. */
const checkEnvelope = (answer: Envelope<unknown>): void => {
  if (answer.ok) return assert.deepEqual(Object.keys(answer).sort(), ['data', 'ok']);
  const { code, retry, issues = [], requestId } = answer.error;
  assert.ok(Object.hasOwn(ERRORS, code), `unknown code ${code}`);
  assert.notEqual(code, 'internal');
  assert.equal(retry, ERRORS[code].retry);
  assert.match(String(requestId), /^[0-9a-f-]{36}$/);
  for (const issue of issues) {
    assert.ok(ISSUE_CODES.includes(issue.code), `unknown reason ${issue.code}`);
    assert.ok(issue.path.every((part) => typeof part === 'string' || typeof part === 'number'));
  }
  assert.equal(code === 'validation', issues.length > 0, 'validation, and nothing else, names fields');
};

/** What JSON makes of a value: what the server sees. */
const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

const check =
  (
    transport: Transport,
    inputs: (row: CommandSpec) => Arbitrary<unknown>,
    expect: (row: CommandSpec, name: string, input: unknown, answer: Envelope<unknown>) => void,
  ) =>
  async () => {
    for (const [name, row] of Object.entries(ROWS)) {
      if (!offers(row, transport)) continue;
      const property = fc.asyncProperty(inputs(row), async (input) => {
        server.clock.advance(PAUSE / RUNS);
        const answer = await callers.call(transport, name, input);
        checkEnvelope(answer);
        expect(row, name, input, answer);
      });
      server.clock.advance(PAUSE);
      await fc.assert(property, { numRuns: RUNS, seed: SEED }).catch((error: Error) => {
        throw new Error(`${name} (${transport}): ${error.message}`, { cause: error });
      });
    }
  };

/** Values the whole schema takes; every try has a command id of its own, as a client's would. */
const fitting = (row: CommandSpec): Arbitrary<unknown> =>
  valuesOf(inputSchema(row), ids)
    .map((value) => ({ ...(value as object), ...(row.changes === 'once' && { commandId: newCommandId() }) }))
    .filter((value) => row.input.safeParse(onTheWire(value)).success);

for (const transport of TRANSPORTS) {
  test(
    `[S4] any input a command’s schema takes gets an answer of its row, over ${transport} (seed ${SEED})`,
    check(transport, fitting, (row, name, _input, answer) => {
      const code = answer.ok ? 'ok' : answer.error.code;
      assert.ok(['ok', ...(row.errors ?? []), ...COMMON].includes(code), `${name} answers ${code}`);
    }),
  );

  test(
    `[S4] one fault anywhere in an input is refused cleanly, over ${transport} (seed ${SEED})`,
    check(
      transport,
      (row) => faulty(fitting(row)),
      (row, name, input, answer) => {
        const isTaken = row.input.safeParse(onTheWire(input) ?? {}).success;
        const isGet = transport === 'rest' && row.http?.method === 'GET';
        if (isTaken || isGet) return;
        const code = answer.ok ? 'ok' : answer.error.code;
        const refusals = ['validation', 'malformed', 'rate_limited', 'unauthenticated', 'forbidden'];
        assert.ok(refusals.includes(code), `${name} answers ${code}`);
      },
    ),
  );
}
