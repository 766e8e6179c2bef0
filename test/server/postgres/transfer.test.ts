import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/platform/database/index.ts';
import { openBeside } from '../../../server/platform/database/open.ts';
import { TABLE_NAMES, TABLES } from '../../../server/platform/database/tables.ts';
import { everyRow } from '../../support/every-row.ts';
import { freePort } from '../../support/free-port.ts';
import { SECRET_KEY, startProcess } from '../../support/operating.ts';
import { cli } from '../../support/operator-cli.ts';
import { ask, chat, scene } from '../../support/scene.ts';
import { TestServer } from '../../support/test-server.ts';
import { dropTestDatabase, emptyPostgresUrl, postgresUrl } from '../../support/test-database.ts';

/** A deployment with something in most tables. */
let server: TestServer;
const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-transfer-'));
  folders.push(folder);
  return folder;
};
const fill = async (): Promise<void> => {
  for (const name of ['Northwind', 'Contoso']) {
    const scenery = await scene(server, name);
    const { customer, request } = await chat(server, scenery);
    for (let n = 0; n < 300; n += 1)
      await server.app.deps.database.write((tx) =>
        tx
          .insertInto('audit')
          .values({
            id: crypto.randomUUID(),
            account: scenery.account,
            actor_kind: 'system',
            actor_id: null,
            command: 'test',
            input: JSON.stringify({ text: `é “${n}” \\ \n 語` }),
            address: null,
            request_id: crypto.randomUUID(),
            at: Number.MAX_SAFE_INTEGER - n,
          })
          .execute(),
      );
    await customer.must('thread:send', { threadId: request.threadId, text: 'Ünï\ncödé 🧯 "quoted" \\ back' });
    await ask(server, scenery.portal, { name: 'Ωmega' });
  }
};
before(async () => {
  server = await TestServer.start();
  await fill().catch(async (error: unknown) => {
    // One that listens on keeps the process, and so the whole run, from ending.
    await server.stop();
    throw error;
  });
});
after(async () => {
  for (const folder of [...folders, server.folder]) {
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  }
});

const at = (folder: string, url?: string) => ({
  SECRET_KEY,
  DATA_DIR: folder,
  ...(url && { DATABASE_URL: url }),
});
/** How many rows each table has, and a digest of them. */
const inside = async (folder: string, url?: string): Promise<Record<string, string>> => {
  const database = await openBeside({ dataDir: folder, databaseUrl: url, databaseConnections: 2 });
  const tables = await everyRow(database.read);
  await database.close();
  const digest = (rows: object[]) => {
    const text = JSON.stringify(rows.map((row) => Object.entries(row).sort()));
    return createHash('sha256').update(text).digest('hex');
  };
  return Object.fromEntries(tables.map(([name, rows]) => [name, `${rows.length} ${digest(rows)}`]));
};

test('every table has its place, after those it refers to, with its own key', async () => {
  const { read }: Database = server.app.deps.database;
  const tables = (await everyRow(read)).map(([name]) => name);
  assert.deepEqual([...TABLE_NAMES].sort(), tables);
  const constraints = await sql<{ kind: string; source: string; target: string | null; columns: string[] }>`
    select contype as kind, conrelid::regclass::text as source, confrelid::regclass::text as target,
      (select array_agg(attname::text order by place) from unnest(conkey) with ordinality as key(number, place)
       join pg_attribute on attrelid = conrelid and attnum = number) as columns
    from pg_constraint where connamespace = 'public'::regnamespace`.execute(read);
  const ours = constraints.rows.filter(({ source }) => Object.hasOwn(TABLES, source));
  const place = (name: string) => (TABLE_NAMES as string[]).indexOf(name);
  for (const { kind, source, target, columns } of ours) {
    if (kind === 'f') assert.ok(place(target!) <= place(source), `${source} refers to ${target}`);
    if (kind === 'p') assert.deepEqual([...TABLES[source as keyof typeof TABLES]], columns, source);
  }
  assert.ok(
    ours.some(({ kind }) => kind === 'f') && ours.filter(({ kind }) => kind === 'p').length === tables.length,
  );
});

test('from PostgreSQL to a file, from there to SQLite, moved to another PostgreSQL: the same rows, and a server runs on them', async (context) => {
  const original = await postgresUrl(server.folder);
  // At rest: it would go on publishing and cleaning up.
  await server.stop();
  const file = join(await newFolder(), 'all.jsonl');
  const exported = await cli(at(server.folder, original), 'export', file);
  assert.equal(exported.code, 0, exported.stderr);
  assert.equal((await stat(file)).mode & 0o777, 0o600);

  const sqlite = await newFolder();
  const imported = await cli(at(sqlite), 'import', file);
  assert.equal(imported.code, 0, imported.stderr);
  const rows = await inside(server.folder, original);
  assert.match(rows.audit!, /^6\d\d /);
  assert.deepEqual(await inside(sqlite), rows);

  const home = await newFolder();
  const url = await emptyPostgresUrl(home);
  const moved = await cli(at(sqlite, url), 'move');
  assert.equal(moved.code, 0, moved.stderr);
  assert.match(moved.stdout, /^Moved\..*\n(.*\n)*entries +\d+ +[0-9a-f]{16}/);
  assert.deepEqual(await inside(home, url), rows);
  assert.deepEqual(await inside(sqlite), rows, 'the file is as it was');

  const running = await startProcess(context, { ...at(home, url), PORT: String(await freePort()) });
  assert.match(running.stdout, /support-portal is running/);
  assert.doesNotMatch(running.stdout, /setup#/);
  assert.equal(await running.stop(), 0);

  const again = await cli(at(sqlite, url), 'move');
  assert.deepEqual([again.code, /not empty: nothing was changed/.test(again.stderr)], [73, true]);
});

test('an export that was cut off, changed or is none is refused, and nothing of it is kept', async () => {
  const folder = await newFolder();
  const file = join(folder, 'all.jsonl');
  const source = await newFolder();
  assert.equal((await cli(at(source), 'account', 'create', 'Acme', 'ada@acme.example')).code, 0);
  assert.equal((await cli(at(source), 'export', file)).code, 0);
  const whole = await readFile(file, 'utf8');
  const lines = whole.trimEnd().split('\n');
  const broken: [string, string, RegExp][] = [
    ['cut off', lines.slice(0, -1).join('\n'), /no whole export: its end is missing/],
    [
      'a row less',
      lines.filter((line) => !line.includes('"companies","row"')).join('\n'),
      /not what was given \(companies\)/,
    ],
    [
      'a row changed',
      whole.replace('ada@acme.example', 'eve@acme.example'),
      /not what was given \(technicians/,
    ],
    ['half a line', whole.slice(0, whole.length / 2), /is not JSON/],
    ['another file', 'These are my holiday notes.', /is not JSON/],
    ['other JSON', '{"a":1}', /its first line is another/],
    ['another version', whole.replace('0001-main-job', '0000-first-try'), /written by another version/],
  ];
  const target = await newFolder();
  for (const [what, text, message] of broken) {
    const path = join(folder, `${what}.jsonl`);
    await writeFile(path, text);
    const said = await cli(at(target), 'import', path);
    assert.equal(said.code, 65, `${what}: ${said.stdout}${said.stderr}`);
    assert.match(said.stderr, message, what);
    assert.match(said.stderr, /^support-portal: .*\n$/);
  }
  const missing = await cli(at(target), 'import', join(folder, 'nowhere'));
  assert.deepEqual([missing.code, missing.stderr.split('\n').length], [66, 2]);
  assert.equal((await cli(at(target), 'import', file)).code, 0, 'the whole one goes in after all that');
  const twice = await cli(at(source), 'export', file);
  assert.deepEqual([twice.code, await readFile(file, 'utf8')], [73, whole]);
});

test('a move waits for the server to be stopped', async (context) => {
  const folder = await newFolder();
  await startProcess(context, { ...at(folder), PORT: String(await freePort()) });
  const said = await cli(at(folder, await emptyPostgresUrl(await newFolder())), 'move');
  assert.equal(said.code, 73);
  assert.match(said.stderr, /in use by another server process: stop that one/);
});
