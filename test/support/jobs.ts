import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import type { Database, Db } from '../../server/platform/database/index.ts';
import { openSqliteBeside } from '../../server/platform/database/sqlite.ts';
import { finishJob, scheduleJob, Worker, type JobRow, type Plan } from '../../server/platform/jobs/index.ts';
import type { WorkerJob } from '../../server/platform/jobs/worker.ts';
import { createLog } from '../../server/platform/log.ts';
import { FakeClock } from './fake-clock.ts';
import { dropTestDatabase, onPostgres, openTestDatabase } from './test-database.ts';

/** The kind of job most tests work with. */
export const NOTE = { kind: 'note.write', payload: z.object({ text: z.string() }) };

/** The effect of a job: how often it was had is counted in its row. */
export const note = async (tx: Db, text: string): Promise<void> => {
  await tx
    .insertInto('settings')
    .values({ account: '', company_id: '', key: text, value: '', version: 1, changed_at: 0 })
    .onConflict((conflict) =>
      conflict.columns(['account', 'company_id', 'key']).doUpdateSet((e) => ({
        version: e('settings.version', '+', 1),
      })),
    )
    .execute();
};

export const textOf = (row: JobRow): string => NOTE.payload.parse(JSON.parse(row.payload)).text;

/** The data of a test's folder over connections of its own, as another process has. */
export const openElsewhere = (folder: string): Promise<Database> =>
  onPostgres ? openTestDatabase(folder) : openSqliteBeside(join(folder, 'data.sqlite'));

/** A migrated database in a folder of its own, workers on it, and a clock for all of them. */
export class Workshop {
  readonly clock = new FakeClock();
  readonly folder: string;
  readonly database: Database;
  readonly #context: TestContext;
  #released: Promise<void> | undefined;

  private constructor(context: TestContext, folder: string, database: Database) {
    this.#context = context;
    this.folder = folder;
    this.database = database;
  }

  static async open(context: TestContext): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), 'support-portal-jobs-'));
    const database = await openTestDatabase(folder);
    const shop = new Workshop(context, folder, database);
    context.after(async () => {
      await shop.release();
      await dropTestDatabase(folder);
      await rm(folder, { recursive: true, force: true });
    });
    return shop;
  }

  /** Leaves the database to another process. */
  release(): Promise<void> {
    return (this.#released ??= this.database.close());
  }

  /** The same data, as another process sees it. */
  async beside(): Promise<Database> {
    const other = await openElsewhere(this.folder);
    this.#context.after(() => other.close());
    return other;
  }

  /** A started worker. Unless told otherwise it writes notes, and each note's job ends with it. */
  async worker(
    options: {
      database?: Database;
      jobs?: WorkerJob[];
      run?: (row: JobRow, signal: AbortSignal) => Promise<void>;
    } = {},
  ): Promise<Worker> {
    const { database = this.database, jobs = [NOTE], run = (row) => this.write(row, database) } = options;
    const worker = new Worker({ database, clock: this.clock, log: createLog('silent'), jobs, run });
    this.#context.after(() => worker.close(0));
    await worker.start();
    await worker.settled();
    return worker;
  }

  /** One try that goes well. */
  async write(row: JobRow, database = this.database): Promise<void> {
    await database.write(async (tx) => {
      if (await finishJob(tx, this.clock.now(), row, undefined)) await note(tx, textOf(row));
    });
  }

  /** Puts a note's job down, due in so many milliseconds. */
  schedule(text: string, after: number, plan: Partial<Plan<never>> = {}): Promise<void> {
    const now = this.clock.now();
    return this.database.write((tx) =>
      scheduleJob(tx, now, NOTE, { account: null, at: now + after, ...plan, payload: { text } }),
    );
  }

  /** Lets time pass, and these workers do what is due by then. */
  async pass(milliseconds: number, ...workers: Worker[]): Promise<void> {
    this.clock.advance(milliseconds);
    for (const worker of workers) await worker.settled();
  }

  /** How often each note was written. */
  async notes(): Promise<Record<string, number>> {
    const rows = await this.database.read
      .selectFrom('settings')
      .select(['key', 'version'])
      .orderBy('key')
      .execute();
    return Object.fromEntries(rows.map(({ key, version }) => [key, version]));
  }

  /** Every job there is, oldest first. */
  jobs(): Promise<JobRow[]> {
    return this.database.read.selectFrom('jobs').selectAll().orderBy('created_at').orderBy('id').execute();
  }
}
