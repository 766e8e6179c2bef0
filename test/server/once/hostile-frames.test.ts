import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ERRORS } from '#protocol/errors';
import { attack, type Attacker } from '../../support/hostile/barrage.ts';
import { SEED, seeded } from '../../support/hostile/seeded.ts';
import { newTally } from '../../support/hostile/wire.ts';
import { EMAIL, LiveServer } from '../../support/live-server.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { freePort } from '../../support/free-port.ts';
import { PASSWORD } from '../../support/test-server.ts';

const FRAMES = 100_000;
/** Of each connection: enough to mix, few enough that hundreds of connections begin and end. */
const FRAMES_EACH = 100;
/** At once, by either transport. */
const ATTACKERS = 4;
/**
 * What the resident memory may grow by in the last third of the frames, in MB; before, the process warms up: code is
 * compiled, the heap reaches its size. That is kept small, so that the collector cannot put its work off and what
 * stays is what is kept: one that kept 200 bytes of every frame would grow by 6 to 7.
 */
const GROWTH = 5;
const SMALL_HEAP = '--max-old-space-size=64 --max-semi-space-size=2';

/** A server process that hears no rate limit of its own, with a portal and somebody of each kind to attack as. */
const start = async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-frames-'));
  const live = await LiveServer.start(context, {
    SECRET_KEY,
    DATA_DIR: folder,
    PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: SMALL_HEAP,
    EVENTS_PER_SECOND: '10000',
    MAX_SOCKETS_PER_ADDRESS: '1000',
  });
  context.after(() => rm(folder, { recursive: true, force: true }));
  const admin = await live.console();
  const company = await admin.must('company:create', { name: 'Acme' });
  const made = { companyId: company.id, subdomain: 'acme', status: 'active' } as const;
  const { id: portalId } = await admin.must('portal:create', made);
  const good = await live.visit({ portalId, subdomain: 'acme' });
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

const residentMb = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
};
const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

test('[S4] 100,000 hostile frames over both transports: the same process, no fault, no growth, and everybody else is served', async (t) => {
  const { live, good, portalId, attackers } = await start(t);
  const pid = live.process.child.pid!;
  const tally = newTally();
  const next = seeded(SEED);
  const memory: number[] = [];
  const files = openFiles(pid);
  const began = performance.now();
  let turn = 0;
  const work = async (transport: 'websocket' | 'polling'): Promise<void> => {
    while (tally.frames < FRAMES) {
      turn += 1;
      const attacker = attackers[turn % attackers.length]!;
      const own = seeded(next.below(2 ** 32));
      await attack(live.port, transport, attacker, own, FRAMES_EACH, tally);
      if (tally.frames < ((memory.length + 1) * FRAMES) / 20) continue;
      // Somebody with nothing but good intentions, all the while.
      await good.must('portal:view', { portalId });
      memory.push(residentMb(pid));
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, () => [work('websocket'), work('polling')]).flat());
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  t.diagnostic(
    `seed ${SEED}: ${tally.frames} frames, ${tally.connections} connections, ${tally.closed} closed, ${seconds} s`,
  );
  t.diagnostic(`answers: ${JSON.stringify(Object.fromEntries(tally.answers))}`);
  t.diagnostic(`memory in MB: ${memory.map(Math.round).join(' ')}; files ${files} → ${openFiles(pid)}`);

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
  const early = Math.max(...memory.slice(0, (memory.length * 2) / 3));
  assert.ok(memory.at(-1)! - early < GROWTH, `from ${early} MB to ${memory.at(-1)} MB`);
});
