import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LAST_WORD, type Order, type Point } from './kill-points.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const fileUrl = (...path: string[]): string => pathToFileURL(join(import.meta.dirname, ...path)).href;

/** A server that does not get ready within this is stuck, in milliseconds. */
const PATIENCE = 30_000;

/** One server process: loaded, then told to go, then dead. */
export class Server {
  readonly child: ChildProcess;
  readonly dead: Promise<void>;
  log = '';
  #wanted = false;
  readonly #running = Promise.withResolvers<void>();

  constructor(env: Record<string, string>) {
    const imports = [
      ...(process.env.CHAOS_MUTANT ? [fileUrl('..', 'mutants', 'hook.ts')] : []),
      fileUrl('preload.ts'),
    ];
    this.child = spawn(process.execPath, ['-C', 'source', 'server/main.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_OPTIONS: imports.map((url) => `--import ${url}`).join(' '),
        ...(process.env.CHAOS_MUTANT && { CHAOS_MUTANT: process.env.CHAOS_MUTANT }),
        ...env,
      },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        this.log += chunk.toString();
        if (this.log.includes('support-portal is running')) this.#running.resolve();
      });
    this.dead = once(this.child, 'close').then(() => {
      this.#running.reject(new Error(`a server ended while it started:\n${this.log}`));
    });
    // Whether anybody waits for it or not.
    this.#running.promise.catch(() => undefined);
  }

  /** Lets it start on its data. Resolves when it listens. */
  go(): Promise<void> {
    this.#say({ kind: 'go' });
    const limit = setTimeout(() => this.#running.reject(new Error(`no start:\n${this.log}`)), PATIENCE);
    return this.#running.promise.finally(() => clearTimeout(limit));
  }

  arm(point: Point, after: number): void {
    this.#say({ kind: 'arm', point, after });
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Everything it printed so far, once this is in it. */
  async says(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.log)) await once(this.child.stdout!, 'data');
    return this.log;
  }

  /** From outside, wherever it is; resolves when it is dead. */
  async kill(): Promise<void> {
    this.#wanted = true;
    this.child.kill('SIGKILL');
    await this.dead;
  }

  /** The point it died at by itself, `random` where it was killed from outside, null where it ended otherwise. */
  get died(): Point | 'random' | null {
    if (this.child.signalCode !== 'SIGKILL') return null;
    const word = this.log.split(LAST_WORD)[1]?.trim();
    if (word !== undefined) return word as Point;
    return this.#wanted ? 'random' : null;
  }

  #say(order: Order): void {
    // One that is dead already hears nothing.
    this.child.send(order, () => undefined);
  }
}

/** A place with a port and data where one server process follows another; the next is loaded meanwhile. */
export class Seat {
  readonly port: number;
  readonly #env: Record<string, string>;
  readonly #before: Server[] = [];
  #current: Server | null = null;
  #next: Server | null;

  constructor(port: number, env: Record<string, string>) {
    this.port = port;
    this.#env = { ...env, PORT: String(port) };
    this.#next = new Server(this.#env);
  }

  get current(): Server {
    return this.#current!;
  }

  /** The next process takes over; resolves when it listens, rejects where it ends before. */
  async start(): Promise<void> {
    const server = (this.#current = this.#next ?? new Server(this.#env));
    this.#next = null;
    this.#before.push(server);
    try {
      await server.go();
    } finally {
      // Only now: two that load at once would both be late.
      this.#next ??= new Server(this.#env);
    }
  }

  /** What all its processes have logged. */
  get log(): string {
    return this.#before.map(({ log }, index) => `--- process ${index + 1}\n${log}`).join('\n');
  }

  async close(): Promise<void> {
    await Promise.all([this.#current?.kill(), this.#next?.kill()]);
  }
}
