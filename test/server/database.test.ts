import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '#protocol/errors';
import type { Database, Db } from '../../server/platform/database/index.ts';
import { insertThread } from '../../server/features/threads/index.ts';
import {
  appendEntry,
  entriesAfter,
  findThread,
  type Entry,
} from '../../server/features/threads/threads.store.ts';
import { newId } from '../../server/platform/ids.ts';
import { dropTestDatabase, openTestDatabase } from '../support/test-database.ts';

let folder: string;
let database: Database;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-database-'));
  database = await openTestDatabase(folder);
});
after(async () => {
  await database.close();
  await dropTestDatabase(folder);
  await rm(folder, { recursive: true, force: true });
});

const account = (name: string, more: { last_request_number?: number; created_at?: number } = {}) => ({
  id: newId(),
  name,
  created_at: 0,
  disabled_at: null,
  last_request_number: 0,
  queue_version: 0,
  ...more,
});
const insert = (tx: Db, row: ReturnType<typeof account>) => tx.insertInto('accounts').values(row).execute();
/** SQLite's rows have no prototype. */
const plain = <T extends object>(rows: T[]): T[] => rows.map((row) => ({ ...row }));
const named = async (name: string) =>
  plain(await database.read.selectFrom('accounts').selectAll().where('name', '=', name).execute());

test('[R2] what a write answered for is there for every reader at once', async () => {
  const row = account('Committed');
  assert.equal(await database.write(async (tx) => (await insert(tx, row), 'answer')), 'answer');
  assert.deepEqual(await named('Committed'), [row]);
});

test('[R6] a reader sees nothing of a write before its commit', async () => {
  const seen = await database.write(async (tx) => {
    await insert(tx, account('Half done'));
    return (await named('Half done')).length;
  });
  assert.equal(seen, 0);
  assert.equal((await named('Half done')).length, 1);
});

test('a write that throws leaves nothing, and its neighbours whole', async () => {
  const fails = database.write(async (tx) => {
    await insert(tx, account('Gone'));
    throw new AppError('closed');
  });
  const holds = database.write((tx) => insert(tx, account('Kept')));
  await assert.rejects(fails, (error) => error instanceof AppError && error.code === 'closed');
  await holds;
  assert.deepEqual([(await named('Gone')).length, (await named('Kept')).length], [0, 1]);
});

test('a statement that fails ends its write alone', async () => {
  const row = account('Twice');
  await database.write((tx) => insert(tx, row));
  await assert.rejects(
    database.write(async (tx) => {
      await insert(tx, account('Beside twice'));
      await insert(tx, row);
    }),
  );
  assert.deepEqual([(await named('Twice')).length, (await named('Beside twice')).length], [1, 0]);
});

test('[R3] writes that read, wait and count on it are as if each were alone', async () => {
  const row = account('Counted');
  await database.write((tx) => insert(tx, row));
  const numbers = await Promise.all(
    Array.from({ length: 40 }, () =>
      database.write(async (tx) => {
        const counter = tx.selectFrom('accounts').select('last_request_number').where('id', '=', row.id);
        const { last_request_number: last } = await counter.executeTakeFirstOrThrow();
        const next = last + 1;
        await tx
          .updateTable('accounts')
          .set({ last_request_number: next })
          .where('id', '=', row.id)
          .execute();
        return next;
      }),
    ),
  );
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
});

test('two writes that each decide by what the other changes cannot both have their way', async () => {
  // Either may go, if the other stays: the rule of the last admin.
  const pairs = Array.from({ length: 10 }, (_, n) => [account(`Guard ${n}`), account(`Guard ${n}`)]);
  for (const row of pairs.flat()) await database.write((tx) => insert(tx, row));
  const leave = ({ id, name }: ReturnType<typeof account>) =>
    database.write(async (tx) => {
      const guards = tx.selectFrom('accounts').select('id').where('name', '=', name);
      const here = await guards.where('disabled_at', 'is', null).execute();
      if (here.length < 2) return false;
      await tx.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', id).execute();
      return true;
    });
  const left = await Promise.all(pairs.map((pair) => Promise.all(pair.map(leave))));
  assert.deepEqual(
    left.map((pair) => pair.filter(Boolean).length),
    pairs.map(() => 1),
  );
});

test('writes that touch different things side by side: each has its own answer, refusal and error', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => account(`Beside ${n}`));
  const taken = rows[0]!;
  await database.write((tx) => insert(tx, taken));
  const answers = await Promise.allSettled(
    rows.map((row, n) =>
      database.write(
        async (tx) => {
          await insert(tx, n === 0 ? { ...taken, id: newId() } : row);
          if (n === 7) throw new AppError('closed');
          // The statement fails, and with it the transaction, where it is shared.
          if (n === 11) await insert(tx, taken);
          return n;
        },
        { touches: row.id },
      ),
    ),
  );
  const failed = answers.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []));
  assert.deepEqual(failed, [7, 11]);
  const { reason } = answers[7] as PromiseRejectedResult;
  assert.equal(reason instanceof AppError && reason.code, 'closed');
  const counts = await Promise.all(rows.map(async ({ name }) => (await named(name)).length));
  assert.deepEqual(
    counts,
    rows.map((_row, n) => (n === 0 ? 2 : failed.includes(n) ? 0 : 1)),
  );
});

test('[R3] messages into one thread side by side are numbered without holes, whatever is refused between them', async () => {
  const thread = { id: newId(), account: 'a', owner: 'a', company_id: 'c', record_kind: 'sample' };
  await database.write((tx) =>
    insertThread(tx, { ...thread, record_id: thread.id, audience: 'all', created_at: 0 }),
  );
  const send = (n: number) =>
    database.write(
      async (tx) => {
        const body = { text: `message ${n}` };
        const author = { kind: 'visitor', id: newId(), name: 'Ann' } as const;
        await appendEntry(tx, 0, thread, { kind: 'message', author, commandId: newId(), body });
        if (n % 10 === 3) throw new AppError('closed');
      },
      { sender: `sender ${n % 5}`, touches: thread.id },
    );
  const answers = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => send(n)));
  assert.equal(answers.filter(({ status }) => status === 'rejected').length, 10);
  const row = await findThread(database.read, thread.account, thread.id);
  const entries = await entriesAfter(database.read, row!, 0, 200);
  assert.deepEqual(
    entries.map(({ sequence }) => sequence),
    Array.from({ length: 90 }, (_, n) => n + 1),
  );
  const numberOf = ({ body }: Entry) => Number(/\d+/.exec((body as { text: string }).text));
  for (let sender = 0; sender < 5; sender += 1) {
    const own = entries.map(numberOf).filter((n) => n % 5 === sender);
    assert.deepEqual(
      own,
      own.toSorted((a, b) => a - b),
    );
  }
});

test('[R4] writes of one sender are committed in the order given', async () => {
  const row = account('In order');
  await database.write((tx) => insert(tx, row));
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      database
        .write(
          async (tx) => {
            // Those given later have less to do: without an order they would be first.
            for (let turn = n; turn < 30; turn += 1) await sql`select 1`.execute(tx);
            await tx.updateTable('accounts').set({ queue_version: n }).where('id', '=', row.id).execute();
          },
          { sender: 'one' },
        )
        .then(() => order.push(n)),
    ),
  );
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.equal((await named('In order'))[0]!.queue_version, 29);
});

test('times and counts are numbers, whatever their size', async () => {
  const row = account('Large', { created_at: Number.MAX_SAFE_INTEGER });
  await database.write((tx) => insert(tx, row));
  const [found] = await named('Large');
  assert.equal(found!.created_at, Number.MAX_SAFE_INTEGER);
  const count = database.read.selectFrom('accounts').select((e) => e.fn.countAll<number>().as('n'));
  assert.equal(typeof (await count.executeTakeFirstOrThrow()).n, 'number');
});

test('text sorts as bytes and folds every letter, whatever language the machine speaks', async () => {
  const names = [
    'Äpfel',
    'Zebra',
    'apfel',
    'zebra',
    'Ωmega',
    'ωmega',
    'Łódź',
    'łódź',
    '_x',
    'A-b',
    'Ab',
    '語',
  ];
  await database.write(async (tx) => {
    for (const name of names) await insert(tx, account(`sorted ${name}`));
  });
  const sorted = async (by: 'bytes' | 'folded') => {
    const query = database.read.selectFrom('accounts').select('name').where('name', 'like', 'sorted %');
    const order = by === 'bytes' ? query.orderBy('name') : query.orderBy(sql`fold(name)`).orderBy('name');
    return (await order.execute()).map(({ name }) => name.slice('sorted '.length));
  };
  const bytes = (text: string) => Buffer.from(text).toString('hex');
  const by = (key: (text: string) => string) => (a: string, b: string) => (key(a) < key(b) ? -1 : 1);
  assert.deepEqual(await sorted('bytes'), names.toSorted(by(bytes)));
  assert.deepEqual(
    await sorted('folded'),
    names.toSorted(by((name) => `${bytes(name.toLowerCase())} ${bytes(name)}`)),
  );
});

test('what is read outside of a write cannot change anything', async () => {
  await assert.rejects(database.read.deleteFrom('accounts').execute(), /readonly|read-only/);
});

test('closing waits for the writes under way and refuses new ones', async () => {
  const other = await mkdtemp(join(tmpdir(), 'support-portal-closing-'));
  const closing = await openTestDatabase(other);
  let done = false;
  const underWay = closing.write(async (tx) => {
    await insert(tx, account('Last'));
    done = true;
  });
  await nextTurn();
  const closed = closing.close();
  await assert.rejects(
    closing.write((tx) => insert(tx, account('Late'))),
    (error) => error instanceof AppError && error.code === 'shutting_down',
  );
  await closed;
  assert.ok(done);
  await underWay;
  const again = await openTestDatabase(other);
  const rows = await again.read.selectFrom('accounts').select('name').execute();
  assert.deepEqual(plain(rows), [{ name: 'Last' }]);
  await again.close();
  await dropTestDatabase(other);
  await rm(other, { recursive: true, force: true });
});
