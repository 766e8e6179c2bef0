import { join } from 'node:path';
import { createApp, type App } from './app.ts';
import type { Config } from './config.ts';
import { hasAccounts } from './features/accounts/index.ts';
import { systemClock } from './platform/clock.ts';
import type { Outbox } from './demo/outbox.ts';
import { openDatabase } from './platform/database/open.ts';
import { createLink } from './platform/links.ts';
import type { Log } from './platform/log.ts';
import { createMessages } from './platform/messages/index.ts';
import { ROOT } from './platform/root.ts';
import { keyState, rememberKey } from './platform/secret-key.ts';
import { StartError } from './platform/start-error.ts';
import { createUrls } from './platform/urls.ts';
import type { Cluster } from './transport/cluster/cluster.ts';

/** What the operator reads; logs go on beside it. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const listen = async (app: App, config: Config): Promise<number> => {
  try {
    return await app.listen(config.port, config.host);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${config.port} is taken. Set PORT to another one.`, 69, { cause });
    if (code === 'EACCES')
      throw new StartError(`Port ${config.port} needs more rights than this process has.`, 77, { cause });
    throw cause;
  }
};

/** An empty data folder has no default password: a one-time link makes the first account and its admin. */
const offerSetUp = async ({ deps }: App): Promise<void> => {
  if (await hasAccounts(deps.database.read)) return;
  const { token } = await deps.database.write((tx) =>
    createLink(tx, deps.secrets, deps.clock.now(), { purpose: 'set-up', account: null, technicianId: null }),
  );
  say(
    `\nNo account yet. Create the first one within 24 hours, once, at:\n  ${deps.urls.console}/setup#${token}\n`,
  );
};

/** The data remembers which key it was written with: another one is no reason not to start, but to say so. */
const noteKey = async ({ deps }: App): Promise<void> => {
  const state = await keyState(deps.database.read, deps.secrets);
  if (state === 'unknown') await deps.database.write((tx) => rememberKey(tx, deps.secrets));
  if (state === 'differs')
    deps.log.warn('SECRET_KEY is another one than before: sessions, links and second factors have ended');
};

/** Says where it is to be found; with `--demo`, after making the demo. */
const announce = async (
  app: App,
  config: Config,
  outbox: Outbox | null,
): Promise<{ close(): void } | null> => {
  if (outbox) {
    const { startDemo } = await import('./demo/index.ts');
    return startDemo(app.deps, config, outbox, say);
  }
  say(`support-portal is running. Console: ${app.deps.urls.console}`);
  await offerSetUp(app);
  return null;
};

/** Processes that share PostgreSQL push to each other's clients: by PostgreSQL itself, or by Redis where there is one. */
const joinOthers = async (config: Config, log: Log): Promise<Cluster | undefined> => {
  if (config.redisUrl !== undefined)
    return (await import('./transport/cluster/redis.ts')).redisCluster(config.redisUrl, log);
  if (config.databaseUrl !== undefined)
    return (await import('./transport/cluster/postgres.ts')).postgresCluster(config.databaseUrl, log);
  return undefined;
};

/**
 * Opens the database, listens, says where, and stops on a signal.
 *
 * @throws StartError where something the operator can mend is in the way.
 */
export const start = async (config: Config, log: Log): Promise<void> => {
  const database = await openDatabase(config);
  // Loaded where it is wanted alone: it would be a tenth of every start.
  const metrics = config.metrics && (await import('./transport/metrics.ts')).createMetrics();
  const outbox = config.demo ? new (await import('./demo/outbox.ts')).Outbox() : null;
  const outside = createMessages(config.messages);
  const messages = {
    ...outside,
    mail: outside.mail ?? outbox?.mail ?? null,
    text: outside.text ?? outbox?.text ?? null,
  };
  const app = createApp({
    database,
    clock: systemClock,
    log,
    urls: createUrls(config.baseDomain, config.publicUrl),
    secretKey: config.secretKey,
    trustedProxies: config.trustedProxies,
    limits: config.limits,
    messages,
    cluster: await joinOthers(config, log),
    observer: metrics?.observer,
    dist: join(ROOT, 'dist'),
  });
  await noteKey(app);
  const served = await metrics?.serve(app.figures, config.metrics!.port, config.metrics!.host);
  const port = await listen(app, config);
  log.info({ port, host: config.host }, 'listening');
  let announced: ReturnType<typeof announce> = Promise.resolve(null);
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const demo = await announced.catch(() => null);
    demo?.close();
    await app.close();
    served?.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Only now: what the operator reads may be answered by a signal at once.
  announced = announce(app, config, outbox);
  await announced;
};
