import assert from 'node:assert/strict';
import {
  cpSync,
  openSync,
  readFileSync,
  closeSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { freePort } from '../../support/free-port.ts';
import { SECRET_KEY } from '../../support/operating.ts';
import { ServerProcess } from '../../support/server-process.ts';

const NAME = 'support-portal.sqlite';
const PAGE = 4096;

let whole: string;
before(async () => {
  whole = await mkdtemp(join(tmpdir(), 'support-portal-whole-'));
  const server = new ServerProcess([], { SECRET_KEY, DATA_DIR: whole, PORT: '0' });
  await server.prints(/No account yet/);
  assert.equal(await server.stop(), 0);
});
after(() => rm(whole, { recursive: true, force: true }));

/** What a start says of a copy of the data with which this was done, and how it ends. */
const startOn = async (context: TestContext, damage: (file: string) => void) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-damaged-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  cpSync(whole, folder, { recursive: true });
  const file = join(folder, NAME);
  damage(file);
  const found = readFileSync(file);
  const server = new ServerProcess([], { SECRET_KEY, DATA_DIR: folder, PORT: String(await freePort()) });
  context.after(() => server.stop('SIGKILL'));
  const status = await server.ended();
  return { status, said: server.stderr, unchanged: readFileSync(file).equals(found) };
};

const DAMAGES: Record<string, { damage: (file: string) => void; says: RegExp }> = {
  'is no database': { damage: (file) => writeFileSync(file, 'x'.repeat(100_000)), says: /is not a database/ },
  'was cut off': {
    damage: (file) => truncateSync(file, Math.floor(statSync(file).size / 2 / PAGE) * PAGE),
    says: /malformed|damaged/,
  },
  'was cut off in the middle of a page': {
    damage: (file) => truncateSync(file, statSync(file).size - PAGE - 100),
    says: /malformed|damaged/,
  },
  'has pages with something else in them': {
    damage: (file) => {
      const handle = openSync(file, 'r+');
      for (let page = 20; page < 40; page += 1)
        writeSync(handle, Buffer.alloc(PAGE, 'Z'), 0, PAGE, page * PAGE);
      closeSync(handle);
    },
    says: /is damaged/,
  },
};

for (const [what, { damage, says }] of Object.entries(DAMAGES))
  test(`a file that ${what} ends the start with one line and status 73, and is left as it is`, async (context) => {
    const { status, said, unchanged } = await startOn(context, damage);
    assert.equal(status, 73, said);
    assert.match(said, says);
    assert.match(said, /^support-portal: The data in \S+ .*\n$/);
    assert.ok(unchanged);
  });
