import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** What is run, and in which folder. */
export interface Program {
  args: string[];
  cwd: string;
}

const FROM_SOURCE: Program = { args: ['-C', 'source', 'server/main.ts'], cwd: ROOT };

/** The real server in a process of its own, as an operator starts it. */
export class ServerProcess {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';

  constructor(args: string[], env: Record<string, string>, program: Program = FROM_SOURCE) {
    this.child = spawn(process.execPath, [...program.args, ...args], {
      cwd: program.cwd,
      env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** Resolves with everything printed so far once this is in it; rejects when the process ends before. */
  async prints(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.stdout)) {
      if (this.child.exitCode !== null) throw new Error(`the server ended: ${this.stderr || this.stdout}`);
      const either = new AbortController();
      const { signal } = either;
      await Promise.race([
        once(this.child.stdout!, 'data', { signal }),
        once(this.child, 'close', { signal }),
      ]);
      // Whoever waits often would otherwise leave a listener behind each time.
      either.abort();
    }
    return this.stdout;
  }

  /** How it ended: the exit status, or the signal. */
  async ended(): Promise<number | string | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode ?? this.child.signalCode;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended();
  }
}
