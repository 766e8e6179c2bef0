import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnDebian } from './debian.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';

/**
 * One program under several names, and what it is called is what it does. Debian's tools have it without the service
 * that would begin to run with the package of the server.
 */
const NAMES = ['redis-server', 'redis-check-rdb'];

const find = (): string => {
  const found =
    findProgram(undefined, NAMES) ?? (installOnDebian('redis-tools') && findProgram(undefined, NAMES));
  if (!found) throw new Error('No Redis found: install it, so that redis-server is in the PATH.');
  return found;
};

export interface TestRedis {
  url: string;
  /** Ends it as `kill -9` does, and starts another in its place. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own on a free port, which keeps nothing. */
export const startRedis = async (): Promise<TestRedis> => {
  const program = find();
  const folder = mkdtempSync(join(tmpdir(), 'support-portal-redis-'));
  const port = await freePort();
  const start = async () => {
    const child = spawn(
      program,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
      {
        argv0: 'redis-server',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    while (!log.includes('Ready to accept connections')) {
      if (child.exitCode !== null) throw new Error(`Redis did not start:\n${log}`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
    }
    return child;
  };
  let child = await start();
  const end = async (): Promise<void> => {
    if (child.kill('SIGKILL')) await once(child, 'close');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: async () => {
      await end();
      child = await start();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
