import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler } from 'express';
import proxyaddr from 'proxy-addr';
import { acceptedBy, PROTOCOL_VERSION } from '#protocol/version';
import type { Limits } from './config.ts';
import { declaredSettings, features } from './features/index.ts';
import type { Deps, Push } from './features/feature.ts';
import { mayEmbed } from './features/portals/index.ts';
import { loadContact } from './features/contacts/index.ts';
import { loadTechnician } from './features/technicians/index.ts';
import { loadVisitor } from './features/visitors/index.ts';
import { Attempts } from './platform/attempts.ts';
import { cleanUp } from './platform/clean-up.ts';
import type { Clock } from './platform/clock.ts';
import type { Database, Db } from './platform/database/index.ts';
import { freeJobs, jobBacklog, Worker } from './platform/jobs/index.ts';
import type { Log } from './platform/log.ts';
import { createMessages, type Messages } from './platform/messages/index.ts';
import { freeEvents, outboxBacklog } from './platform/outbox.ts';
import { createPasswords } from './platform/passwords.ts';
import { readPinned } from './platform/pinned.ts';
import { createSecrets } from './platform/secrets.ts';
import type { Urls } from './platform/urls.ts';
import { watchOthers } from './platform/watch.ts';
import { createAuthenticator } from './transport/auth.ts';
import { createChange } from './transport/change.ts';
import { closeSockets } from './transport/close-sockets.ts';
import type { Cluster } from './transport/cluster/cluster.ts';
import { createApi, type MayEmbed } from './transport/http.ts';
import { serveHealth, type Phase } from './transport/health.ts';
import { createJobRunner } from './transport/jobs.ts';
import type { Figures } from './transport/metrics.ts';
import { observed, type Observer } from './transport/observe.ts';
import { serveOpenApi } from './transport/openapi/serve.ts';
import { createPages, notFound } from './transport/pages.ts';
import { createPipeline } from './transport/pipeline.ts';
import { watchPresence } from './transport/presence.ts';
import { createPublisher } from './transport/publisher.ts';
import { Rates } from './transport/rates.ts';
import { createReference } from './transport/reference/serve.ts';
import { watchSessions } from './transport/session-watch.ts';
import { createPush } from './transport/push.ts';
import { connectionsByKind, createSocketServer, serveCommands } from './transport/socket.ts';

// Not imported by name: Node would load everything of its `fetch` for names nobody asks for, 50 ms of every start.
const { createServer } = process.getBuiltinModule('node:http');

export interface AppOptions {
  database: Database;
  clock: Clock;
  log: Log;
  urls: Urls;
  secretKey: string;
  trustedProxies: string[];
  limits: Limits;
  /** The ways out to people. Default: none, but to addresses they name themselves. */
  messages?: Messages;
  /** The line to other processes on the same database. Default: there are none. */
  cluster?: Cluster | undefined;
  /** Who counts and measures what is done. */
  observer?: Observer | undefined;
  /** The folder of the built widget. */
  dist: string;
  /** Which protocol version it is a server of. Default: this code's own; tests stand in for a later server. */
  protocolVersion?: number;
}

export interface App {
  deps: Deps;
  http: HttpServer;
  worker: Worker;
  /** How much there is to do, for whoever measures. */
  figures: Figures;
  /** Publishes what an earlier process left, then listens and does what is due; answers the port. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Is not ready from now on, and after `drainDelay` refuses new calls, lets those under way end, tells clients to come
   * back, closes the database.
   */
  close(): Promise<void>;
}

/** For clients to take their last answers at shutdown, in milliseconds: two round trips on the worst mobile line. */
const LAST_WORDS = 2000;

/** What a process that is no more held when it ended is to be done now; only where no other can be at work. */
const takeOver = async (tx: Db): Promise<void> => {
  await freeEvents(tx);
  await freeJobs(tx);
};

/** Puts the server together. No environment, no clock of its own, no port. */
export const createApp = (options: AppOptions): App => {
  const { database, clock, log, urls, limits } = options;
  const deps: Deps = {
    database,
    clock,
    log,
    urls,
    limits,
    messages: options.messages ?? createMessages(),
    pinned: readPinned(options.dist, log),
    secrets: createSecrets(options.secretKey),
    passwords: createPasswords(),
    attempts: new Attempts(clock),
    settings: declaredSettings,
  };
  const authenticator = createAuthenticator(deps, {
    technician: loadTechnician,
    visitor: loadVisitor,
    contact: loadContact,
  });
  const trust = proxyaddr.compile(options.trustedProxies);
  const versions = acceptedBy(options.protocolVersion ?? PROTOCOL_VERSION);
  const mayUse: MayEmbed = (portalId, origin, from) => mayEmbed(deps, portalId, origin, from);

  const server = express();
  const http = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, server);
  const rates = new Rates(clock, limits);
  const socketParts = {
    authenticator,
    urls,
    clock,
    log,
    limits,
    rates,
    versions,
    mayEmbed: mayUse,
    cluster: options.cluster,
    observer: options.observer,
    addressOf: (request: IncomingMessage) => proxyaddr(request, trust),
  };
  const io = createSocketServer(http, socketParts);
  const push: Push = createPush(io, socketParts, () => pipeline);
  const scheduling = { publishers: { 'job.scheduled': () => worker.wake() } };
  const publisher = createPublisher(deps, [...features, scheduling], push);
  const jobs = [...features.flatMap((feature) => feature.jobs ?? []), cleanUp];
  const change = createChange(deps, features, publisher);
  const run = createJobRunner(deps, change, jobs);
  const worker = new Worker({
    database,
    clock,
    log,
    jobs,
    run,
    onGivenUp: ({ account, kind }) =>
      change(async ({ emit }) => {
        if (account !== null) emit({ type: 'job.given-up', account, kind });
      }),
  });
  let phase: Phase = 'starting';
  let stopWatching = (): void => undefined;
  let stopPresence = (): void => undefined;
  const pipeline = observed(createPipeline(deps, features, publisher), log, options.observer);
  serveCommands(io, pipeline, socketParts);
  const stopSessionWatch = watchSessions(io, { read: database.read, clock, log });

  server.set('trust proxy', options.trustedProxies);
  server.disable('x-powered-by');
  server.disable('etag');
  server.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    response.set('Referrer-Policy', 'strict-origin-when-cross-origin');
    if (urls.console.startsWith('https:'))
      response.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    // A kept connection would lead back to a process that ends.
    if (phase === 'draining') response.set('Connection', 'close');
    next();
  });
  server.use(serveHealth(database.read, () => phase));
  server.get('/api/openapi.json', serveOpenApi(urls));
  server.use(createReference());
  server.use(
    '/api',
    createApi({
      pipeline,
      authenticator,
      urls,
      bodyBytes: limits.bodyBytes,
      rates,
      log,
      versions,
      mayEmbed: mayUse,
    }),
  );
  server.use(createPages({ deps, authenticator, dist: options.dist }));
  server.use(notFound);
  server.use(((error: unknown, request, response, _next) => {
    // A path that cannot be decoded leads nowhere.
    if ((error as { status?: number }).status === 400) return notFound(request, response);
    log.error({ err: error }, 'a page failed unexpectedly');
    response.status(500).type('text').send('Something went wrong. Please try again.\n');
  }) satisfies ErrorRequestHandler);

  return {
    deps,
    http,
    worker,
    figures: {
      connections: () => connectionsByKind(io),
      writes: () => database.waiting(),
      outbox: () => outboxBacklog(database.read, clock.now()),
      jobs: () => jobBacklog(database.read, clock.now()),
    },
    listen: async (port, host) => {
      if (!database.shared) await database.write(takeOver);
      await publisher.relay();
      await worker.start();
      stopPresence = watchPresence(io, { change, read: database.read, clock, log });
      stopWatching = watchOthers({ database, clock, log }, async () => {
        worker.wake();
        await publisher.relay();
      });
      return new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          phase = 'serving';
          resolve((http.address() as AddressInfo).port);
        });
      });
    },
    close: async () => {
      // Whoever stands before it is told first, and given time to notice; meanwhile all goes on.
      phase = 'draining';
      await sleep(limits.drainDelay);
      stopSessionWatch();
      stopWatching();
      stopPresence();
      await pipeline.drain(limits.drainTimeout);
      await worker.close(limits.drainTimeout);
      await publisher.settled();
      await closeSockets(io, LAST_WORDS);
      // Who is in the middle of a request may finish it, but does not keep the process.
      await Promise.race([io.close(), sleep(LAST_WORDS, undefined, { ref: false })]);
      http.closeAllConnections();
      await options.cluster?.close();
      await database.close();
    },
  };
};
