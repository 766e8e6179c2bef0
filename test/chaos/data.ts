import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBeside } from '../../server/platform/database/open.ts';
import type { Entry } from '../../widget/features/threads/thread-log.ts';
import { dropTestDatabase, postgresUrl } from '../support/test-database.ts';
import type { Truth } from './compare.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** Where a run's servers keep their data, read as an operator's tool would, beside them. */
export class Data {
  readonly folder: string;
  readonly #url: string | undefined;

  private constructor(folder: string, url: string | undefined) {
    this.folder = folder;
    this.#url = url;
  }

  static async in(folder: string, kind: DatabaseKind): Promise<Data> {
    return new Data(folder, kind === 'postgres' ? await postgresUrl(folder) : undefined);
  }

  get env(): Record<string, string> {
    return { DATA_DIR: this.folder, ...(this.#url !== undefined && { DATABASE_URL: this.#url }) };
  }

  /** Every entry of every thread. */
  async read(): Promise<Truth> {
    const database = await openBeside({
      dataDir: this.folder,
      databaseUrl: this.#url,
      databaseConnections: 1,
    });
    try {
      const rows = await database.read
        .selectFrom('entries')
        .selectAll()
        .orderBy('thread_id')
        .orderBy('sequence')
        .execute();
      const truth = new Map<string, Entry[]>();
      for (const row of rows) {
        const thread = truth.get(row.thread_id) ?? [];
        truth.set(row.thread_id, thread);
        thread.push({
          sequence: row.sequence,
          at: row.at,
          commandId: row.command_id,
          kind: row.kind,
          author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
          body: JSON.parse(row.body),
        } as Entry);
      }
      return truth;
    } finally {
      await database.close();
    }
  }

  /** Keeps in a folder what does not lie in one by itself. */
  async dump(folder: string): Promise<void> {
    const lines = [...(await this.read())].flatMap(([threadId, entries]) =>
      entries.map((entry) => JSON.stringify({ threadId, ...entry })),
    );
    await writeFile(join(folder, 'entries.jsonl'), `${lines.join('\n')}\n`);
  }

  async drop(): Promise<void> {
    if (this.#url !== undefined) await dropTestDatabase(this.folder);
  }
}
