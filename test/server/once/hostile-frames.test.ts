import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ERRORS } from '#protocol/errors';
import { attack, type Attacker } from '../../support/hostile/barrage.ts';
import { SEED, seeded } from '../../support/hostile/seeded.ts';
import { newTally } from '../../support/hostile/wire.ts';
import { EMAIL, LiveServer } from '../../support/live-server.ts';
import { memoryOf, PROBED, type Memory } from '../../support/memory.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { freePort } from '../../support/free-port.ts';
import { PASSWORD } from '../../support/test-server.ts';

const FRAMES = 100_000;
/** Of each connection: enough to mix, few enough that hundreds of connections begin and end. */
const FRAMES_EACH = 100;
/** At once, by either transport. */
const ATTACKERS = 4;
/** After each of these rounds all of them pause, and the memory is looked at. */
const ROUNDS = 20;
const MB = 2 ** 20;
/**
 * What may be kept of the second half of the frames, in bytes; before, the process warms up. Measured: 0.6 MB, what the
 * engine notes of code that runs often. One that kept 40 bytes of every frame or 4 KB of every connection goes beyond.
 */
const KEPT = 2 * MB;
/**
 * What native memory may grow by from the first round to the last, in bytes. Measured: 1 MB either way, how the
 * allocator happens to place things. One that lost 5 KB of every connection goes beyond.
 */
const NATIVE = 5 * MB;
/** Files more than before, of hundreds of connections; a few are still about to be closed. */
const FILES = 30;

/** A server process that hears no rate limit of its own, with a portal and somebody of each kind to attack as. */
const start = async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-frames-'));
  const live = await LiveServer.start(context, {
    SECRET_KEY,
    DATA_DIR: folder,
    PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: PROBED,
    EVENTS_PER_SECOND: '10000',
    EVENTS_PER_SECOND_PER_ADDRESS: '1000000',
    CONNECTIONS_PER_SECOND: '1000000',
    MAX_SOCKETS_PER_ADDRESS: '1000000',
  });
  context.after(() => rm(folder, { recursive: true, force: true }));
  const admin = await live.console();
  const portal = await live.portal(admin);
  const { portalId } = portal;
  const good = await live.visit(portal);
  const { token } = await good.must('visitor:create', { portalId });
  const cookie = await live.post('session:create', { email: EMAIL, password: PASSWORD });
  const consoleHost = `console.localhost:${live.port}`;
  const guest = { headers: { Host: `acme.localhost:${live.port}` }, query: `&portal=${portalId}` };
  const origin = `http://${consoleHost}`;
  const nobody = { ...guest, auth: { protocol: 1, portal: portalId } };
  const visitor = { ...guest, auth: { protocol: 1, portal: portalId, token } };
  const ada = {
    headers: { Host: consoleHost, Origin: origin, Cookie: cookie! },
    query: '',
    auth: { protocol: 1 },
  };
  const refused = { ...guest, auth: { protocol: 1, portal: [portalId], token: {} } };
  const attackers: Attacker[] = [visitor, ada, nobody, ada, visitor, ada, nobody, visitor, ada, refused];
  return { live, good, portalId, attackers };
};

const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

test('[S4] 100,000 hostile frames over both transports: the same process, no fault, no growth, and everybody else is served', async (t) => {
  const { live, good, portalId, attackers } = await start(t);
  const pid = live.process.child.pid!;
  const tally = newTally();
  const next = seeded(SEED);
  const memory: Memory[] = [];
  const files = openFiles(pid);
  const began = performance.now();
  let turn = 0;
  const work = async (transport: 'websocket' | 'polling', until: number): Promise<void> => {
    while (tally.frames < until) {
      turn += 1;
      const attacker = attackers[turn % attackers.length]!;
      const own = seeded(next.below(2 ** 32));
      await attack(live.port, transport, attacker, own, FRAMES_EACH, tally);
    }
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const until = (round * FRAMES) / ROUNDS;
    const all = Array.from({ length: ATTACKERS }, () => [work('websocket', until), work('polling', until)]);
    // Somebody with nothing but good intentions, all the while.
    await Promise.all([...all.flat(), good.must('portal:view', { portalId })]);
    memory.push(await memoryOf(live.process));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  t.diagnostic(
    `seed ${SEED}: ${tally.frames} frames, ${tally.connections} connections, ${tally.closed} closed, ${seconds} s`,
  );
  t.diagnostic(`answers: ${JSON.stringify(Object.fromEntries(tally.answers))}`);
  const left = openFiles(pid) - files;
  for (const what of ['kept', 'native'] as const)
    t.diagnostic(`${what} in MB: ${memory.map((each) => (each[what] / MB).toFixed(1)).join(' ')}`);

  for (const code of tally.answers.keys()) assert.ok(code === 'ok' || code in ERRORS, code);
  assert.equal(tally.answers.get('internal'), undefined);
  for (const code of ['ok', 'malformed', 'validation', 'unknown_command', 'unauthenticated', 'forbidden'])
    assert.ok((tally.answers.get(code) ?? 0) > 100, `${code} was hardly met`);
  assert.ok(tally.closed > tally.connections / 2, 'frames that break the protocol close their connection');
  await good.must('request:current', {});
  await (await live.console()).must('session:get', {});
  assert.equal(live.process.child.exitCode, null);
  assert.deepEqual([live.process.child.pid, live.process.stderr], [pid, '']);
  assert.doesNotMatch(live.process.stdout, /"level":(50|60)/, 'the log tells of no fault');
  assert.ok(left < FILES, `${left} files more are open than before`);
  const grown = (what: keyof Memory, from: number): number => memory.at(-1)![what] - memory[from]![what];
  const kept = grown('kept', ROUNDS / 2 - 1);
  assert.ok(kept < KEPT, `${kept} bytes of the second half are kept`);
  const native = grown('native', 0);
  assert.ok(native < NATIVE, `${native} bytes more outside of the heap`);
});
