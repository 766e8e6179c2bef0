import type { Selectable } from 'kysely';
import type { Db, Schema } from './database/index.ts';
import { newId, newToken } from './ids.ts';
import type { Secrets } from './secrets.ts';

export type SessionKind = 'technician' | 'visitor' | 'contact';
/** Of those who ask for help in a portal. */
export const CUSTOMERS: readonly SessionKind[] = ['visitor', 'contact'];

export interface Session {
  id: string;
  kind: SessionKind;
  account: string;
  subjectId: string;
  rotatedAt: number;
  createdAt: number;
  lastUsedAt: number;
  /** The identity key that vouched for its subject; null for all but contacts. */
  keyId: string | null;
  /** The session it goes on from in another window, and ends with. */
  rootId: string | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How long a session lasts without use, and at most, in milliseconds. A console left for a long weekend stays
 * signed in, a forgotten one does not; a guest finds their conversation again for a month (contract S7). A website's
 * word on who somebody is holds for a day: a page that stays open is asked again.
 */
const LIFE: Record<SessionKind, { idle: number; most: number }> = {
  technician: { idle: 4 * DAY, most: 30 * DAY },
  visitor: { idle: 30 * DAY, most: 365 * DAY },
  contact: { idle: 12 * HOUR, most: DAY },
};
/** Longer is not worth a write. */
const TOUCH_EVERY = HOUR;
/** A console's token is replaced this often, and the one before is good for calls under way. */
export const ROTATE_EVERY = HOUR;
const GRACE = 60_000;
/** Enough of a browser's name to recognise it by. */
const AGENT_MAX = 200;

/** A new session; the token is shown to its owner once and stored only as a hash. */
export const startSession = async (
  tx: Db,
  secrets: Secrets,
  now: number,
  session: {
    kind: SessionKind;
    account: string;
    subjectId: string;
    address?: string;
    agent?: string | undefined;
    keyId?: string | null;
    /** Another session of the same person: it is no older and no younger than that, and ends with it. */
    from?: Session;
  },
): Promise<{ id: string; token: string }> => {
  const token = newToken();
  const id = newId();
  await tx
    .insertInto('sessions')
    .values({
      id,
      kind: session.kind,
      account: session.account,
      subject_id: session.subjectId,
      token_hash: secrets.hash(token),
      previous_hash: null,
      rotated_at: now,
      created_at: session.from?.createdAt ?? now,
      last_used_at: now,
      ended_at: null,
      address: session.address ?? null,
      agent: session.agent?.slice(0, AGENT_MAX) ?? null,
      key_id: session.keyId ?? null,
      root_id: session.from ? (session.from.rootId ?? session.from.id) : null,
    })
    .execute();
  return { id, token };
};

/** The session of a token of one of these kinds, unless it has ended or lapsed. */
export const findSession = async (
  db: Db,
  secrets: Secrets,
  now: number,
  kinds: readonly SessionKind[],
  token: string,
): Promise<Session | null> => {
  // Longer than any token of ours: not worth hashing.
  if (token.length > 100) return null;
  const hash = secrets.hash(token);
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where((where) =>
      where.or([
        where('token_hash', '=', hash),
        where.and([where('previous_hash', '=', hash), where('rotated_at', '>', now - GRACE)]),
      ]),
    )
    .where('kind', 'in', kinds)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return alive(row, now);
};

/** The same by its id, for a connection that was admitted with an earlier token. */
export const findSessionById = async (db: Db, now: number, id: string): Promise<Session | null> => {
  const query = db.selectFrom('sessions').selectAll().where('id', '=', id).where('ended_at', 'is', null);
  return alive(await query.executeTakeFirst(), now);
};

const alive = (row: Selectable<Schema['sessions']> | undefined, now: number): Session | null => {
  if (!row) return null;
  const kind = row.kind as SessionKind;
  if (now - row.last_used_at > LIFE[kind].idle || now - row.created_at > LIFE[kind].most) return null;
  return {
    id: row.id,
    kind,
    account: row.account,
    subjectId: row.subject_id,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    keyId: row.key_id,
    rootId: row.root_id,
  };
};

/** Whether the last use is worth writing down. */
export const isStale = (lastUsedAt: number, now: number): boolean => now - lastUsedAt > TOUCH_EVERY;

export const touchSession = async (tx: Db, id: string, now: number): Promise<void> => {
  await tx.updateTable('sessions').set({ last_used_at: now }).where('id', '=', id).execute();
};

/** Sessions of a subject that have not ended or lapsed, last used first. */
export const listSessions = async (
  db: Db,
  now: number,
  whose: { kind: SessionKind; account: string; subjectId: string },
): Promise<
  { id: string; createdAt: number; lastUsedAt: number; address: string | null; agent: string | null }[]
> => {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('account', '=', whose.account)
    .where('kind', '=', whose.kind)
    .where('subject_id', '=', whose.subjectId)
    .where('ended_at', 'is', null)
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows
    .filter((row) => alive(row, now) !== null)
    .map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      address: row.address,
      agent: row.agent,
    }));
};

/** A new token for the same session. */
export const rotateSession = async (tx: Db, secrets: Secrets, now: number, id: string): Promise<string> => {
  const token = newToken();
  await tx
    .updateTable('sessions')
    .set((e) => ({
      previous_hash: e.ref('token_hash'),
      token_hash: secrets.hash(token),
      rotated_at: now,
      last_used_at: now,
    }))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  return token;
};

/**
 * Ends a subject's sessions, or all but one, or one with those that go on from it, or all an identity key vouched for;
 * answers the ids whose sockets must be cut.
 */
export const endSessions = async (
  tx: Db,
  now: number,
  which: { subjectId: string; only?: string; except?: string } | { keyId: string },
): Promise<string[]> => {
  const living = tx.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null);
  if ('keyId' in which) {
    const rows = await living.where('key_id', '=', which.keyId).returning('id').execute();
    return rows.map((row) => row.id);
  }
  let query = living.where('subject_id', '=', which.subjectId);
  const { only } = which;
  if (only !== undefined) query = query.where((e) => e.or([e('id', '=', only), e('root_id', '=', only)]));
  if (which.except !== undefined) query = query.where('id', '<>', which.except);
  const rows = await query.returning('id').execute();
  return rows.map((row) => row.id);
};

/** Statements with more values than this are refused by some databases. */
const AT_ONCE = 500;

/** Which of these sessions have neither ended nor lapsed. */
export const livingSessions = async (
  db: Db,
  now: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const living = new Set<string>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const rows = await db
      .selectFrom('sessions')
      .selectAll()
      .where('id', 'in', some)
      .where('ended_at', 'is', null)
      .execute();
    for (const row of rows) if (alive(row, now)) living.add(row.id);
  }
  return living;
};

/** Ends every session of an account, its guests' too. */
export const endAccountSessions = async (tx: Db, now: number, account: string): Promise<void> => {
  await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute();
};
