import { closeSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/**
 * Writes from one checkpoint to the next: some four pages each, so that the log stays at a few megabytes. More would
 * be copied at once, fewer would copy the same pages again and again.
 */
const WRITES = 2000;

/**
 * The thread's program, as text: it has no module of ours to import, and so runs from the sources and from the bundle
 * alike. What cannot be copied now is copied the next time.
 *
 * It copies twice, so that little has come meanwhile, and syncs each time: SQLite itself syncs only once all is
 * copied. On Linux a thread has a priority of its own; the lowest one, so that messages do not take turns with it.
 */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const { fdatasyncSync } = require('node:fs');
  const { constants, setPriority } = require('node:os');
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);
  const database = new DatabaseSync(workerData.file);
  parentPort.on('message', (message) => {
    if (message === 'close') {
      database.close();
      parentPort.close();
      return;
    }
    try {
      for (let n = 0; n < 2; n += 1) {
        database.exec('PRAGMA wal_checkpoint(PASSIVE)');
        fdatasyncSync(workerData.descriptor);
      }
    } catch {}
    parentPort.postMessage('copied');
  });
`;

/**
 * Copies what was committed from SQLite's log into the file. The thread does nearly all of it, for which every write
 * would wait otherwise: a passive checkpoint holds up neither readers nor the writer. The few pages that came
 * meanwhile are the writer's, in a millisecond; then all is copied, and the log begins anew instead of growing, for
 * a sync of a file that grows takes twice as long. Where the thread does not come to it, SQLite itself copies when
 * the log is long (`LOG_PAGES` of `sqlite.ts`).
 */
export class Checkpoints {
  readonly #file: string;
  readonly #copyRest: () => void;
  /**
   * Open until the last connection is closed: closing any descriptor of a file lets go of all the locks that its
   * process holds on it.
   */
  readonly #descriptor: number;
  #thread: Worker | null = null;
  #writes = 0;
  #state: 'idle' | 'copying' | 'copied' = 'idle';

  /** `copyRest` makes a checkpoint on the writer's connection. */
  constructor(file: string, copyRest: () => void) {
    this.#file = file;
    this.#copyRest = copyRest;
    this.#descriptor = openSync(file, 'r');
  }

  /** So many writes were committed, and no transaction is open. */
  committed(writes: number): void {
    this.#writes += writes;
    if (this.#state === 'copied') {
      this.#state = 'idle';
      this.#copyRest();
    }
    if (this.#writes < WRITES || this.#state !== 'idle') return;
    this.#writes = 0;
    this.#state = 'copying';
    // Not before it is needed: most servers of a day write less than this.
    this.#thread ??= this.#start();
    tell(this.#thread, 'checkpoint');
  }

  /** Waits for the one under way: the last connection to close is to be the writer, which tidies the log away. */
  async stop(): Promise<void> {
    const thread = this.#thread;
    if (!thread) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.ref();
    tell(thread, 'close');
    await ended;
  }

  /** After the last connection. */
  close(): void {
    closeSync(this.#descriptor);
  }

  #start(): Worker {
    const workerData = { file: this.#file, descriptor: this.#descriptor };
    const thread = new Worker(PROGRAM, { eval: true, workerData });
    thread.on('message', () => (this.#state = 'copied'));
    // A thread that cannot be had must not end the server; the state stays, and SQLite looks after its log itself.
    thread.on('error', () => undefined);
    thread.once('exit', () => (this.#thread = null));
    thread.unref();
    return thread;
  }
}

const tell = (thread: Worker, message: 'checkpoint' | 'close'): void =>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  thread.postMessage(message);
