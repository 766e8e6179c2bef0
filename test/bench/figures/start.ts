import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';
import { median, type Effort, type Figure, type Outcome } from '../figure.ts';
import { pinned } from '../support/pinned-process.ts';

const ROOT = join(import.meta.dirname, '../../..');

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const outgoing = request({ port, host: '127.0.0.1', path: '/healthz' }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    outgoing.once('error', () => resolve(false));
    outgoing.end();
  });

/** Milliseconds from starting this program to its first answer. */
const startOnce = async (args: string[], env: Record<string, string>): Promise<number> => {
  const [command, ...rest] = pinned([process.execPath, ...args]);
  const from = performance.now();
  const child: ChildProcess = spawn(command!, rest, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answers(Number(env.PORT)))) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} did not start`);
      await pause(2);
    }
    return performance.now() - from;
  } finally {
    child.kill();
    await ended;
  }
};

/** The least that answers, for scale: Node itself with one line of program. */
const BARE = `require('node:http').createServer((q, s) => s.end('ok')).listen(process.env.PORT, '127.0.0.1')`;

const measure = async ({ rounds }: Effort): Promise<Outcome[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-bench-'));
  const env = {
    DATA_DIR: folder,
    PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
    SECRET_KEY: 'bench-secret-7f3k9q2m5x8w1z4v6b0n',
  };
  const own = () => startOnce(['dist/server/main.js'], env);
  try {
    // The first makes the database, and what is kept of compiling.
    await own();
    const found: { bare: number; own: number }[] = [];
    for (let n = 0; n < rounds; n += 1)
      found.push({ bare: await startOnce(['-e', BARE], env), own: await own() });
    return [
      {
        name: 'start on an existing database to the first answer',
        value: median(found.map((round) => round.own)),
        reference: `${median(found.map((round) => round.bare)).toFixed(0)} ms for Node with one line`,
        budget: 1000,
        beyond: 400,
        good: 'below',
        unit: 'ms',
        details: {},
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** How long a restart takes, of what `npm run build` made: it is what runs in production. */
export const start: Figure = { name: 'start', measure };
