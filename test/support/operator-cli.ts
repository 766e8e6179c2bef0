import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of the operator's in a process of its own, with only this environment. */
export const cli = async (env: Record<string, string>, ...args: string[]): Promise<Said> => {
  const child = spawn(process.execPath, ['-C', 'source', 'server/cli.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
};

/** The same, where anything but success fails the test; answers what `--json` prints. */
export const mustCli = async <T>(env: Record<string, string>, ...args: string[]): Promise<T> => {
  const { code, stdout, stderr } = await cli(env, ...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
  return JSON.parse(stdout) as T;
};
