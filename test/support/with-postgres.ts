import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { openPostgres } from '../../server/platform/database/postgres.ts';
import { installOnDebian } from './debian.ts';
import { freePort } from './free-port.ts';
import { TEMPLATE } from './test-database.ts';

// Runs a command with TEST_POSTGRES set to a PostgreSQL of its own: `node with-postgres.ts <command…>`.

/** Where a version's own folder is not in the PATH: Debian keeps it apart. */
const DEBIAN = '/usr/lib/postgresql';

const find = (): string | undefined => {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin'))
    : [];
  return [...(process.env.PATH ?? '').split(delimiter), ...versions].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
};

const install = (): string | undefined => {
  if (process.getuid?.() === 0) {
    // The package would start a cluster of its own otherwise.
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n');
  }
  return installOnDebian('postgresql') ? find() : undefined;
};

/** PostgreSQL refuses to run as root; whoever else we are is good. */
const owner = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** An empty cluster in a folder, sorting as a language does: the product must not depend on it. */
const createCluster = (bin: string, folder: string, as: ReturnType<typeof owner>): string => {
  const data = join(folder, 'data');
  const language = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'];
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'support', '-A', 'trust', '-E', 'UTF8', '-N', ...language],
    {
      ...as,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return data;
};

const startCluster = async (
  bin: string,
  folder: string,
  data: string,
  port: number,
): Promise<ChildProcess> => {
  // Nothing of a test must outlive the machine's power: its files need not reach the disk. In the file rather than as
  // an argument, so that what measures speed can switch it on.
  appendFileSync(join(data, 'postgresql.conf'), 'fsync = off\n');
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder };
  const given = Object.entries({ ...settings, max_connections: 400 }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...given], {
    ...owner(),
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-10_000)));
  while (!log.includes('ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log}`);
    await Promise.race([once(child.stderr, 'data'), once(child, 'close')]);
  }
  return child;
};

const withCluster = async (bin: string, run: (url: string) => Promise<number>): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'support-portal-postgres-'));
  const as = owner();
  if (as) chownSync(folder, as.uid, as.gid);
  let cluster: ChildProcess | undefined;
  try {
    const port = await freePort();
    cluster = await startCluster(bin, folder, createCluster(bin, folder, as), port);
    return await run(`postgres://support@127.0.0.1:${port}`);
  } finally {
    // SIGINT: at once, without waiting for clients.
    if (cluster?.kill('SIGINT')) await once(cluster, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Copied for every test that wants a database: quicker than migrating each. */
const createTemplate = async (url: string): Promise<void> => {
  const client = new Client(`${url}/postgres`);
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await (await openPostgres(`${url}/${TEMPLATE}`, 2)).close();
};

const [command, ...args] = process.argv.slice(2);
const bin = find() ?? install();
if (!bin || !command) {
  process.stderr.write(
    bin
      ? 'Usage: node test/support/with-postgres.ts <command…>\n'
      : 'No PostgreSQL found: install it, so that initdb and postgres are in the PATH.\n',
  );
  process.exitCode = bin ? 2 : 1;
} else {
  process.exitCode = await withCluster(bin, async (url) => {
    await createTemplate(url);
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TEST_POSTGRES: url } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 1;
  });
}
