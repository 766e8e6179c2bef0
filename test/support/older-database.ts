import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { BytewiseText } from '../../server/platform/database/bytewise-text.ts';
import { MIGRATIONS } from '../../server/platform/database/migrations/index.ts';
import { sqliteFile } from '../../server/platform/database/open.ts';
import { kyselyOver } from '../../server/platform/database/sqlite.ts';
import { createPasswords } from '../../server/platform/passwords.ts';
import { asOwner, databaseName, emptyPostgresUrl, onPostgres } from './test-database.ts';

// Data as the first version kept it: its tables, and rows with what it knew.

/** The schema of the first version; later migrations were added one by one. */
const FIRST = '0001-main-job';

const open = async (folder: string): Promise<Kysely<unknown>> => {
  if (onPostgres) {
    const pool = new Pool({ connectionString: await emptyPostgresUrl(folder) });
    return new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [new BytewiseText()] });
  }
  mkdirSync(dirname(sqliteFile(folder)), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(sqliteFile(folder));
  chmodSync(sqliteFile(folder), 0o600);
  database.exec('PRAGMA journal_mode = WAL');
  return kyselyOver(database) as unknown as Kysely<unknown>;
};

const insert = async (db: Kysely<unknown>, table: string, row: Record<string, string | number | null>) => {
  const columns = Object.keys(row).map((name) => sql.ref(name));
  await sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
    db,
  );
};

export interface Older {
  email: string;
  password: string;
  requestId: string;
  threadId: string;
  texts: readonly string[];
}

/** An account with an admin, a portal, and a chat under way, in a folder (or the PostgreSQL database it stands for). */
export const makeOlder = async (folder: string): Promise<Older> => {
  const db = await open(folder);
  const provider = { getMigrations: async () => ({ [FIRST]: MIGRATIONS[FIRST]! }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error;
  const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const [account, own, company, ada, portal, visitor, thread, request] = [1, 2, 3, 4, 5, 6, 7, 8].map(id) as [string, string, string, string, string, string, string, string]; // prettier-ignore
  const [email, password] = ['ada@northwind.example', 'a quiet river at dawn'];
  const at = Date.UTC(2024, 0, 1);
  const texts = ['My printer is on fire', 'Which one?', 'The one by the window: Größe 水 😀'];
  await insert(db, 'accounts', {
    id: account,
    name: 'Northwind',
    created_at: at,
    last_request_number: 1,
    queue_version: 3,
  });
  for (const [key, name, isOwn] of [
    [own, 'Northwind', 1],
    [company, 'Acme', 0],
  ] as const)
    await insert(db, 'companies', {
      id: key,
      account,
      owner: account,
      parent_id: null,
      name,
      own: isOwn,
      created_at: at,
      version: 1,
    });
  await insert(db, 'technicians', {
    id: ada,
    account,
    name: 'Ada',
    email,
    email_key: email,
    role: 'admin',
    access: 'all',
    language: null,
    password_hash: await createPasswords().hash(password),
    available: 1,
    sound: 1,
    created_at: at,
    version: 1,
    view_version: 1,
    disabled_at: null,
  });
  await insert(db, 'portals', {
    id: portal,
    account,
    owner: account,
    company_id: company,
    status: 'active',
    live: 1,
    origins: '[]',
    created_at: at,
    version: 1,
    view_version: 1,
  });
  await insert(db, 'hosts', { name: 'acme', account, portal_id: portal, current: 1, created_at: at });
  await insert(db, 'visitors', { id: visitor, account, portal_id: portal, created_at: at });
  await insert(db, 'threads', {
    id: thread,
    account,
    owner: account,
    company_id: company,
    record_kind: 'request',
    record_id: request,
    audience: 'public',
    last_sequence: texts.length,
    created_at: at,
  });
  for (const [n, text] of texts.entries()) {
    const author = n === 1 ? ['technician', ada, 'Ada'] : ['visitor', visitor, 'Carla'];
    await insert(db, 'entries', {
      thread_id: thread,
      sequence: n + 1,
      account,
      kind: 'message',
      command_id: id(100 + n),
      at: at + n,
      author_kind: author[0]!,
      author_id: author[1]!,
      author_name: author[2]!,
      body: JSON.stringify({ text }),
    });
  }
  await insert(db, 'requests', {
    id: request,
    account,
    owner: account,
    company_id: company,
    portal_id: portal,
    visitor_id: visitor,
    thread_id: thread,
    number: 1,
    status: 'active',
    origin: 'live',
    technician_id: ada,
    name: 'Carla',
    email: null,
    excerpt: texts[0]!,
    website: null,
    search: 'carla',
    created_at: at,
    changed_at: at,
    version: 2,
  });
  await db.destroy();
  return { email, password, requestId: request, threadId: thread, texts };
};

/** A copy of the whole data for another folder, of data nobody has open. */
export const copyData = async (from: string, to: string): Promise<void> => {
  if (onPostgres)
    await asOwner((client) =>
      client.query(`create database ${databaseName(to)} template ${databaseName(from)}`),
    );
  else cpSync(from, to, { recursive: true });
};

/** Which migrations a database has had. */
export const appliedIn = async (folder: string): Promise<string[]> => {
  const db = await open(folder);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  await db.destroy();
  return rows.map(({ name }) => name);
};
