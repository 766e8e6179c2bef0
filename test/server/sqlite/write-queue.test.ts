import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, type ErrorCode } from '#protocol/errors';
import type { Db } from '../../../server/platform/database/index.ts';
import { WriteQueue } from '../../../server/platform/database/write-queue.ts';

let folder: string;
let sqlite: DatabaseSync;
let reader: DatabaseSync;
let queue: WriteQueue;
/** Every statement the queue itself makes, in order. */
let made: string[];
// The writes below use the connection itself.
const TX = {} as Db;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-queue-'));
  const file = join(folder, 'data.sqlite');
  sqlite = new DatabaseSync(file, { timeout: 0 });
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE notes (text TEXT UNIQUE)');
  reader = new DatabaseSync(file, { readOnly: true });
  made = [];
  const exec = sqlite.exec.bind(sqlite);
  sqlite.exec = (statement) => {
    made.push(statement);
    return exec(statement);
  };
  queue = new WriteQueue(sqlite, TX);
});
afterEach(async () => {
  await queue.close();
  reader.close();
  sqlite.close();
  await rm(folder, { recursive: true, force: true });
});

const insert = (text: string): void => {
  sqlite.prepare('INSERT INTO notes VALUES (?)').run(text);
};
const note = (text: string) => queue.write(async () => insert(text));
const stored = (): string[] =>
  reader
    .prepare('SELECT text FROM notes ORDER BY rowid')
    .all()
    .map((row) => String(row.text));
const commits = () => made.filter((statement) => statement === 'COMMIT').length;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `note ${n}`);
const is = (code: ErrorCode) => (error: unknown) => error instanceof AppError && error.code === code;

test('[R2] writes that wait together share one commit, in the order they came', async () => {
  await Promise.all(numbered(200).map(note));
  assert.equal(commits(), 1);
  assert.deepEqual(stored(), numbered(200));
});

test('[R2] a group is bounded: 600 writes are three commits', async () => {
  await Promise.all(numbered(600).map(note));
  assert.equal(commits(), 3);
  assert.deepEqual(stored(), numbered(600));
});

test('[R6] no write is answered before the commit it is in', async () => {
  const seen = await Promise.all(
    numbered(20).map(async (text) => {
      await note(text);
      return stored().includes(text);
    }),
  );
  assert.deepEqual(new Set(seen), new Set([true]));
});

test('[R2] a write that fails takes back its own rows and leaves the others whole', async () => {
  const results = await Promise.allSettled([
    note('before'),
    queue.write(async () => {
      insert('half');
      throw new AppError('conflict');
    }),
    queue.write(async () => {
      insert('other half');
      insert('before');
    }),
    note('after'),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
  assert.ok(results[1]?.status === 'rejected' && is('conflict')(results[1].reason));
  assert.deepEqual(stored(), ['before', 'after']);
  // Those run so far, again and in savepoints; and those that came after them.
  assert.equal(commits(), 2);
});

test('for a while after a refusal nobody runs twice because of another', async () => {
  const refused = () =>
    queue.write(async () => {
      insert('refused');
      throw new AppError('conflict');
    });
  await Promise.allSettled([note('one'), refused()]);
  const runs: number[] = [0, 0, 0];
  await Promise.allSettled([
    refused(),
    ...runs.map((_, n) =>
      queue.write(async () => {
        runs[n]! += 1;
        insert(`beside ${n}`);
      }),
    ),
    refused(),
  ]);
  assert.deepEqual(runs, [1, 1, 1]);
  assert.deepEqual(stored(), ['one', 'beside 0', 'beside 1', 'beside 2']);
});

test('[R2] the next write sees what the one before it in the group wrote', async () => {
  const counts = await Promise.all(
    numbered(5).map((text) =>
      queue.write(async () => {
        insert(text);
        return sqlite.prepare('SELECT count(*) AS n FROM notes').get()?.n;
      }),
    ),
  );
  assert.deepEqual(counts, [1, 2, 3, 4, 5]);
});

test('[R2] where the commit itself fails again, each write is done alone, and none is lost', async () => {
  let failures = 2;
  const exec = sqlite.exec.bind(sqlite);
  sqlite.exec = (statement) => {
    if (statement === 'COMMIT' && failures > 0) {
      failures -= 1;
      throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
    }
    return exec(statement);
  };
  const runs = new Map<string, number>();
  const results = await Promise.all(
    numbered(4).map((text) =>
      queue.write(async () => {
        runs.set(text, (runs.get(text) ?? 0) + 1);
        insert(text);
        return text;
      }),
    ),
  );
  assert.deepEqual(results, numbered(4));
  assert.deepEqual(stored(), numbered(4));
  assert.deepEqual([...runs.values()], [3, 3, 3, 3]);
});

test('a full disk acknowledges nothing that is not stored, and is over when there is room', async () => {
  const pages = Number(sqlite.prepare('PRAGMA page_count').get()?.page_count);
  sqlite.prepare(`PRAGMA max_page_count = ${pages + 20}`).get();
  const texts = numbered(60).map((text) => `${text} ${'x'.repeat(3000)}`);
  const results = await Promise.allSettled(texts.map(note));
  const acknowledged = texts.filter((_text, n) => results[n]?.status === 'fulfilled');
  assert.ok(acknowledged.length > 0 && acknowledged.length < texts.length, String(acknowledged.length));
  for (const result of results)
    if (result.status === 'rejected') assert.ok(is('storage_full')(result.reason));
  assert.deepEqual(stored(), acknowledged);

  await assert.rejects(note(`one more ${'x'.repeat(9000)}`), is('storage_full'));
  sqlite.prepare('PRAGMA max_page_count = 100000').get();
  await note('room again');
  assert.deepEqual(stored(), [...acknowledged, 'room again']);
});

test('[S13] more waiting than a bound are told `busy` at once, and the others are stored', async () => {
  const results = await Promise.allSettled(numbered(20_003).map(note));
  const refused = results.filter((result) => result.status === 'rejected');
  assert.equal(refused.length, 3);
  for (const { reason } of refused) assert.ok(is('busy')(reason));
  assert.equal(stored().length, 20_000);
  await note('the next one');
});

test('closing waits for the writes under way and refuses new ones', async () => {
  const gate = Promise.withResolvers<void>();
  const under = queue.write(async () => {
    await gate.promise;
    insert('under way');
  });
  const waiting = note('waiting');
  await nextTurn();
  let closed = false;
  const closing = queue.close().then(() => (closed = true));
  await assert.rejects(note('late'), is('shutting_down'));
  assert.equal(closed, false);
  gate.resolve();
  await Promise.all([under, waiting, closing]);
  assert.deepEqual(stored(), ['under way', 'waiting']);
});

test('what else happens at a commit, and fails, is nobody’s answer', async () => {
  let fails = 1;
  const another = new WriteQueue(sqlite, TX, () => {
    if ((fails -= 1) === 0) throw new Error('no thread is to be had');
  });
  assert.equal(await another.write(async () => 'stored'), 'stored');
  assert.equal(await another.write(async () => 'and the next'), 'and the next');
  await another.close();
});

test('where no transaction is to be had, all who wait are told at once', { timeout: 30_000 }, async () => {
  const exec = sqlite.exec.bind(sqlite);
  sqlite.exec = (statement) => {
    if (statement === 'BEGIN IMMEDIATE') throw Object.assign(new Error('unable to open'), { errcode: 14 });
    return exec(statement);
  };
  const results = await Promise.allSettled(numbered(50).map(note));
  assert.deepEqual(new Set(results.map(({ status }) => status)), new Set(['rejected']));
  sqlite.exec = exec;
  await note('again');
  assert.deepEqual(stored(), ['again']);
});
