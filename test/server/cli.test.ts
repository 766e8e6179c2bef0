import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/http-client.ts';
import { newCommandId } from '../support/ids.ts';
import { LiveServer } from '../support/live-server.ts';
import { SECRET_KEY, startProcess } from '../support/operating.ts';
import { cli, mustCli } from '../support/operator-cli.ts';
import { databaseEnv, dropTestDatabase, openProcessDatabase } from '../support/test-database.ts';
import { PASSWORD } from '../support/test-server.ts';

let folder: string;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-portal-cli-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** The environment of a server with data of its own. */
const usable = async (context: TestContext): Promise<Record<string, string>> => {
  const own = join(folder, `cli-${process.pid}-${(count += 1)}`);
  context.after(() => dropTestDatabase(own));
  return { SECRET_KEY, ...(await databaseEnv(own)), PORT: String(await freePort()) };
};

interface Account {
  id: string;
  name: string;
  state: string;
  plan: string | null;
  flags: string[];
  asks: string[];
}
const accounts = (env: Record<string, string>) => mustCli<Account[]>(env, 'account', 'list');

const post = async (env: Record<string, string>, name: string, body: object) =>
  (
    await http(Number(env.PORT), {
      host: 'console.localhost',
      path: `/api/commands/${name}`,
      headers: { Origin: `http://console.localhost:${env.PORT}` },
      body: { commandId: newCommandId(), ...body },
    })
  ).json;

// Each command is a process of its own, most of its time spent on starting: four at a time.
describe('the operator’s commands', { concurrency: 4 }, () => {
  test('without a word, and with "help", every command is said; "version" says the version', async () => {
    const { code, stdout } = await cli({}, 'help');
    assert.equal(code, 0);
    for (const word of ['account disable <account>', 'backup <file-or-folder>', 'flag on <account> <flag>'])
      assert.ok(stdout.includes(word), word);
    assert.equal((await cli({})).stdout, stdout);
    const version = await mustCli<{ node: string }>({}, 'version');
    assert.equal(version.node, process.versions.node);
  });

  const WRONG: [string[], number, RegExp][] = [
    [['acount', 'list'], 64, /There is no command "acount list"/],
    [['account', 'list', '--everything'], 64, /'--everything'/],
    [['account', 'create', 'Northwind'], 64, /Usage: account create <name> <email>/],
    [['account', 'list', 'x'], 64, /Usage: account list/],
    [['flag', 'on', 'Northwind', 'flying'], 64, /no flag "flying"/],
    [['restore', 'x.sqlite'], 64, /Usage: restore/],
    [['account', 'create', 'Northwind', 'ada'], 64, /"ada" is no e-mail address/],
  ];
  for (const [words, status, says] of WRONG)
    test(`"${words.join(' ')}" ends with ${status} and one line`, async () => {
      const { code, stdout, stderr } = await cli({ SECRET_KEY, DATA_DIR: join(folder, 'none') }, ...words);
      assert.equal(code, status);
      assert.equal(stdout, '');
      assert.match(stderr, says);
      assert.match(stderr, /^support-portal: [^\n]+\n$/);
    });

  test('a folder without data is refused, and so is a weak key', async () => {
    const none = await cli({ SECRET_KEY, DATA_DIR: join(folder, 'nothing') }, 'account', 'list');
    assert.deepEqual([none.code, /There is no data in/.test(none.stderr)], [66, true]);
    const weak = await cli({ SECRET_KEY: 'short', DATA_DIR: folder }, 'account', 'list');
    assert.deepEqual([weak.code, /SECRET_KEY is too weak/.test(weak.stderr)], [78, true]);
  });

  test('[S14] an account is made before any server ran; its admin sets a password with a link that works once', async (context) => {
    const env = await usable(context);
    const made = await mustCli<{ account: string; link: { url: string } }>(
      env,
      'account',
      'create',
      'Northwind',
      'ada@northwind.example',
      '--admin=Ada',
    );
    assert.deepEqual(
      (await accounts(env)).map(({ id, name, state }) => [id, name, state]),
      [[made.account, 'Northwind', 'active']],
    );
    const server = await startProcess(context, env);
    assert.ok(!server.stdout.includes('/setup#'), 'there is an account: nobody is offered to set one up');
    const token = made.link.url.split('#')[1];
    assert.equal((await post(env, 'invitation:accept', { token, password: PASSWORD })).ok, true);
    const again = await post(env, 'invitation:accept', { token, password: PASSWORD });
    assert.equal(again.error.code, 'link_invalid');
    const signedIn = await post(env, 'session:create', {
      email: 'ada@northwind.example',
      password: PASSWORD,
    });
    assert.equal(signedIn.ok, true);
  });

  test('[S14] an account made by command ends the set-up link of the empty folder', async (context) => {
    const env = await usable(context);
    const server = await startProcess(context, env);
    const token = /\/setup#([\w-]+)/.exec(await server.prints(/\/setup#[\w-]+\n/))![1]!;
    await mustCli(env, 'account', 'create', 'Northwind', 'ada@northwind.example');
    const answer = await post(env, 'account:set-up', {
      token,
      account: 'Mine',
      name: 'Me',
      email: 'me@x.example',
      password: PASSWORD,
    });
    assert.equal(answer.error?.code, 'link_invalid');
  });

  test('[S7] an account is disabled while the server runs: consoles and guests are cut within a second, its portal is closed; enabled, people sign in again', async (context) => {
    const env = await usable(context);
    const live = await LiveServer.start(context, env);
    const admin = await live.console();
    await admin.must('session:get', {});
    const portal = await live.portal(admin);
    const guest = await live.visit(portal);
    await guest.must('visitor:create', { portalId: portal.portalId });
    const looking = await live.visit(portal);
    await looking.must('portal:view', { portalId: portal.portalId });

    const cuts = Promise.all([admin.cut(), guest.cut()]);
    await mustCli(env, 'account', 'disable', 'Northwind');
    const committed = Date.now();
    await cuts;
    assert.ok(Date.now() - committed < 1500, `cut ${Date.now() - committed} ms after the command had ended`);
    await looking.hears('portal:changed', ({ kind }) => kind === 'closed');
    await assert.rejects(live.console(), /wrong_credentials/);
    const [row] = await accounts(env);
    assert.match(row!.state, /^disabled since /);

    await mustCli(env, 'account', 'enable', 'Northwind');
    await looking.hears('portal:changed', ({ kind, version }) => kind !== 'closed' && version > 0);
    assert.ok(await live.console());
    assert.equal((await accounts(env))[0]!.state, 'active');
  });

  test('[A33] [T9] flags and plans reach an open console; what an admin asks for reaches the operator', async (context) => {
    const env = await usable(context);
    const live = await LiveServer.start(context, env);
    const admin = await live.console();
    await admin.must('plan:get', {});
    const allowed = ({ sections }: { sections: { flag: string; allowed: boolean }[] }) =>
      sections
        .filter((section) => section.allowed)
        .map(({ flag }) => flag)
        .join();
    await mustCli(env, 'flag', 'on', 'Northwind', 'assistant');
    await admin.hears('plan:changed', (plan) => allowed(plan) === 'assistant');
    await mustCli(env, 'plan', 'set', 'pro', 'ticketing', 'knowledge-base');
    await mustCli(env, 'plan', 'give', 'Northwind', 'pro');
    await admin.hears('plan:changed', (plan) => allowed(plan) === 'ticketing,knowledge-base,assistant');
    await mustCli(env, 'plan', 'set', 'pro', 'ticketing');
    await admin.hears('plan:changed', (plan) => allowed(plan) === 'ticketing,assistant');

    await admin.must('flag:ask', { flag: 'software' });
    const asks = await mustCli<Record<string, string>[]>(env, 'ask', 'list');
    assert.deepEqual(asks.map(({ name, flag, 'asked by': by }) => [name, flag, by]), [['Northwind', 'software', 'ada@northwind.example']]); // prettier-ignore
    const [waiting] = await mustCli<Account[]>(env, 'account', 'list', '--asks');
    assert.deepEqual(
      [waiting?.plan, waiting?.flags, waiting?.asks],
      ['pro', ['ticketing', 'assistant'], ['software']],
    );
    await mustCli(env, 'flag', 'on', 'Northwind', 'software');
    assert.deepEqual(await mustCli(env, 'ask', 'list'), []);
    await admin.hears('plan:changed', (plan) => allowed(plan) === 'ticketing,assistant,software');
  });

  test('[S15] what the operator did is in the account’s audit log, without a token, and the data is whole', async (context) => {
    const env = await usable(context);
    await mustCli(env, 'account', 'create', 'Northwind', 'ada@northwind.example');
    const found = await mustCli<{ what: string; state: string }[]>(env, 'check');
    assert.deepEqual(found.filter(({ state }) => state === 'fault'), []); // prettier-ignore
    await mustCli(env, 'flag', 'on', 'Northwind', 'assistant');
    const { link } = await mustCli<{ link: { url: string } }>(env, 'admin', 'link', 'Northwind');
    await mustCli(env, 'account', 'disable', 'Northwind');
    const database = await openProcessDatabase(env.DATA_DIR!);
    const rows = await database.read.selectFrom('audit').selectAll().orderBy('id').execute();
    await database.close();
    assert.deepEqual(
      rows.map((row) => [row.command, row.actor_kind]),
      [
        ['account:create', 'system'],
        ['flag:set', 'system'],
        ['technician:renew-link', 'system'],
        ['account:disable', 'system'],
      ],
    );
    assert.equal(new Set(rows.map(({ account }) => account)).size, 1);
    assert.ok(!JSON.stringify(rows).includes(link.url.split('#')[1]!));
  });

  test('[S8] a locked-out admin gets a link for a new password; it ends their sessions', async (context) => {
    const env = await usable(context);
    const live = await LiveServer.start(context, env);
    const admin = await live.console();
    await admin.must('session:get', {});
    const { link, email } = await mustCli<{ email: string; link: { url: string } }>(
      env,
      'admin',
      'link',
      'Northwind',
    );
    assert.equal(email, 'ada@northwind.example');
    const token = link.url.split('#')[1];
    const cut = admin.cut();
    const answer = await post(env, 'invitation:accept', { token, password: 'a fresh harbour song' });
    assert.equal(answer.ok, true);
    await cut;
    await assert.rejects(live.console(), /wrong_credentials/);
    const unknown = await cli(env, 'admin', 'link', 'Northwind', 'tom@northwind.example');
    assert.deepEqual([unknown.code, /no active admin/.test(unknown.stderr)], [66, true]);
  });

  test('jobs that were given up are listed, tried again, or forgotten', async (context) => {
    const env = await usable(context);
    await mustCli(env, 'account', 'create', 'Northwind', 'ada@northwind.example');
    const database = await openProcessDatabase(env.DATA_DIR!);
    context.after(() => database.close());
    const [first, second] = [newCommandId(), newCommandId()];
    const dead = { account: null, kind: 'mail.send', key: null, payload: '{}', run_at: 1, attempts: 10 };
    const rest = { lease: null, lease_until: null, last_error: 'refused', created_at: 1 };
    await database.write((tx) =>
      tx
        .insertInto('jobs')
        .values([
          { ...dead, ...rest, id: first, dead_at: 2 },
          { ...dead, ...rest, id: second, dead_at: 3 },
        ])
        .execute(),
    );
    const listed = async () =>
      (await mustCli<{ id: string; error: string }[]>(env, 'dead-letters', 'list')).map((job) => [
        job.id,
        job.error,
      ]);
    assert.deepEqual(await listed(), [
      [first, 'refused'],
      [second, 'refused'],
    ]);
    await mustCli(env, 'dead-letters', 'retry', first);
    await mustCli(env, 'dead-letters', 'drop', second);
    assert.deepEqual(await listed(), []);
    const left = await database.read.selectFrom('jobs').select(['id', 'attempts', 'dead_at']).execute();
    assert.deepEqual(
      left.map((job) => ({ ...job })),
      [{ id: first, attempts: 0, dead_at: null }],
    );
    const again = await cli(env, 'dead-letters', 'drop', first);
    assert.deepEqual([again.code, /No job/.test(again.stderr)], [66, true]);
  });

  test('two accounts of one name are told apart by their ids', async (context) => {
    const env = await usable(context);
    for (const who of ['one', 'two']) await mustCli(env, 'account', 'create', 'Twin', `${who}@twin.example`);
    const { code, stderr } = await cli(env, 'account', 'disable', 'Twin');
    const ids = (await accounts(env)).map(({ id }) => id);
    assert.equal(code, 66);
    for (const id of ids) assert.ok(stderr.includes(id));
    await mustCli(env, 'account', 'disable', ids[1]!);
    assert.deepEqual(
      (await accounts(env)).map(({ state }) => state === 'active'),
      [true, false],
    );
  });
});
