import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import type { Db } from './index.ts';
import { kyselyOver } from './sqlite.ts';

/** More pages than any file has: one step, so that a server that writes meanwhile does not make it start again. */
const ALL_PAGES = 2 ** 31 - 1;
/** A foreign lock is waited for, in milliseconds; whoever operates has no event loop to keep turning. */
const PATIENCE = 10_000;

/** A SQLite file to look at: nothing in it is changed, whoever else uses it. */
export const openToRead = (file: string): { read: Db; close: () => void } => {
  const sqlite = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
  return { read: kyselyOver(sqlite), close: () => sqlite.close() };
};

/** What SQLite itself finds wrong with a file: damaged pages and rows that refer to none. Nothing where all is well. */
export const damage = (file: string): string[] => {
  const sqlite = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
  try {
    const pages = sqlite.prepare('PRAGMA integrity_check(20)').all().map((row) => String(row.integrity_check)); // prettier-ignore
    const rows = sqlite.prepare('PRAGMA foreign_key_check').all();
    return [
      ...pages.filter((said) => said !== 'ok'),
      ...rows.slice(0, 20).map((row) => `a row of ${String(row.table)} refers to no row of ${String(row.parent)}`), // prettier-ignore
    ];
  } finally {
    sqlite.close();
  }
};

/** Until this returns a power cut may undo it. */
const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
};

/**
 * Copies a database into a new file, whole and as of one moment: all that was committed before. The one that writes
 * is not held up. `inspect` sees the copy before it gets its name, and may throw; then nothing is left of it.
 */
export const copyDatabase = async (
  from: string,
  to: string,
  inspect: (copy: string) => Promise<void>,
): Promise<void> => {
  const partial = `${to}.partial`;
  const source = new DatabaseSync(from, { readOnly: true, timeout: PATIENCE });
  try {
    await backup(source, partial, { rate: ALL_PAGES });
    chmodSync(partial, 0o600);
    // One file, without a log beside it; the server that opens it chooses its own mode.
    const copy = new DatabaseSync(partial, { timeout: PATIENCE });
    copy.exec('PRAGMA journal_mode = DELETE');
    copy.close();
    await inspect(partial);
    sync(partial);
    renameSync(partial, to);
    sync(dirname(to));
  } finally {
    source.close();
    for (const leftover of ['', '-wal', '-shm', '-journal']) rmSync(partial + leftover, { force: true });
  }
};
