import { Worker } from 'node:worker_threads';

/**
 * Writes from one checkpoint to the next: some four pages each, so that the log stays at a few megabytes. More would
 * be copied at once, fewer would copy the same pages again and again.
 */
const WRITES = 2000;

/**
 * The thread's program, as text: it has no module of ours to import, and so runs from the sources and from the bundle
 * alike. What cannot be copied now is copied the next time.
 */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData);
  parentPort.on('message', (message) => {
    if (message === 'close') {
      database.close();
      parentPort.close();
      return;
    }
    try {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {}
    parentPort.postMessage('done');
  });
`;

/**
 * Copies what was committed from SQLite's log into the file, on a thread of its own: it syncs twice, for which every
 * write would wait otherwise. A passive checkpoint holds up neither readers nor the writer. Where the thread does not
 * come to it, SQLite itself copies when the log is long (`LOG_PAGES` of `sqlite.ts`).
 */
export class Checkpoints {
  readonly #file: string;
  #thread: Worker | null = null;
  #writes = 0;
  #running = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** So many writes were committed. */
  committed(writes: number): void {
    this.#writes += writes;
    if (this.#writes < WRITES || this.#running) return;
    this.#writes = 0;
    this.#running = true;
    // Not before it is needed: most servers of a day write less than this.
    this.#thread ??= this.#start();
    tell(this.#thread, 'checkpoint');
  }

  /** Waits for the one under way: the last connection to close is to be the writer, which tidies the log away. */
  async close(): Promise<void> {
    const thread = this.#thread;
    if (!thread) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.ref();
    tell(thread, 'close');
    await ended;
  }

  #start(): Worker {
    const thread = new Worker(PROGRAM, { eval: true, workerData: this.#file });
    thread.on('message', () => (this.#running = false));
    // A thread that cannot be had must not end the server; `#running` stays, and SQLite looks after its log itself.
    thread.on('error', () => undefined);
    thread.once('exit', () => (this.#thread = null));
    thread.unref();
    return thread;
  }
}

const tell = (thread: Worker, message: 'checkpoint' | 'close'): void =>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  thread.postMessage(message);
