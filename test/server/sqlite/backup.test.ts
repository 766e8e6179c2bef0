import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { freePort } from '../../support/free-port.ts';
import { LiveServer } from '../../support/live-server.ts';
import { SECRET_KEY, startProcess } from '../../support/operating.ts';
import { cli, mustCli } from '../../support/operator-cli.ts';
import { textsOf, wholeThread } from '../../support/scene.ts';
import { onPostgres } from '../../support/test-database.ts';

let folder: string;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-backup-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const usable = async (): Promise<Record<string, string>> => ({
  SECRET_KEY,
  DATA_DIR: join(folder, `data-${(count += 1)}`),
  EVENTS_PER_SECOND: '10000',
  EVENTS_PER_SECOND_PER_ADDRESS: '10000',
  PORT: String(await freePort()),
});

interface Finding {
  what: string;
  state: string;
  says: string;
}
const findings = async (env: Record<string, string>) => {
  const { code, stdout, stderr } = await cli(env, 'check', '--json');
  assert.notEqual(stdout, '', stderr);
  const found = JSON.parse(stdout) as Finding[];
  return { code, faults: found.filter(({ state }) => state === 'fault'), found };
};

/** A server in a process of its own with a chat in it. */
const chatting = async (context: TestContext) => {
  const env = await usable();
  const live = await LiveServer.start(context, env);
  const { admin, customer: guest, request } = await live.chat();
  return { env, live, admin, guest, threadId: request.threadId };
};

describe('backup and restore of a file', { skip: onPostgres && 'PostgreSQL has its own tools' }, () => {
  test('[R1] [R2] [R3] taken under load: every message acknowledged before is in it, without holes; a server starts on what was restored', async (context) => {
    const { env, live, admin, guest, threadId } = await chatting(context);
    const acknowledged: string[] = [];
    const done = new AbortController();
    // Companies without a pause, and messages as often as one visitor may send them.
    const writing = (async () => {
      for (let n = 0; !done.signal.aborted; n += 1) {
        const text = `message ${n}`;
        await admin.must('company:create', { name: text });
        if (n % 10 === 0 && n < 250) await guest.must('thread:send', { threadId, text });
        acknowledged.push(text);
      }
    })();
    await admin.must('thread:entries', { threadId, after: 0 });
    await admin.hears('thread:appended', ({ entry }) => entry.sequence > 5);
    const before = acknowledged.length;
    const target = join(folder, 'backups');
    await mkdir(target);
    const { file } = await mustCli<{ file: string }>(env, 'backup', target);
    // Another writer's turn comes too.
    await mustCli(env, 'flag', 'on', 'Northwind', 'assistant');
    done.abort();
    await writing;
    assert.ok(acknowledged.length > before, 'writing went on meanwhile');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await live.process.stop();

    const restored = join(folder, 'restored');
    await mustCli({}, 'restore', file, '--data', restored);
    const second = { ...env, DATA_DIR: restored };
    assert.deepEqual((await findings(second)).faults, []);
    await live.restart(second);
    const again = await live.console();
    const entries = await wholeThread(again, threadId);
    assert.deepEqual(
      entries.map(({ sequence }) => sequence),
      entries.map((_, index) => index + 1),
    );
    const { companies } = await again.must('company:list', {});
    const names = new Set(companies.map(({ name }) => name));
    const held = acknowledged.filter((name) => names.has(name));
    assert.ok(held.length >= before, `${held.length} of ${before} acknowledged before are there`);
    assert.deepEqual(held, acknowledged.slice(0, held.length), 'and what came after without a gap');
    const sent = held.filter((_, n) => n % 10 === 0 && n < 250);
    const texts = textsOf(entries).filter((text) => text.startsWith('message'));
    // The backup may fall between the last company and its message, which then was not acknowledged before.
    const certain = sent.at(-1) === held.at(-1) ? sent.slice(0, -1) : sent;
    assert.deepEqual(texts.slice(0, certain.length), certain);
    assert.ok(texts.length - certain.length <= 1, 'at most the one that was being sent');
    const whole = await findings(second);
    assert.deepEqual([whole.code, whole.faults], [0, []]);
  });

  test('a backup overwrites nothing, a restore neither; what is no backup is refused', async () => {
    const env = await usable();
    await mustCli(env, 'account', 'create', 'Northwind', 'ada@northwind.example');
    const file = join(folder, 'one.sqlite');
    await mustCli(env, 'backup', file);
    const bytes = await readFile(file);
    const again = await cli(env, 'backup', file);
    assert.deepEqual([again.code, /is there already/.test(again.stderr)], [73, true]);
    assert.ok(bytes.equals(await readFile(file)));
    assert.ok(!bytes.includes(SECRET_KEY), 'the key is not in it');

    const full = join(folder, 'full');
    await mkdir(full);
    await writeFile(join(full, 'notes.txt'), 'mine');
    const refused = await cli({}, 'restore', file, '--data', full);
    assert.deepEqual([refused.code, /is not empty/.test(refused.stderr)], [73, true]);
    const [text, empty] = [join(folder, 'text.sqlite'), join(folder, 'empty.sqlite')];
    await writeFile(text, 'These are my holiday notes. '.repeat(100));
    new DatabaseSync(empty).exec('create table mine (id text)');
    for (const bad of [text, empty]) {
      const { code, stderr } = await cli({}, 'restore', bad, '--data', join(folder, 'never'));
      assert.deepEqual([code, /is not usable/.test(stderr)], [65, true], stderr);
    }
    await assert.rejects(stat(join(folder, 'never')), /ENOENT/);
    const nowhere = await cli(env, 'backup', join(folder, 'no', 'such', 'place.sqlite'));
    assert.deepEqual([nowhere.code, /cannot be made/.test(nowhere.stderr)], [73, true]);
  });

  test('a damaged backup is not restored', async () => {
    const env = await usable();
    await mustCli(env, 'account', 'create', 'Northwind', 'ada@northwind.example');
    const file = join(folder, 'damaged.sqlite');
    await mustCli(env, 'backup', file);
    const bytes = await readFile(file);
    randomBytes(8192).copy(bytes, 4096 * 12);
    await writeFile(file, bytes);
    const { code, stderr } = await cli({}, 'restore', file, '--data', join(folder, 'never-2'));
    assert.deepEqual([code, /is not usable/.test(stderr)], [65, true], stderr);
  });
});

describe('check of a file', { skip: onPostgres && 'the file’s part is SQLite’s' }, () => {
  /** Data with one thread of three messages, then changed behind the program's back. */
  const broken = async (context: TestContext, statements: string): Promise<Finding[]> => {
    const { env, live, guest, threadId } = await chatting(context);
    for (const text of ['one', 'two', 'three']) await guest.must('thread:send', { threadId, text });
    await live.process.stop();
    assert.deepEqual((await findings(env)).faults, [], 'whole before');
    const sqlite = new DatabaseSync(join(env.DATA_DIR!, 'support-portal.sqlite'));
    sqlite.exec(`PRAGMA foreign_keys = OFF; ${statements}`);
    sqlite.close();
    const { code, faults } = await findings(env);
    assert.equal(code, 1);
    return faults;
  };

  test('[R3] it finds a hole in a thread, rows without an owner, a broken reference and a foreign schema at once', async (context) => {
    const faults = await broken(
      context,
      `delete from entries where sequence = 3;
       insert into marks (thread_id, side, account, delivered, read) values ('gone', 'customer', 'x', 0, 0);
       update technicians set account = 'nobody';`,
    );
    assert.deepEqual(
      faults.map(({ what }) => what),
      ['file', 'threads', 'rows'],
    );
    assert.match(faults[0]!.says, /technicians refers to no row of accounts/);
    assert.match(faults[1]!.says, /has holes/);
    assert.match(faults[2]!.says, /1 of marks without their thread/);
  });

  test('[S14] another SECRET_KEY, an open folder and a newer schema are said; the right ones are not', async (context) => {
    const env = await usable();
    const server = await startProcess(context, env);
    assert.deepEqual((await findings(env)).faults, [], 'also while the server runs');
    const file = join(env.DATA_DIR!, 'support-portal.sqlite');
    const change = (statement: string): void => {
      const sqlite = new DatabaseSync(file, { timeout: 5000 });
      sqlite.exec(statement);
      sqlite.close();
    };
    change(`insert into kysely_migration values ('9999-later', 'now')`);
    const beside = await cli(env, 'account', 'list');
    assert.deepEqual([beside.code, /of another version/.test(beside.stderr)], [1, true], beside.stderr);
    change(`delete from kysely_migration where name = '9999-later'`);
    await server.stop();
    const other = { ...env, SECRET_KEY: 'another-secret-9f2b7c4d1e8a605342' };
    assert.deepEqual((await findings(other)).faults.map(({ what }) => what), ['key']); // prettier-ignore
    const { code } = await cli(other, 'check', '--new-key');
    assert.equal(code, 0, 'the operator says that it is the right one now');
    await chmod(env.DATA_DIR!, 0o755);
    assert.deepEqual((await findings(other)).faults, [], 'the file is closed by itself');
    await chmod(file, 0o644);
    assert.deepEqual((await findings(other)).faults.map(({ what }) => what), ['rights']); // prettier-ignore
    await chmod(file, 0o600);
    change(`insert into kysely_migration values ('9999-later', 'now')`);
    const { faults } = await findings(other);
    assert.match(faults[0]!.says, /newer version: 9999-later/);
  });
});
