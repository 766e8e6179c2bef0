import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '#protocol/index';
import { createApp } from '../../../server/app.ts';
import { readConfig, type Limits } from '../../../server/config.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { openPostgres } from '../../../server/platform/database/postgres.ts';
import { openSqlite } from '../../../server/platform/database/sqlite.ts';
import { createLog } from '../../../server/platform/log.ts';
import { createUrls } from '../../../server/platform/urls.ts';
import { tuneCollector } from '../../../server/platform/collector.ts';
import { postgresCluster } from '../../../server/transport/cluster/postgres.ts';
import { postgresUrl } from '../../support/test-database.ts';
import { seedMessages, seedRooms } from '../support/seed.ts';
import { serve } from './serve.ts';

// The whole server on a fresh database. Arguments: how many chats are under way, how many messages each has, and
// `postgres` for that instead of SQLite; then the folder of another such server, to work on its database.

const [rooms = 0, messages = 0] = process.argv.slice(2, 4).map(Number);

// As `main.ts` does.
tuneCollector();

// Each customer here sends what a hundred would: their limit stays in the path and never bites.
const FASTER = 1000;
const unbitten = COMMANDS['thread:send'].limit as { burst: number };
unbitten.burst *= FASTER;

const SECRET = 'bench-secret-7f3k9q2m5x8w1z4v6b0n';
const isPostgres = process.argv[4] === 'postgres';
const beside = process.argv[5];
const folder = beside ?? (await mkdtemp(join(tmpdir(), 'support-portal-bench-')));
/** As many as the product opens unless told otherwise. */
const CONNECTIONS = 10;
const database = isPostgres
  ? await openPostgres(await postgresUrl(folder), CONNECTIONS)
  : await openSqlite(join(folder, 'data.sqlite'));
/** Each customer here sends what a hundred would, from one address. */
const wide: Limits = {
  bodyBytes: 64_000,
  socketsPerAddress: 100_000,
  eventsPerSecond: 10_000,
  eventsPerAddress: 1_000_000,
  connectionsPerSecond: 100_000,
  waitingBytes: 4_000_000,
  connectTimeout: 10_000,
  mailsPerAddress: 200,
  textsPerAddress: 50,
  drainDelay: 0,
  drainTimeout: 2000,
};
const usual = readConfig({ SECRET_KEY: SECRET, DATA_DIR: folder }, []).limits;
const log = createLog('silent');
const app = createApp({
  database,
  clock: systemClock,
  log,
  urls: createUrls('localhost', { protocol: 'http:', port: '80' }),
  secretKey: SECRET,
  // So that clients can be of many addresses.
  trustedProxies: ['loopback'],
  cluster: isPostgres ? postgresCluster(await postgresUrl(folder), log) : undefined,
  limits: process.env.BENCH_LIMITS === 'default' ? usual : wide,
  dist: folder,
});
const seeded = beside === undefined ? await seedRooms(app.deps, rooms) : null;
for (const room of seeded?.rooms ?? []) await seedMessages(app.deps, seeded!.account, room, messages);
const port = await app.listen(0, '127.0.0.1');
serve({ port, folder, ...seeded }, async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
