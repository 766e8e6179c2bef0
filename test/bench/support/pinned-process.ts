import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Servers get one core of their own, clients another; without `taskset` the system decides, and figures say so. */
export const canPin = availableParallelism() > 1 && existsSync('/usr/bin/taskset');
const SERVERS = '0';
const CLIENTS = '1';

/** Keeps this process, the clients, off the servers' core. */
export const pinClients = (): void => {
  if (!canPin) return;
  const pin = () => execFileSync('taskset', ['-apc', CLIENTS, String(process.pid)], { stdio: 'ignore' });
  try {
    pin();
  } catch {
    // A thread of ours ended between being listed and being pinned.
    pin();
  }
};

/** A command line that runs on the servers' core. */
export const pinned = (command: string[]): string[] =>
  canPin ? ['taskset', '-c', SERVERS, ...command] : command;

interface Asked {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** A server in a process of its own, on the servers' core. It says one thing when it is ready, and answers questions. */
export class PinnedProcess {
  readonly child: ChildProcess;
  #asked: Asked[] = [];

  private constructor(file: string, args: string[]) {
    const program = ['-C', 'source', '--expose-gc', join(import.meta.dirname, '..', file), ...args];
    const [command, ...rest] = pinned([process.execPath, ...program]);
    this.child = spawn(command!, rest, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    this.child.on('message', (answer) => this.#asked.shift()?.resolve(answer));
    this.child.on('exit', (code) => {
      for (const { reject } of this.#asked) reject(new Error(`${file} ended with ${code}`));
    });
  }

  /** Starts it; resolves with the process and what it said. */
  static async start<T>(file: string, args: string[] = []): Promise<{ process: PinnedProcess; ready: T }> {
    const started = new PinnedProcess(file, args);
    return { process: started, ready: await started.#answer<T>() };
  }

  async ask<T>(question: string): Promise<T> {
    const answer = this.#answer<T>();
    this.child.send(question);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.#asked = [];
    this.child.disconnect();
    await ended;
  }

  #answer<T>(): Promise<T> {
    return new Promise<T>((resolve, reject) =>
      this.#asked.push({ resolve: resolve as (answer: unknown) => void, reject }),
    );
  }
}
