import assert from 'node:assert/strict';
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openSqlite } from '../../../server/platform/database/sqlite.ts';

interface Filled {
  folder: string;
  file: string;
  database: Awaited<ReturnType<typeof openSqlite>>;
  /** So many writes, of a row each. */
  write(count: number): Promise<void>;
  written(): number;
}

const open = async (context: TestContext): Promise<Filled> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-checkpoints-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'data.sqlite');
  const database = await openSqlite(file);
  let written = 0;
  const row = () => ({
    account: 'a',
    company_id: '',
    key: `key ${(written += 1)}`,
    value: '1',
    version: 1,
    changed_at: 0,
  });
  return {
    folder,
    file,
    database,
    written: () => written,
    write: async (count) => {
      const writes = Array.from({ length: count }, row).map((values) =>
        database.write((tx) => tx.insertInto('settings').values(values).execute()),
      );
      await Promise.all(writes);
    },
  };
};

test(
  'the log begins anew once all of it is copied, while writing goes on',
  { timeout: 60_000 },
  async (context) => {
    const { file, database, write, written } = await open(context);
    const log = () => statSync(`${file}-wal`).size;
    // One at a time: a write is then a commit of its own, and its pages are all in the log.
    const writeSingly = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        await write(1);
        await nextTurn();
      }
    };
    await writeSingly(2100);
    // What two thousand writes take, and as much again while the thread copies; without beginning anew it would be ten.
    const bound = log() * 2;
    await writeSingly(20_000);
    assert.ok(log() <= bound, `${log()} bytes, at most ${bound}`);
    await database.close();
    const read = new DatabaseSync(file, { readOnly: true });
    assert.equal(read.prepare('SELECT count(*) AS rows FROM settings').get()!.rows, written());
    read.close();
  },
);

test(
  'what was committed comes into the file beside the writes, and all of it at the end',
  { timeout: 60_000 },
  async (context) => {
    const { folder, file, database, write, written } = await open(context);
    /** In the file alone, without its log: what a checkpoint has copied. */
    const copied = (): number => {
      const copy = join(folder, 'copy.sqlite');
      copyFileSync(file, copy);
      const opened = new DatabaseSync(copy);
      try {
        // Half a checkpoint is no database; and before the first there are no tables.
        return Number(opened.prepare('SELECT count(*) AS rows FROM settings').get()!.rows);
      } catch {
        return 0;
      } finally {
        opened.close();
      }
    };
    await write(500);
    assert.equal(copied(), 0);
    while (copied() === 0) {
      await write(100);
      await nextTurn();
    }
    assert.ok(existsSync(`${file}-wal`));
    await database.close();
    assert.equal(copied(), written());
    assert.ok(!existsSync(`${file}-wal`));
  },
);
