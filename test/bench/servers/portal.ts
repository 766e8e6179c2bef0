import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../server/app.ts';
import { openSqlite } from '../../../server/platform/database/sqlite.ts';
import { createLog } from '../../../server/platform/log.ts';
import { createUrls } from '../../../server/platform/urls.ts';
import { seedRooms } from '../support/seed.ts';
import { serve } from './serve.ts';

// The whole server on a fresh database, with as many chats under way as its first argument says.

/**
 * Times real time: limits stay in the path and never bite. A hundred, so that a technician's idle limit of four days
 * is an hour.
 */
const HASTE = 100;
const started = Date.now();
const now = (): number => started + (Date.now() - started) * HASTE;
const at = (time: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, (time - now()) / HASTE).unref();
  return () => clearTimeout(timer);
};

const folder = await mkdtemp(join(tmpdir(), 'support-portal-bench-'));
const database = await openSqlite(join(folder, 'data.sqlite'));
const app = createApp({
  database,
  clock: { now, at },
  log: createLog('silent'),
  urls: createUrls('localhost', { protocol: 'http:', port: '80' }),
  secretKey: 'bench-secret-7f3k9q2m5x8w1z4v6b0n',
  trustedProxies: [],
  limits: {
    bodyBytes: 64_000,
    socketsPerAddress: 100_000,
    eventsPerSecond: 10_000,
    connectTimeout: 10_000,
    drainTimeout: 2000,
  },
  dist: folder,
});
const seeded = await seedRooms(app.deps, Number(process.argv[2] ?? 0));
const port = await app.listen(0, '127.0.0.1');
serve({ port, ...seeded }, async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
