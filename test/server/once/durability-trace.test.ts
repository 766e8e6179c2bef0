import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { installOnDebian } from '../../support/debian.ts';
import { findProgram } from '../../support/find-program.ts';
import { freePort } from '../../support/free-port.ts';
import { LiveServer } from '../../support/live-server.ts';
import { SECRET_KEY } from '../../support/operating.ts';

const MESSAGES = 30;
/** At once, so that some share a commit. */
const TOGETHER = 5;

const strace = (): string | undefined => {
  const find = () => findProgram(undefined, ['strace']);
  return find() ?? (installOnDebian('strace') ? find() : undefined);
};

/** Why this machine cannot show it, if so. */
const cannot = (program: string | undefined): string | false => {
  if (process.platform !== 'linux') return 'system calls are traced on Linux alone';
  if (program === undefined) return 'strace is not installed, and cannot be';
  const tried = spawnSync(program, ['-o', '/dev/null', 'true']);
  return tried.status === 0 ? false : `tracing is not allowed here: ${String(tried.stderr).trim()}`;
};

/** A system call in the order it ended: its name, what it was given, as text. */
interface Call {
  name: string;
  rest: string;
}

/** Calls of all threads in the order they ended; one that was interrupted by another thread's line is put together. */
const callsOf = (trace: string): Call[] => {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of trace.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const started = /^(.*) <unfinished \.\.\.>$/.exec(said)?.[1];
    if (started !== undefined) {
      begun.set(thread, started);
      continue;
    }
    const ended = /^<\.\.\. \w+ resumed>(.*)$/.exec(said)?.[1];
    const whole = ended === undefined ? said : `${begun.get(thread) ?? ''}${ended}`;
    const [, name, rest] = /^(\w+)\((.*)$/.exec(whole) ?? [];
    if (name !== undefined && rest !== undefined) calls.push({ name, rest });
  }
  return calls;
};

const ANSWER = /\[\{\\"ok\\":true,\\"data\\":\{\\"entry/;
const PUSH = /\[\\"thread:appended\\"/;

const program = strace();

test(
  '[R2] seen from the system: no answer leaves before the log it is in was synced',
  { skip: cannot(program) },
  async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'support-portal-trace-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const live = await LiveServer.start(context, {
      SECRET_KEY,
      DATA_DIR: folder,
      PORT: String(await freePort()),
    });
    const { admin, customer, request } = await live.chat();
    const { threadId } = request;
    await admin.must('thread:entries', { threadId, after: 0 });

    const file = join(folder, 'trace');
    const calls = ['pwrite64', 'fsync', 'fdatasync', 'write', 'writev', 'sendto', 'sendmsg'];
    const tracer = spawn(
      program!,
      [
        '-f',
        '-y',
        '-s',
        '400',
        '-e',
        `trace=${calls.join()}`,
        '-o',
        file,
        '-p',
        String(live.process.child.pid),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const attached = once(tracer.stderr, 'data');
    await attached;
    for (let n = 0; n < MESSAGES; n += TOGETHER)
      await Promise.all(
        Array.from({ length: TOGETHER }, (_, at) =>
          customer.must('thread:send', { threadId, text: `Message ${n + at}` }),
        ),
      );
    tracer.kill('SIGINT');
    await once(tracer, 'close');
    await live.kill();

    let answers = 0;
    let pushes = 0;
    let syncs = 0;
    /** What was written to the log and is not known to be on the disk. */
    let unsynced = 0;
    assert.ok(existsSync(file));
    for (const { name, rest } of callsOf(readFileSync(file, 'utf8'))) {
      const isLog = rest.includes('.sqlite-wal>');
      if (name === 'pwrite64' && isLog) unsynced += 1;
      else if (name.endsWith('sync') && isLog) {
        assert.match(rest, /= 0/);
        syncs += 1;
        unsynced = 0;
      } else if (ANSWER.test(rest) || PUSH.test(rest)) {
        answers += Number(ANSWER.test(rest));
        pushes += Number(PUSH.test(rest));
        assert.equal(unsynced, 0, `what left before a sync: ${rest}`);
      }
    }
    context.diagnostic(`${answers} answers, ${pushes} pushes, ${syncs} syncs of the log`);
    assert.ok(answers >= MESSAGES / TOGETHER, `only ${answers} answers seen`);
    assert.ok(pushes >= MESSAGES / TOGETHER, `only ${pushes} pushes seen`);
    assert.ok(syncs >= MESSAGES / TOGETHER, `only ${syncs} syncs seen`);
  },
);
