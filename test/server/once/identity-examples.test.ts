import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { installOnDebian } from '../../support/debian.ts';
import { findProgram } from '../../support/find-program.ts';
import { websiteKey, type WebsiteKey } from '../../support/identity.ts';
import { TestServer, type ConsoleUser } from '../../support/test-server.ts';

// The programs that a website's developer copies from the console, run as they are.

const USERS = [
  { id: 42, name: 'Zoë "Q" Ruiz <b>', email: 'zoe@client.example' },
  { id: 43, name: 'Without an address' },
];

/** How each is run: its file, what calls it, and where the program is from. */
const LANGUAGES = {
  node: {
    file: 'token.mjs',
    call: '\nprocess.stdout.write(identityToken(JSON.parse(process.env.SAMPLE_USER)));\n',
    program: () => process.execPath,
  },
  python: {
    file: 'token.py',
    call: '\nprint(identity_token(json.loads(os.environ["SAMPLE_USER"])), end="")\n',
    program: () => find('python3', 'python3'),
  },
  php: {
    file: 'token.php',
    call: "\necho identity_token(json_decode(getenv('SAMPLE_USER'), true));\n",
    program: () => find('php', 'php-cli'),
  },
} as const;

const find = (name: string, debian: string): string => {
  const found = findProgram(undefined, [name]) ?? (installOnDebian(debian) && findProgram(undefined, [name]));
  assert.ok(found, `No ${name} found: install it, or the Debian package ${debian}.`);
  return found;
};

let server: TestServer;
let folder: string;
let admin: ConsoleUser;
let portal: Awaited<ReturnType<TestServer['portal']>>;
let key: WebsiteKey;
before(async () => {
  server = await TestServer.start();
  // These programs have the machine's clock; the server's stands still until it is told.
  server.clock.advance(Date.now() - server.clock.now());
  folder = await mkdtemp(join(tmpdir(), 'support-portal-examples-'));
  ({ admin } = await server.seedAccount('Examples'));
  portal = await server.portal(admin, 'samples');
  key = await websiteKey(admin, portal);
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const examples = async () => (await admin.must('identity-key:list', { portalId: portal.portalId })).examples;

for (const [name, { file, call, program }] of Object.entries(LANGUAGES))
  test(`[W4] the ${name} example signs a token that the server takes`, async () => {
    const path = join(folder, file);
    await writeFile(path, (await examples())[name as keyof typeof LANGUAGES] + call);
    const run = (env: object) =>
      spawnSync(program(), [path], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
    for (const user of USERS) {
      const SAMPLE_USER = JSON.stringify(user);
      assert.notEqual(run({ SAMPLE_USER }).status, 0, 'without its secret it signs nothing');
      const { stdout, stderr, status } = run({ SAMPLE_USER, SUPPORT_SECRET: key.secret });
      assert.equal(status, 0, stderr);
      const visitor = await server.visit(portal);
      const given = { portalId: portal.portalId, token: stdout };
      const { contact } = await visitor.must('contact:identify', given);
      assert.deepEqual([contact.name, contact.email], [user.name, user.email ?? null]);
    }
  });

test('[W4] the .NET example, which is not run here, names the portal and the key', async () => {
  const { dotnet } = await examples();
  assert.ok(dotnet.includes(`aud = "${portal.portalId}"`) && dotnet.includes(`kid = "${key.id}"`));
});
