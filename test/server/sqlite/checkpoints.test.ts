import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openSqlite } from '../../../server/platform/database/sqlite.ts';

test(
  'what was committed comes into the file beside the writes, and all of it at the end',
  { timeout: 60_000 },
  async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'support-portal-checkpoints-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'data.sqlite');
    const database = await openSqlite(file);
    let written = 0;
    const write = async (): Promise<void> => {
      const key = `key ${String((written += 1))}`;
      await database.write((tx) =>
        tx
          .insertInto('settings')
          .values({ account: 'a', company_id: '', key, value: '1', version: 1, changed_at: 0 })
          .execute(),
      );
    };
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
    await Promise.all(Array.from({ length: 500 }, write));
    assert.equal(copied(), 0);
    while (copied() === 0) {
      await Promise.all(Array.from({ length: 100 }, write));
      await nextTurn();
    }
    assert.ok(existsSync(`${file}-wal`));
    await database.close();
    assert.equal(copied(), written);
    assert.ok(!existsSync(`${file}-wal`));
  },
);
