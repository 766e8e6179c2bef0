import { sql, type Selectable } from 'kysely';
import { AppError } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import { prepared, type Db, type Schema } from '../../platform/database/index.ts';

type StoredThread = Selectable<Schema['threads']>;
/** Whose it is, and which record's. */
export type ThreadRow = Readonly<Pick<StoredThread, 'id' | 'account' | 'record_kind' | 'record_id'>>;
export type Entry = CommandOutput<'thread:send'>['entry'];
export type Mark = CommandOutput<'thread:entries'>['marks'][number];

/** What an entry is made of, before it has a place in its thread. */
export type NewEntry = Pick<Entry, 'author' | 'commandId'> &
  (
    | { kind: 'message'; body: Extract<Entry, { kind: 'message' }>['body'] }
    | { kind: 'status'; body: Extract<Entry, { kind: 'status' }>['body'] }
  );

const threadById = prepared((db, { account, id }: { account: string; id: string }) =>
  db
    .selectFrom('threads')
    .select(['id', 'account', 'record_kind', 'record_id'])
    .where('id', '=', id)
    .where('account', '=', account),
);

/** Threads remembered: as many as are talked in at a time, in a few megabytes. */
const REMEMBERED = 10_000;
const remembered = new Map<string, ThreadRow>();

/**
 * Scoped by the reader's account; who may read within it is the record's policy. Which record a thread belongs to
 * never changes, so it is read once, not with every message.
 */
export const findThread = async (db: Db, account: string, id: string): Promise<ThreadRow | null> => {
  const known = remembered.get(id);
  if (known) return known.account === account ? known : null;
  const [row] = await threadById(db, { account, id });
  if (!row) return null;
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(id, row);
  return row;
};

/** The number of its last entry. */
export const lastSequence = async (db: Db, thread: ThreadRow): Promise<number> => {
  const { last_sequence } = await db
    .selectFrom('threads')
    .select('last_sequence')
    .where('id', '=', thread.id)
    .where('account', '=', thread.account)
    .executeTakeFirstOrThrow();
  return last_sequence;
};

export const insertThread = async (tx: Db, thread: Omit<StoredThread, 'last_sequence'>): Promise<void> => {
  await tx
    .insertInto('threads')
    .values({ ...thread, last_sequence: 0 })
    .execute();
};

const takeNumber = prepared((tx, { account, id }: { account: string; id: string }) =>
  tx
    .updateTable('threads')
    .set((e) => ({ last_sequence: e('last_sequence', '+', 1) }))
    .where('id', '=', id)
    .where('account', '=', account)
    .returning('last_sequence'),
);

const insertEntry = prepared((tx, entry: Selectable<Schema['entries']>) =>
  tx
    .insertInto('entries')
    .values({
      thread_id: entry.thread_id,
      sequence: entry.sequence,
      account: entry.account,
      kind: entry.kind,
      author_kind: entry.author_kind,
      author_id: entry.author_id,
      author_name: entry.author_name,
      command_id: entry.command_id,
      body: entry.body,
      at: entry.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sequence'),
);

/**
 * Gives the entry the next number and stores it (contract R3: the number is given inside the commit, so that there
 * are no holes, whatever fails).
 *
 * @throws AppError `conflict` where its author has sent a message by this command before (contract R1).
 */
export const appendEntry = async (
  tx: Db,
  now: number,
  thread: { id: string; account: string },
  entry: NewEntry,
): Promise<Entry> => {
  const [numbered] = await takeNumber(tx, thread);
  if (!numbered) throw new Error('no such thread');
  const { last_sequence: sequence } = numbered;
  const [stored] = await insertEntry(tx, {
    thread_id: thread.id,
    sequence,
    account: thread.account,
    kind: entry.kind,
    author_kind: entry.author.kind,
    author_id: entry.author.id,
    author_name: entry.author.name,
    command_id: entry.commandId,
    body: JSON.stringify(entry.body),
    at: now,
  });
  if (!stored) throw new AppError('conflict');
  return { ...entry, sequence, at: now };
};

const present = (row: Selectable<Schema['entries']>): Entry =>
  ({
    sequence: row.sequence,
    at: row.at,
    kind: row.kind,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    commandId: row.command_id,
    body: JSON.parse(row.body) as unknown,
  }) as Entry;

/** The message an author has sent by this command, and into which thread. */
export const findSent = async (
  db: Db,
  author: { account: string; id: string },
  commandId: string,
): Promise<{ threadId: string; entry: Entry } | null> => {
  const row = await db
    .selectFrom('entries')
    .selectAll()
    // As a literal: an index of messages alone is not used where the kind is known only later.
    .where('kind', '=', sql.lit('message'))
    .where('author_id', '=', author.id)
    .where('command_id', '=', commandId)
    .where('account', '=', author.account)
    .executeTakeFirst();
  return row ? { threadId: row.thread_id, entry: present(row) } : null;
};

/** Entries after a number, in order. */
export const entriesAfter = async (
  db: Db,
  thread: ThreadRow,
  after: number,
  limit: number,
): Promise<Entry[]> => {
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .where('account', '=', thread.account)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(present);
};

export const marksOf = async (db: Db, thread: ThreadRow): Promise<Mark[]> =>
  (await db
    .selectFrom('marks')
    .select(['side', 'delivered', 'read'])
    .where('thread_id', '=', thread.id)
    .where('account', '=', thread.account)
    .execute()) as Mark[];

export const storeMark = async (tx: Db, thread: ThreadRow, mark: Mark): Promise<void> => {
  const { side, delivered, read } = mark;
  await tx
    .insertInto('marks')
    .values({ thread_id: thread.id, account: thread.account, side, delivered, read })
    .onConflict((conflict) => conflict.columns(['thread_id', 'side']).doUpdateSet({ delivered, read }))
    .execute();
};
